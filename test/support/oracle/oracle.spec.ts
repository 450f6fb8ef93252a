import { describe, expect, it } from '@jest/globals';
import { caseAt, consult, deadlines, handovers, type Oracle, parseInstant, report } from './index.js';
import type { Ms } from './time.js';

const T = '2026-01-01T00:00:00Z';
const CONCERN = '10000000-0000-4000-8000-000000000001';
const CASE = '20000000-0000-4000-8000-000000000001';
const SON = '30000000-0000-4000-8000-000000000001';
const FATHER = '30000000-0000-4000-8000-000000000002';
const OFFER = '40000000-0000-4000-8000-000000000001';
const COURSE = '50000000-0000-4000-8000-000000000001';
const HANDOVER = '60000000-0000-4000-8000-000000000001';

type Line = [command: string, id: string, at: string, who: string, data: object];

const file = (...lines: Line[]): string =>
  lines
    .map(([command, id, at, who, data]) => {
      const [agency, role] = who.split(':');
      return JSON.stringify({ command, id, at, actor: { userId: 'u1', agency, role }, data });
    })
    .join('\n');

const instant = (text: string): Ms => parseInstant(text) ?? Number.NaN;
const importing = (...lines: Line[]): Oracle => consult([file(...lines)], T);
const rules = (oracle: Oracle) => oracle.importResult.refused.map(({ code, rule }) => rule ?? code);

const BIF = 'BIF:coordinator';
const subject = (personId: string, role: string, ageGroup: string) => ({ personId, role, ageGroup });
const register = (at: string, receivedAt = at, id = CONCERN): Line => [
  'RegisterConcern',
  id,
  at,
  'SOF:caseworker',
  { infohus: 'koebenhavn', channel: 'professional', receivedAt, subjects: [], description: 'Bekymring' },
];
const assess = (at: string, severity: string, who = 'KP:police', finality = 'final'): Line => [
  'AssessSeverity',
  CONCERN,
  at,
  who,
  { severity, finality },
];
const qualify = (at: string, outcome = 'substantiated'): Line => [
  'QualifyConcern',
  CONCERN,
  at,
  BIF,
  { outcome, method: 'discussion', participants: ['BIF', 'KP'], grounds: 'Grundlag' },
];
const open = (at: string): Line => [
  'OpenCase',
  CASE,
  at,
  BIF,
  {
    infohus: 'koebenhavn',
    concernIds: [CONCERN],
    caseType: 'child',
    level: 'specific',
    responsibleAgency: 'SOF',
    subjects: [subject(SON, 'focus', 'minor'), subject(FATHER, 'parent', 'adult')],
  },
];
const triage = (at: string): Line => ['TriageCase', CASE, at, BIF, { toAgency: 'SOF', decision: 'Visiteres' }];
const inCase = (command: string, at: string, data: object, who = 'SOF:caseworker'): Line => [
  command,
  CASE,
  at,
  who,
  data,
];
const offer = (at: string, personId = FATHER, kind = 'mentor') =>
  inCase('OfferSupport', at, { offerId: OFFER, personId, kind });
const decline = (at: string, more: object = {}) => inCase('DeclineOffer', at, { offerId: OFFER, ...more });
const repeat = (at: string) => inCase('RepeatOffer', at, { offerId: OFFER });
const accept = (at: string, by = [FATHER]) =>
  inCase('AcceptOffer', at, { offerId: OFFER, consent: { by, scope: 'Samtykke', givenOn: at.slice(0, 10) } });
const course = (command: string, at: string, more: object = {}) => inCase(command, at, { courseId: COURSE, ...more });
const start = (at: string) => course('StartCourse', at, { offerId: OFFER, mentor: 'Testmentor' });
const disclosure = (legalBasis: string, constellation: string, purpose = 'crime-prevention') => ({
  categories: ['identity'],
  legalBasis,
  constellation,
  purpose,
  necessity: 'Nødvendigt',
});
const give = (at: string, toAgency: string, d: object) =>
  inCase('OfferHandover', at, { handoverId: HANDOVER, toAgency, reason: 'Overdrages', disclosure: d });

const begun: Line[] = [
  register('2016-03-01T10:00:00+01:00'),
  qualify('2016-03-01T11:00:00+01:00'),
  open('2016-03-01T12:00:00+01:00'),
  triage('2016-03-02T10:00:00+01:00'),
];
const states = (oracle: Oracle, obligation: string, now: string) =>
  deadlines(oracle, 'koebenhavn', instant(now))
    .filter((row) => row.obligation === obligation)
    .map(({ state, dueAt }) => [state, dueAt]);
