import { describe, expect, it } from '@jest/globals';
import { purposeOf } from '../../../src/application/authorization/policy.js';
import { actorOf, give, idFor, opened, refusalOf, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const NOW = '2024-06-03T08:00:00.000Z';
const AT = '2024-05-06T10:00:00+02:00';
const LATER = '2024-05-07T10:00:00+02:00';
const INFOHUS = { infohus: 'koebenhavn' };
const reader = (who: string) => {
  const actor = actorOf(who);
  return { actor, purpose: purposeOf(actor.role) };
};
const disclosure = {
  categories: ['identity'],
  legalBasis: 'RPL115_1_1',
  constellation: 'SSP',
  purpose: 'crime-prevention',
  necessity: 'nødvendigt',
};

/** A concern that SSP registered, its case with SOF, with a release to come. */
async function city() {
  const product = memoryInstallation(() => NOW);
  const by = (who: string, name: string, id: string, data: object, at = LATER) =>
    give(product, who, name, id, at, data);
  await by('SSP:caseworker', 'RegisterConcern', 'c', registered('koebenhavn', AT), AT);
  await by('BIF:coordinator', 'QualifyConcern', 'c', substantiated, AT);
  await by('BIF:coordinator', 'OpenCase', 'k', opened('koebenhavn', 'c', 'SOF'), AT);
  await by('SOF:caseworker', 'RegisterRelease', 'k', { personId: idFor('a person'), releaseDate: '2024-09-01' });
  return {
    product,
    by,
    concern: (who: string) => product.ask(reader(who), 'Concern', { id: idFor('c') }),
    case: (who: string) => product.ask(reader(who), 'CaseAsOf', { id: idFor('k'), texts: true }),
    cases: async (who: string, filters: object = {}) =>
      (await product.ask(reader(who), 'Cases', { ...INFOHUS, ...filters })).rows,
    concerns: async (who: string) => (await product.ask(reader(who), 'Concerns', INFOHUS)).rows,
    due: async (who: string) =>
      (await product.ask(reader(who), 'Deadlines', INFOHUS)).map(({ obligation }) => obligation).sort(),
    refers: (toAgency: string) =>
      by('SOF:caseworker', 'ReferCase', 'k', { referralId: idFor('r'), toAgency, task: 'opgave', disclosure }),
  };
}

describe('A concern that is in a case (commands.md, Roles)', () => {
  for (const who of ['SSP:caseworker', 'KP:police'])
    it(`is still read by ${who}, without the case's id`, async () => {
      const { concern, concerns, due } = await city();
      const seen = await concern(who);
      expect(seen).toMatchObject({ caseId: null, standing: 'in-a-case' });
      expect(seen.timeline.map(({ type }) => type)).toContain('ConcernLinkedToCase');
      expect(JSON.stringify([seen, await concerns(who)])).not.toContain(idFor('k'));
      expect(await concerns(who)).toMatchObject([{ concernId: idFor('c'), caseId: null, triage: null }]);
      expect(await due(who)).not.toContain('triage');
    });

  it('is read with its case by who is on that, and by coordinators', async () => {
    const { concern, concerns, due } = await city();
    for (const who of ['SOF:caseworker', 'BIF:coordinator']) {
      expect(await concern(who)).toMatchObject({ caseId: idFor('k') });
      expect(await concerns(who)).toMatchObject([{ caseId: idFor('k') }]);
      expect(await due(who)).toContain('triage');
    }
    expect(await refusalOf(concern('BUF:caseworker'))).toBe('not-found');
  });

  it('takes a severity from police, everything from coordinators, and nothing from who registered it or is on the case', async () => {
    const { by } = await city();
    const advice = { to: 'citizen', topic: 'emne' };
    await by('KP:police', 'AssessSeverity', 'c', { severity: 'low', finality: 'final' });
    await by('BIF:coordinator', 'GiveAdvice', 'c', advice);
    for (const who of ['KP:police', 'SSP:caseworker', 'SOF:caseworker'])
      expect([who, await refusalOf(by(who, 'GiveAdvice', 'c', advice))]).toEqual([who, 'not-permitted']);
    expect(await refusalOf(by('BUF:caseworker', 'GiveAdvice', 'c', advice))).toBe('not-found');
  });
});

describe('Who is only asked', () => {
  it('sees what was disclosed to it and the answer that it owes: no other deadline, and nothing by a filter', async () => {
    const { refers, by, cases, due, case: seen, product } = await city();
    await refers('SSP');
    expect(await due('SSP:caseworker')).toEqual(['referral-answer']);
    expect(await due('SOF:caseworker')).toContain('release');
    expect(await cases('SSP:caseworker')).toHaveLength(1);
    expect(await cases('SSP:caseworker', { type: 'adult' })).toEqual([]);
    expect(await cases('SOF:caseworker', { type: 'adult' })).toHaveLength(1);
    const handover = { handoverId: idFor('h'), toAgency: 'BUF', reason: 'grund', disclosure };
    await by('SOF:caseworker', 'OfferHandover', 'k', {
      ...handover,
      disclosure: { ...disclosure, legalBasis: 'GDPR-DBL', constellation: 'none' },
    });
    expect(await cases('SSP:caseworker', { pending: 'true' })).toEqual([]);
    expect(await cases('BUF:caseworker', { pending: 'true' })).toHaveLength(1);
    expect(await seen('SSP:caseworker')).toMatchObject({ disclosedOnly: true, pendingHandover: null });
    expect(await seen('BUF:caseworker')).toMatchObject({ pendingHandover: { toAgency: 'BUF' } });
    const types = (await seen('SSP:caseworker')).timeline.map(({ type }) => type).sort();
    expect(types).toEqual(['CaseReferred', 'InformationDisclosed']);
    expect(await product.ask(reader('SSP:caseworker'), 'CaseHandovers', { id: idFor('k') })).toEqual([]);
  });
});

describe('An agency that has left', () => {
  it('reads, corrects and annuls the events that it recorded, and is shown nothing else', async () => {
    const { refers, by, case: seen } = await city();
    await refers('SSP');
    await by('SSP:caseworker', 'AcceptReferral', 'k', { referralId: idFor('r') });
    await by('SSP:caseworker', 'RecordContact', 'k', { kind: 'call' });
    await by('SSP:caseworker', 'CompleteReferral', 'k', { referralId: idFor('r'), outcome: 'udført' });
    const left = await seen('SSP:caseworker');
    expect(left).toMatchObject({ responsibleAgency: '', subjects: [], disclosedOnly: true });
    expect(left.timeline.map(({ type }) => type)).toEqual(['ReferralAccepted', 'ContactRecorded', 'ReferralCompleted']);
    const [, contact] = left.timeline;
    await by('SSP:caseworker', 'AnnulEvent', 'k', { eventId: contact?.eventId, reason: 'aldrig sket' });
    const other = (await seen('SOF:caseworker')).timeline.find(({ type }) => type === 'ReleaseExpected');
    const wrong = by('SSP:caseworker', 'AnnulEvent', 'k', { eventId: other?.eventId, reason: 'aldrig sket' });
    expect(await refusalOf(wrong)).toBe('no-such-event');
    expect(await refusalOf(by('SSP:caseworker', 'RecordContact', 'k', { kind: 'call' }))).toBe('not-found');
  });
});

describe('Rights', () => {
  it('are those of now, whatever the date of what is recorded', async () => {
    const product = memoryInstallation(() => NOW);
    const wrongPolice = give(product, 'SOF:police', 'RegisterConcern', 'x', AT, registered('koebenhavn', AT));
    expect(await refusalOf(wrongPolice)).toBe('not-permitted');
  });

  it('reach an own Infohus only', async () => {
    const { product, by } = await city();
    const there = (infohus: string) => by('SOF:caseworker', 'RegisterConcern', infohus, registered(infohus, AT), AT);
    expect(await refusalOf(there('koege'))).toBe('not-permitted');
    expect(await refusalOf(there('nowhere'))).toBe('not-found');
    for (const id of ['k'] as const) {
      expect(await refusalOf(product.ask(reader('SOC:compliance'), 'CaseAsOf', { id: idFor(id) }))).toBe('not-found');
      expect(await refusalOf(product.ask(reader('BUF:compliance'), 'CaseAsOf', { id: idFor(id) }))).toBeUndefined();
    }
  });
});

describe('The reason of a security hold', () => {
  it('is shown to police, coordinators and compliance only', async () => {
    const { by, case: seen } = await city();
    await by('KP:police', 'HandCaseToSecurity', 'k', { to: 'police', reason: 'en trussel' });
    for (const who of ['KP:police', 'BIF:coordinator', 'BIF:compliance'])
      expect([who, JSON.stringify(await seen(who)).includes('en trussel')]).toEqual([who, true]);
    expect(JSON.stringify(await seen('SOF:caseworker'))).not.toContain('en trussel');
  });
});
