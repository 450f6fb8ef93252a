import { beforeAll, describe, expect, it } from '@jest/globals';
import { give, idFor, opened, readerOf, refusalOf, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const NOW = '2017-06-01T12:00:00.000Z';
const BIF = 'BIF:coordinator';
const at = (day: string) => `2017-${day}T10:00:00.000Z`;
const disclosure = {
  categories: ['identity'],
  legalBasis: 'GDPR-DBL',
  constellation: 'none',
  purpose: 'crime-prevention',
  necessity: 'opdigtet',
};

describe('Who sees what of a case', () => {
  const product = memoryInstallation(() => NOW);
  const ask = product.ask;
  beforeAll(async () => {
    await give(product, 'SSP:caseworker', 'RegisterConcern', 'c', at('03-01'), registered('koebenhavn', at('03-01')));
    await give(product, BIF, 'QualifyConcern', 'c', at('03-02'), substantiated);
    await give(product, BIF, 'OpenCase', 'k', at('03-03'), opened('koebenhavn', 'c', 'SOF'));
    for (const id of ['a person', 'the same person'])
      await give(product, BIF, 'RegisterPerson', id, at('03-03'), { name: 'Opdigtet' });
    await give(product, 'SOF:caseworker', 'AddSubject', 'k', at('03-04'), {
      ...{ personId: idFor('the same person'), role: 'focus', ageGroup: 'adult' },
    });
    await give(product, 'SOF:caseworker', 'ReferCase', 'k', at('03-05'), {
      ...{ referralId: idFor('r'), toAgency: 'BUF', task: 'opdigtet', disclosure },
    });
  });
  const actsOf = async (who: string, id = idFor('k')) =>
    (await ask(readerOf(who), 'CaseActions', { id })).filter((act) => act.against === null).map((act) => act.command);

  it('who is only asked may give the answer that it owes, and nothing else', async () => {
    expect((await actsOf('BUF:caseworker')).sort()).toEqual(['AcceptReferral', 'DeclineReferral']);
  });

  it('the agency that registered its concern is told nothing of the case by what it may do with the concern', async () => {
    const acts = await ask(readerOf('SSP:caseworker'), 'ConcernActions', { id: idFor('c') });
    expect(acts.map(({ command }) => command)).toContain('CorrectEvent');
    expect(JSON.stringify(acts)).not.toContain(idFor('k'));
  });

  it('what can be done with a person is known to whoever may know the person', async () => {
    const asked = (who: string) => refusalOf(ask(readerOf(who), 'PersonActions', { id: idFor('a person') }));
    expect(await asked('SOF:caseworker')).toBeUndefined();
    expect(await asked('SUF:caseworker')).toBe('not-found');
  });

  it('merged persons are one subject, in the case and in the count of the list', async () => {
    const rows = async () => (await ask(readerOf(BIF), 'Cases', { infohus: 'koebenhavn' })).rows;
    expect(await rows()).toMatchObject([{ subjects: 2 }]);
    await give(product, BIF, 'MergePersons', 'the same person', at('04-01'), { into: idFor('a person') });
    expect(await rows()).toMatchObject([{ subjects: 1 }]);
    const { subjects } = await ask(readerOf(BIF), 'CaseAsOf', { id: idFor('k') });
    expect(subjects).toEqual([{ personId: idFor('a person'), role: 'focus', ageGroup: 'adult' }]);
  });

  it('who calls themselves coordinator of an agency that coordinates nothing reads no figures', async () => {
    const asked = (who: string) => refusalOf(ask(readerOf(who), 'Overview', { infohus: 'koebenhavn' }));
    expect(await asked('SUF:coordinator')).toBe('not-permitted');
    expect(await asked(BIF)).toBeUndefined();
  });
});