const indicator = (oracle: Oracle, id: string, year: number, clock = T) =>
  report(oracle, 'koebenhavn', year, instant(clock)).find((row) => row.id === id);

describe('the oracle reads the contract', () => {
  it('counts a triage at the limit to the millisecond as met and one millisecond later as met late', () => {
    const late = [...begun.slice(0, 3), triage('2016-03-02T10:00:00.001+01:00')];
    const due = '2016-03-02T09:00:00.000Z';
    expect(states(importing(...begun), 'triage', T)).toEqual([['met', due]]);
    expect(states(importing(...late), 'triage', T)).toEqual([['met-late', due]]);
    expect(indicator(importing(...late), 'triage-on-time', 2016)).toMatchObject({ value: 0, denominator: 1 });
  });

  it('moves the triage limit with a newer severity, but not once the limit has passed', () => {
    const received = register('2016-03-01T10:00:00+01:00');
    const low = importing(received, assess('2016-03-01T12:00:00+01:00', 'low'));
    expect(states(low, 'triage', '2016-03-03T00:00:00Z')).toEqual([['open', '2016-03-04T09:00:00.000Z']]);
    const tooLate = importing(received, assess('2016-03-02T10:00:00.001+01:00', 'low'));
    expect(states(tooLate, 'triage', '2016-03-03T00:00:00Z')).toEqual([['overdue', '2016-03-02T09:00:00.000Z']]);
  });

  it('runs hour limits as elapsed time over a clock change', () => {
    const spring = importing(register('2016-03-26T12:00:00+01:00'));
    expect(states(spring, 'triage', '2016-03-26T12:00:00Z')).toEqual([['open', '2016-03-27T11:00:00.000Z']]);
  });

  it('lapses triage of an unsubstantiated concern and revives it with its old limit', () => {
    const lines = [begun[0], qualify('2016-03-01T11:00:00+01:00', 'unsubstantiated')] as Line[];
    expect(states(importing(...lines), 'triage', T).map(([state]) => state)).toEqual(['lapsed']);
    const revived = importing(...lines, qualify('2016-05-01T11:00:00+01:00'));
    expect(states(revived, 'triage', T)).toEqual([['overdue', '2016-03-02T09:00:00.000Z']]);
  });

  it('puts the re-offers of 30 November on the last day of February and on 30 May', () => {
    const declined = [...begun, offer('2016-11-29T10:00:00+01:00'), decline('2016-11-30T10:00:00+01:00')];
    expect(states(importing(...declined), 'reoffer-1', T)).toEqual([['overdue', '2017-02-28T22:59:59.999Z']]);
    expect(states(importing(...declined), 'reoffer-2', T)).toEqual([['overdue', '2017-05-30T21:59:59.999Z']]);
    const again = [...declined, repeat('2017-02-28T23:59:59.999+01:00')];
    expect(states(importing(...again), 'reoffer-1', T).map(([state]) => state)).toEqual(['met']);
    expect(indicator(importing(...again), 'reoffer-compliance', 2017)).toMatchObject({
      numerator: 1,
      denominator: 2,
    });
  });

  it('lapses by acceptance the re-offer that is not yet due and meets late the one that is past', () => {
    const lines = [...begun, offer('2016-03-03T10:00:00Z'), decline('2016-03-04T10:00:00Z')];
    const oracle = importing(...lines, repeat('2016-04-04T10:00:00Z'), accept('2016-04-05T10:00:00Z'));
    expect(states(oracle, 'reoffer-1', T).map(([state]) => state)).toEqual(['met']);
    expect(states(oracle, 'reoffer-2', T).map(([state]) => state)).toEqual(['lapsed']);
    const late = importing(...lines, repeat('2016-09-30T10:00:00Z'), accept('2016-10-05T10:00:00Z'));
    expect([...states(late, 'reoffer-1', T), ...states(late, 'reoffer-2', T)].map(([state]) => state)).toEqual([
      'met-late',
      'met-late',
    ]);
  });

  it('starts no re-offer obligation for one who asks not to be contacted, and refuses to offer again', () => {
    const forGood = decline('2016-03-04T10:00:00Z', { doNotContact: true });
    const oracle = importing(...begun, offer('2016-03-03T10:00:00Z'), forGood, repeat('2016-05-01T10:00:00Z'));
    expect(states(oracle, 'reoffer-1', T)).toEqual([]);
    expect(rules(oracle)).toEqual(['do-not-contact']);
  });

  it('asks a minor and a registered guardian for consent', () => {
    const person: Line = [
      'RegisterPerson',
      SON,
      '2016-03-01T09:00:00Z',
      'SOF:caseworker',
      { name: 'Testperson 17', guardians: [FATHER] },
    ];
    const lines = [person, ...begun, offer('2016-03-03T10:00:00Z', SON)];
    expect(rules(importing(...lines, accept('2016-03-04T10:00:00Z', [SON])))).toEqual(['guardian-consent-missing']);
    expect(rules(importing(...lines, accept('2016-03-04T10:00:00Z', [SON, CASE])))).toEqual([
      'guardian-consent-missing',
    ]);
    expect(rules(importing(...lines, accept('2016-03-04T10:00:00Z', [SON, FATHER])))).toEqual([]);
  });

  it('counts six active months for progress and is not overdue while a pause runs', () => {
    const lines = [
      ...begun,
      offer('2016-03-03T10:00:00Z'),
      accept('2016-03-04T10:00:00Z'),
      start('2016-08-31T10:00:00+02:00'),
      course('PauseCourse', '2017-02-01T10:00:00+01:00'),
    ];
    expect(states(importing(...lines), 'progress', '2017-06-01T00:00:00Z').map(([state]) => state)).toEqual(['open']);
    const resumed = importing(...lines, course('ResumeCourse', '2017-02-11T10:00:00+01:00'));
    expect(states(resumed, 'progress', T)).toEqual([['overdue', '2017-03-10T22:59:59.999Z']]);
  });

  it('judges the follow-ups of a completed mentor course by their windows', () => {
    const oracle = importing(
      ...begun,
      offer('2016-03-03T10:00:00Z'),
      accept('2016-03-04T10:00:00Z'),
      start('2016-03-05T10:00:00Z'),
      course('CompleteCourse', '2016-08-31T10:00:00+02:00'),
      course('RecordRiskFollowUp', '2017-01-27T12:00:00+01:00', { result: 'not-at-risk' }),
      course('RecordRiskFollowUp', '2017-01-28T12:00:00+01:00', { result: 'at-risk' }),
      course('RecordStatusFollowUp', '2017-08-31T23:59:59.999+02:00', { status: 'both' }),
    );
    expect(states(oracle, 'risk-follow-up', T)).toEqual([['met', '2017-02-28T22:59:59.999Z']]);
    const risk = deadlines(oracle, 'koebenhavn', instant(T)).find((row) => row.obligation === 'risk-follow-up');
    expect(risk?.metAt).toBe('2017-01-28T11:00:00.000Z');
    expect(indicator(oracle, 'not-at-risk', 2017)).toMatchObject({ value: 0, denominator: 1, unknown: 0 });
    expect(indicator(oracle, 'education-employment', 2017)).toMatchObject({ value: 1, denominator: 1 });
  });

  it('moves responsibility only when the receiving agency accepts, on a basis that holds for the pair', () => {
    const bad = give('2016-03-23T10:00:00Z', 'RHP', disclosure('RPL115_1_1', 'SSP'));
    const good = give('2016-03-23T10:00:00Z', 'RHP', disclosure('RPL115_1_2', 'PSP'));
    const investigation = give('2016-03-23T10:00:00Z', 'RHP', disclosure('RPL115_1_2', 'PSP', 'investigation'));
    const taken = inCase('AcceptHandover', '2016-03-30T10:00:00Z', { handoverId: HANDOVER }, 'RHP:caseworker');
    const oracle = importing(...begun, bad, investigation, good, taken);
    expect(rules(oracle)).toEqual(['basis-not-for-these-agencies', 'no-investigation-purpose']);
    expect(caseAt(oracle, CASE, instant('2016-03-29T10:00:00Z'))).toMatchObject({
      responsibleAgency: 'SOF',
      pendingHandover: HANDOVER,
    });
    expect(handovers(oracle, CASE)).toEqual([
      { agency: 'SOF', from: '2016-03-01T11:00:00.000Z', to: '2016-03-30T10:00:00.000Z' },
      {
        agency: 'RHP',
        from: '2016-03-30T10:00:00.000Z',
        by: {
          handoverId: HANDOVER,
          offeredAt: '2016-03-23T10:00:00.000Z',
          acceptedAt: '2016-03-30T10:00:00.000Z',
          legalBasis: 'RPL115_1_2',
        },
      },
    ]);
    // Easter 2016: Maundy Thursday 24, Good Friday 25, Monday 28 March are no working days.
    expect(states(oracle, 'handover-answer', T)).toEqual([['met', '2016-03-31T21:59:59.999Z']]);
  });

  it('answers not-found to who may not know, not-permitted to who may not do, and lets only police finish severity', () => {
    const call = (who: string) => inCase('RecordContact', '2016-03-05T10:00:00Z', { kind: 'call' }, who);
    expect(rules(importing(...begun, call('TMF:caseworker'), call('SOF:leader'), call('BIF:analyst')))).toEqual([
      'not-found',
      'not-permitted',
      'not-found',
    ]);
    const received = register('2016-03-01T10:00:00+01:00');
    const oracle = importing(
      received,
      assess('2016-03-01T11:00:00+01:00', 'low', BIF),
      assess('2016-03-01T12:00:00+01:00', 'high'),
      assess('2016-03-01T13:00:00+01:00', 'low', BIF, 'preliminary'),
    );
    expect(rules(oracle)).toEqual(['police-sets-final-severity', 'final-severity-stands']);
  });

  it('refuses the future, what comes before its cause, unknown fields and days that do not exist', () => {
    const future = register('2027-01-01T00:00:00Z');
    const received = register('2016-01-01T00:00:00Z', '2016-01-02T00:00:00Z');
    expect(rules(importing(future, received))).toEqual(['occurred-in-future', 'occurred-in-future']);
    const early = accept('2016-03-02T10:00:00Z');
    expect(rules(importing(...begun, offer('2016-03-03T10:00:00Z'), early))).toEqual(['out-of-order']);
    const unknown = inCase('RecordContact', '2016-03-05T10:00:00Z', { kind: 'call', belief: 'x' });
    const noDay = inCase('RegisterRelease', '2016-03-05T10:00:00Z', {
      personId: SON,
      releaseDate: '2017-02-29',
    });
    expect(rules(importing(...begun, unknown, noDay))).toEqual(['validation-failed', 'validation-failed']);
  });

  it('takes nothing twice: neither a file again, nor a commandId, and refuses a key with another body', () => {
    const text = file(...begun);
    const twice = consult([text, text], T);
    expect(twice.results.map(({ accepted, duplicates }) => [accepted, duplicates])).toEqual([
      [4, 0],
      [0, 4],
    ]);
    const keyed = { commandId: COURSE, ...JSON.parse(file(register('2016-03-01T10:00:00Z'))) };
    const other = { ...keyed, at: '2016-03-01T11:00:00Z' };
    const oracle = consult([[keyed, keyed, other].map((line) => JSON.stringify(line)).join('\n')], T);
    expect(oracle.importResult).toEqual({
      accepted: 1,
      duplicates: 1,
      refused: [{ line: 3, code: 'idempotency-mismatch', rule: null }],
    });
  });

  it('stops offers after a security handover until police clear it, and closes only what owes nothing', () => {
    const KP = 'KP:police';
    const refer = {
      referralId: HANDOVER,
      toAgency: 'KP',
      task: 'x',
      disclosure: disclosure('RPL115_1_1', 'SSP'),
    };
    const oracle = importing(
      ...begun,
      inCase('ReferCase', '2016-03-03T10:00:00Z', refer),
      inCase('AcceptReferral', '2016-03-04T10:00:00Z', { referralId: HANDOVER }, KP),
      inCase('HandCaseToSecurity', '2016-03-05T10:00:00Z', { to: 'pet', reason: 'x' }, KP),
      offer('2016-03-06T10:00:00Z'),
      inCase('ClearForSupport', '2016-03-07T10:00:00Z', {}, KP),
      offer('2016-03-08T10:00:00Z'),
      decline('2016-03-09T10:00:00Z'),
      inCase('CloseCase', '2016-03-10T10:00:00Z', { reason: 'declined' }),
      inCase('CloseCase', '2016-03-10T10:00:00Z', { reason: 'declined', keepObligations: true }),
      repeat('2016-06-09T23:59:59.999+02:00'),
    );
    expect(rules(oracle)).toEqual(['security-hold', 'open-obligations']);
    expect(states(oracle, 'reoffer-1', T).map(([state]) => state)).toEqual(['met']);
  });
});
