import { beforeAll, describe, expect, it } from '@jest/globals';
import { caseOfSof, give, idFor, readerOf, refusalOf, registered } from '../../support/given.js';
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
    await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
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

  it('police who have looked at a concern know of it: the record says so by the rule of the list (KØ-1)', async () => {
    await give(
      product,
      'SSP:caseworker',
      'RegisterConcern',
      'acute',
      at('05-01'),
      registered('koebenhavn', at('05-01')),
    );
    const told = async () => {
      const { policeTold, acute } = await ask(readerOf(BIF), 'Concern', { id: idFor('acute') });
      return { policeTold, next: acute?.next };
    };
    const acute = { severity: 'acute', finality: 'preliminary' };
    await give(product, BIF, 'AssessSeverity', 'acute', at('05-02'), acute);
    expect(await told()).toEqual({ policeTold: false, next: 'NotifyPolice' });
    await give(product, 'KP:police', 'AssessSeverity', 'acute', at('05-03'), acute);
    expect(await told()).toEqual({ policeTold: true, next: 'AssessSeverity' });
  });

  it('what may be done goes by the roles of now: who coordinates by a later plan is offered nothing by it yet', async () => {
    await give(product, 'KP:police', 'RegisterPerson', 'of the police', at('05-01'), { name: 'Opdigtet' });
    const offered = async (who: string) =>
      (await ask(readerOf(who), 'PersonActions', { id: idFor('of the police') })).map(({ command }) => command);
    expect(await offered('KP:police')).toContain('ChangePersonDetails');
    expect(await offered('KP:coordinator')).not.toContain('MergePersons');
  });

  it('who calls themselves coordinator of an agency that coordinates nothing reads no figures', async () => {
    const asked = (who: string) => refusalOf(ask(readerOf(who), 'Overview', { infohus: 'koebenhavn' }));
    expect(await asked('SUF:coordinator')).toBe('not-permitted');
    expect(await asked(BIF)).toBeUndefined();
  });
});
