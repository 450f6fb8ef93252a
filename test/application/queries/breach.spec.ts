import { expect, it } from '@jest/globals';
import type { Reader } from '../../../src/application/authorization/reader.js';
import { actorOf, caseOfSof, give, idFor, refusalOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const at = (day: string) => `2017-${day}T10:00:00.000Z`;
const compliance = (agency: string): Reader => ({ actor: actorOf(`${agency}:compliance`), purpose: 'audit' });
const THIEF: Reader = { actor: actorOf('SOF:caseworker:u9'), purpose: 'casework' };

it('Of a stolen login compliance is told what it saw in the period and whom that concerns, and nobody else is', async () => {
  let today = at('06-01');
  const product = memoryInstallation(() => today);
  await give(product, 'SOF:caseworker', 'RegisterPerson', 'a person', at('03-01'), { name: 'Holger Opdigtsen' });
  await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
  await product.ask(THIEF, 'CaseAsOf', { id: idFor('k') });
  await product.ask(THIEF, 'Cases', { infohus: 'koebenhavn' });
  today = at('06-02');
  await product.ask(THIEF, 'CaseNames', { id: idFor('k') });
  today = at('06-03');

  const seen = (agency: string, from: string, to: string) =>
    product.ask(compliance(agency), 'SeenBy', { userId: 'u9', from, to });
  const all = await seen('BIF', '2017-06-01', '2017-06-03');
  expect(all.records).toMatchObject([
    { record: 'case', recordId: idFor('k'), purpose: 'casework', first: at('06-01'), count: 1 },
    { record: 'names', recordId: idFor('k'), first: at('06-02') },
  ]);
  expect(all.searches).toMatchObject([{ list: 'cases', count: 1 }]);
  expect(all.persons).toEqual([{ personId: idFor('a person'), name: 'Holger Opdigtsen' }]);
  expect((await seen('BIF', '2017-06-03', '2017-06-03')).records).toEqual([]);
  // Of another Infohus' people nothing is told, and of an agency that is of both each is told its own records.
  expect((await seen('VEL', '2017-06-01', '2017-06-03')).records).toEqual([]);
  await product.ask({ actor: actorOf('KRIM:caseworker:u9'), purpose: 'casework' }, 'Cases', { infohus: 'koege' });
  const other = await seen('VEL', '2017-06-01', '2017-06-03');
  expect([other.records, other.persons]).toEqual([[], []]);
  // Of years too: a stream a day is no reason to refuse.
  expect((await seen('BIF', '2008-06-03', '2017-06-03')).records).toEqual(all.records);
  expect(await refusalOf(seen('BIF', '2017-06-03', '2017-06-01'))).toBe('validation-failed');
  expect(await refusalOf(product.ask(THIEF, 'SeenBy', { userId: 'u9' }))).toBe('not-permitted');
});
