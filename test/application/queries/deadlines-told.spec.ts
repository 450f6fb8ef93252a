import { beforeAll, describe, expect, it } from '@jest/globals';
import { give, idFor, opened, readerOf, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const NOW = '2017-06-01T12:00:00.000Z';
const BIF = 'BIF:coordinator';
const at = (day: string, hour = '10') => `2017-${day}T${hour}:00:00.000Z`;
const disclosure = {
  ...{ categories: ['identity'], legalBasis: 'GDPR-DBL', constellation: 'none' },
  ...{ purpose: 'crime-prevention', necessity: 'opdigtet' },
};

describe('Which deadlines somebody is told of', () => {
  const product = memoryInstallation(() => NOW);
  const ask = product.ask;
  /** `triage c`: of a concern; `referral-answer k`: of a case. */
  const due = async (who: string, params: object = {}) =>
    (await ask(readerOf(who), 'Deadlines', { infohus: 'koebenhavn', ...params }))
      .map(({ obligation, caseId, concernId, mentorId }) =>
        [obligation, ...Object.entries({ caseId, concernId, mentorId }).flatMap(([n, id]) => (id ? [n] : []))].join(
          ' ',
        ),
      )
      .sort();
  beforeAll(async () => {
    await give(
      product,
      'SSP:caseworker',
      'RegisterConcern',
      'alone',
      at('03-01'),
      registered('koebenhavn', at('03-01')),
    );
    await give(product, 'SUF:caseworker', 'RegisterConcern', 'c', at('03-01'), registered('koebenhavn', at('03-01')));
    await give(product, 'KP:police', 'AssessSeverity', 'c', at('03-01', '22'), {
      severity: 'acute',
      finality: 'final',
    });
    await give(product, BIF, 'QualifyConcern', 'c', at('03-02'), substantiated);
    await give(product, BIF, 'OpenCase', 'k', at('03-03'), opened('koebenhavn', 'c', 'SOF'));
    for (const [referral, toAgency] of [
      ['r', 'BUF'],
      ['another', 'KFF'],
    ] as const)
      await give(product, 'SOF:caseworker', 'ReferCase', 'k', at('03-05'), {
        ...{ referralId: idFor(referral), toAgency, task: 'opdigtet', disclosure },
      });
    await give(product, BIF, 'RegisterMentor', 'm', at('03-01'), {
      ...{ infohus: 'koebenhavn', name: 'Opdigtet', kinds: ['mentor'], capacity: 2 },
      ...{ trainedOn: '2017-01-01', certificateUntil: '2017-12-31' },
    });
  });

  it('who is only asked is told of the answer that it owes alone: not of the acute action that a concern of the case asks for', async () => {
    expect(await due('BUF:caseworker')).toEqual(['referral-answer caseId']);
    const ofTheCase = await ask(readerOf('BUF:caseworker'), 'CaseDeadlines', { id: idFor('k') });
    expect(ofTheCase.map(({ referralId }) => referralId)).toEqual([idFor('r')]);
  });

  it('who registered a concern, and the police, are told when it is to be triaged; of its case nothing', async () => {
    expect(await due('SSP:caseworker')).toEqual(['triage concernId']);
    expect(await due('SUF:caseworker')).toEqual(['acute-action concernId', 'police-to-infohus concernId']);
    expect(await due('KP:police')).toEqual([
      ...['acute-action concernId', 'police-to-infohus concernId'],
      'triage concernId',
    ]);
    expect(await due('KP:caseworker')).toEqual([]);
  });

  it('whoever looks back is told no more than today: the certificates of mentors are for those who coordinate', async () => {
    for (const who of ['BUF:caseworker', 'SSP:caseworker', 'SUF:caseworker', 'KP:police', 'SOF:caseworker', BIF])
      expect(await due(who, { at: NOW })).toEqual(await due(who));
    expect(await due(BIF)).toContain('certificate mentorId');
    expect(await due('SOF:caseworker', { at: NOW })).not.toContain('certificate mentorId');
  });

  it('what may be done with a case names to who is only asked nobody else who was asked', async () => {
    const acts = await ask(readerOf('BUF:caseworker'), 'CaseActions', { id: idFor('k') });
    expect(acts.map(({ command, about }) => `${command} ${about.referralId === idFor('r')}`)).toEqual([
      // A worker may take what the own agency is on: here it is said that it is not.
      ...['AssignCaseworker false', 'AcceptReferral true', 'DeclineReferral true', 'CompleteReferral true'],
    ]);
  });

  it('a correction of the opening does not tell who registered the concern which case it is, nor when that was triaged', async () => {
    await give(product, BIF, 'TriageCase', 'k', at('03-06'), { toAgency: 'SOF', decision: 'opdigtet' });
    await give(product, BIF, 'RegisterConcern', 'later', at('03-07'), registered('koebenhavn', at('03-07')));
    await give(product, BIF, 'QualifyConcern', 'later', at('03-08'), substantiated);
    await give(product, BIF, 'LinkConcern', 'k', at('03-09'), { concernId: idFor('later') });
    const log = await product.log();
    const correct = (type: string, day: string) =>
      give(product, BIF, 'CorrectEvent', 'k', at('04-01'), {
        eventId: log.find((e) => e.type === type)?.eventId,
        ...{ changes: { occurredAt: at(day, '11') }, reason: 'opdigtet' },
      });
    await correct('CaseOpened', '03-03');
    await correct('CaseTriaged', '03-05');
    for (const [who, id] of [
      ['SUF:caseworker', 'c'],
      ['KP:police', 'c'],
      ['KP:police', 'later'],
    ] as const) {
      const told = JSON.stringify(await ask(readerOf(who), 'Concern', { id: idFor(id) }));
      expect(told).not.toContain(idFor('k'));
      expect(told).not.toContain(at('03-05', '11'));
    }
    const whole = JSON.stringify(await ask(readerOf(BIF), 'Concern', { id: idFor('later') }));
    expect(whole).toContain(idFor('k'));
    expect(whole).toContain(at('03-05', '11'));
  });
});
