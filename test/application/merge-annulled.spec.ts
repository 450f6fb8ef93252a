import { expect, it } from '@jest/globals';
import { actorOf, caseOfSof, give, idFor, readerOf } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

const NOW = '2026-06-01T12:00:00.000Z';
const at = (day: string) => `2016-${day}T10:00:00.000Z`;
const BIF = 'BIF:coordinator';
const [A, B] = [idFor('a person'), idFor('the other')];
const OFFICER = { actor: actorOf('BIF:compliance:u1'), purpose: 'audit' } as const;
const ANALYST = { actor: actorOf('BIF:analyst'), purpose: 'reporting' } as const;

it('A merge that is annulled leaves everything of both as it was: who they are, their cases, rights and what is counted', async () => {
  const product = memoryInstallation(() => NOW);
  await give(product, BIF, 'RegisterPerson', 'a person', at('03-01'), { name: 'Holger Opdigtsen', contact: 'ring' });
  await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
  await give(product, 'SOF:caseworker', 'OfferSupport', 'k', at('03-04'), {
    ...{ offerId: idFor('o'), personId: A, kind: 'mentor' },
  });
  await give(product, BIF, 'RegisterPerson', 'the other', at('03-05'), { name: 'Inger Opdigtsen' });
  await give(product, BIF, 'RegisterConcern', 'hers', at('03-05'), {
    ...{ infohus: 'koebenhavn', channel: 'professional', receivedAt: at('03-05'), description: 'opdigtet' },
    subjects: [{ personId: B, role: 'focus', ageGroup: 'adult' }],
  });
  await give(product, 'BIF:compliance:u1', 'RestrictProcessing', 'the other', at('03-06'), { ground: 'indsigelse' });

  const stands = async () => {
    const told = [];
    for (const id of [A, B]) {
      // That they were merged, and that it was annulled, stays in the history.
      const { timeline: _, ...person } = await product.ask(readerOf(BIF), 'Person', { id });
      told.push(person);
      const { events, disclosures, elsewhere } = await product.ask(OFFICER, 'SubjectAccess', { id });
      told.push({
        events: events.filter((e) => !['PersonsMerged', 'EventAnnulled'].includes(e.type)),
        disclosures,
        elsewhere,
      });
    }
    const reader = readerOf(BIF);
    const { rows } = await product.ask(reader, 'Cases', { infohus: 'koebenhavn' });
    const { timeline: _, ...known } = await product.ask(reader, 'CaseAsOf', { id: idFor('k') });
    const report = { infohus: 'koebenhavn', plan: 'koebenhavn-2016', year: 2016 } as const;
    const figures = await product.ask(ANALYST, 'Report', { ...report, asOf: (await product.store.head()).position });
    return JSON.stringify({ told, rows, known, figures }, (name, value) =>
      // Which state of the log it was read from is another.
      ['asOf', 'version', 'position', 'newest', 'head', 'contentHash', 'hash', 'drawnAt'].includes(name)
        ? undefined
        : value,
    );
  };
  const before = await stands();
  const { events } = await give(product, BIF, 'MergePersons', 'the other', at('03-07'), { into: A });
  expect(await stands()).not.toBe(before);
  await give(product, BIF, 'AnnulEvent', 'the other', at('03-08'), {
    eventId: events[0]?.eventId,
    reason: 'to mennesker',
  });
  expect(await stands()).toBe(before);
});
