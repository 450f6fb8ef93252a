import { describe, expect, it } from '@jest/globals';
import { breach, events } from '../../../src/domain/breach/breach.js';
import { type BreachState, misusedOn } from '../../../src/domain/breach/state.js';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { EVER, obligationsOfBreach } from '../../../src/domain/obligations/index.js';
import { idFor } from '../../support/given.js';
import { on, plans, specify } from '../../support/specification.js';

const BREACH = idFor('a breach');
const given = specify(breach as unknown as Decider<unknown, string>, BREACH, 'BIF:compliance');
const text = Sealed.of('opdigtet');
const DISCOVERED = '2024-06-03T08:00:00.000Z';
const LIMIT = '2024-06-06T08:00:00.000Z';
const data = { infohus: 'koebenhavn', discoveredAt: DISCOVERED, losses: ['confidentiality' as const] };
const RECORDED = on('2024-06-03', events.BreachRecorded({ ...data, description: text }));
const assessed = (risk: 'unlikely' | 'some' | 'high', when = '2024-06-04') =>
  on(when, events.BreachAssessed({ risk, grounds: text }));
const notified = (notifiedAt: string, when = notifiedAt) => on(when, events.AuthorityNotified({ notifiedAt }));
const INFORMED = on('2024-06-05', events.ConcernedInformed({ informedOn: '2024-06-05', by: 'letter', count: 2 }));
const CLOSED = on('2024-07-01', events.BreachClosed({ measures: text }));
type Given = Parameters<typeof given>;

describe('A breach of the security of personal data (GDPR art. 33, 34)', () => {
  it('is recorded with when it was discovered, which may not lie ahead', () => {
    const record = (more: object) =>
      given().when('RecordBreach', { ...data, description: 'opdigtet', ...more }, '2024-06-03T09:00:00Z');
    record({ account: 'u1', from: '2024-06-01', to: '2024-06-02' }).then(['BreachRecorded', { account: 'u1' }]);
    record({ discoveredAt: '2024-06-03T09:00:00.001Z' }).then('occurred-in-future');
    record({ from: '2024-06-02', to: '2024-06-01' }).then('out-of-order');
    for (const days of [{ from: '2024-06-02' }, { to: '2024-06-01' }, { from: '2024-06-02', to: '2024-06-02' }])
      record(days).then(['BreachRecorded', days]);
  });

  it('stands as it was recorded, judged and told', () => {
    const login = { account: 'u1', from: '2024-06-01', to: '2024-06-02' };
    const known = (...happened: Given) => given(...happened).state() as BreachState;
    expect(known(RECORDED)).toMatchObject({ account: null, from: null, to: null, infohus: 'koebenhavn' });
    expect(known(on('2024-06-03', events.BreachRecorded({ ...data, ...login, description: text })))).toMatchObject(
      login,
    );
    expect(known(RECORDED, INFORMED).informed).toEqual([
      { at: '2024-06-05T08:00:00.000Z', informedOn: '2024-06-05', count: 2 },
    ]);
    expect([breach.exists(known(RECORDED)), breach.exists(known())]).toEqual([true, false]);
    expect([breach.infohus(known(RECORDED)), breach.infohus(known())]).toEqual(['koebenhavn', undefined]);
    expect([breach.since(known(RECORDED)), breach.since(known())]).toEqual([DISCOVERED, null]);
    given(RECORDED)
      .when('AssessBreach', { risk: 'some', grounds: 'opdigtet' }, '2024-06-04')
      .then(['BreachAssessed', { risk: 'some' }]);
    given(RECORDED)
      .when('InformConcerned', { informedOn: '2024-06-05', by: 'letter', count: 2 }, '2024-06-05')
      .then(['ConcernedInformed', { count: 2 }]);
  });

  it('is told to the authority: within 72 hours, or with the reason for the delay', () => {
    const tell = (notifiedAt: string, more: object = {}) =>
      given(RECORDED).when('NotifyAuthority', { notifiedAt, ...more }, '2024-06-10');
    tell(LIMIT).then(['AuthorityNotified', { notifiedAt: LIMIT }]);
    tell('2024-06-06T08:00:00.001Z').then('reason-for-delay-missing');
    tell('2024-06-06T08:00:00.001Z', { reasonForDelay: 'Ferie' }).then(['AuthorityNotified']);
    tell('2024-06-03T07:59:59.999Z').then('out-of-order');
    tell(DISCOVERED).then(['AuthorityNotified']);
    tell('2024-06-10T08:00:00.001Z', { reasonForDelay: 'Ferie' }).then('occurred-in-future');
  });

  it('is not closed before it was judged, and before those were told whom the judgement says', () => {
    const close = (...happened: Given) =>
      given(RECORDED, ...happened).when('CloseBreach', { measures: 'Nyt kodeord' }, '2024-07-01');
    close().then('breach-not-assessed');
    close(assessed('unlikely')).then(['BreachClosed']);
    close(assessed('some')).then('authority-not-notified');
    close(assessed('some'), notified(LIMIT)).then(['BreachClosed']);
    close(assessed('high'), notified(LIMIT)).then('concerned-not-informed');
    close(assessed('high'), INFORMED).then('authority-not-notified');
    close(assessed('high'), notified(LIMIT), INFORMED).then(['BreachClosed']);
    // The newest judgement counts.
    close(assessed('high'), assessed('unlikely', '2024-06-08')).then(['BreachClosed']);
  });

  it('takes nothing more once it is closed, and nothing dated before it was discovered', () => {
    const acts: readonly [string, object][] = [
      ['AssessBreach', { risk: 'some', grounds: 'opdigtet' }],
      ['NotifyAuthority', { notifiedAt: LIMIT }],
      ['InformConcerned', { informedOn: '2024-06-05', by: 'letter', count: 1 }],
      ['CloseBreach', { measures: 'opdigtet' }],
    ];
    for (const [name, more] of acts)
      given(RECORDED, assessed('unlikely'), CLOSED).when(name, more, '2024-07-02').then('breach-closed');
    given(RECORDED).when('AssessBreach', { risk: 'some', grounds: 'opdigtet' }, '2024-06-02').then('out-of-order');
    given(RECORDED)
      .when('InformConcerned', { informedOn: '2024-06-06', by: 'letter', count: 1 }, '2024-06-05')
      .then('occurred-in-future');
  });
});

describe('The days of a breach by a login', () => {
  const days = (from: string | null, to: string | null, discoveredAt = DISCOVERED) =>
    Object.values(misusedOn({ discoveredAt, from, to })).join(' ');
  it('are those that were said; what was not said is the local day of the discovery', () => {
    expect(days('2024-06-01', '2024-06-02')).toBe('2024-06-01 2024-06-02');
    expect(days('2024-06-01', null)).toBe('2024-06-01 2024-06-03');
    expect(days(null, '2024-06-02')).toBe('2024-06-02 2024-06-02');
    expect(days(null, null)).toBe('2024-06-03 2024-06-03');
    expect(days(null, null, '2024-06-03T22:30:00.000Z')).toBe('2024-06-04 2024-06-04');
  });
});

describe('What is owed of a breach: the authority is told within 72 hours', () => {
  const owed = (now: string, ...happened: Given) =>
    obligationsOfBreach(BREACH, given(RECORDED, ...happened).state() as BreachState, plans, now).map(
      ({ state, dueAt, metAt }) => [state, dueAt, ...(metAt ? [metAt] : [])].join(' '),
    );
  it('is due soon at once, overdue after them, and nothing before it is recorded', () => {
    expect(owed('2024-06-03T07:59:59.999Z')).toEqual([]);
    expect(owed('2024-06-03T08:00:00.000Z')).toEqual([`upcoming ${LIMIT}`]);
    expect(owed(LIMIT)).toEqual([`due-soon ${LIMIT}`]);
    expect(owed('2024-06-06T08:00:00.001Z')).toEqual([`overdue ${LIMIT}`]);
  });
  it('is met by when it was told, however late that is written down', () => {
    expect(owed(EVER, notified(LIMIT, '2024-06-20'))).toEqual([`met ${LIMIT} ${LIMIT}`]);
    expect(owed(EVER, notified('2024-06-07T08:00:00.000Z'))).toEqual([`met-late ${LIMIT} 2024-06-07T08:00:00.000Z`]);
    expect(owed('2024-06-19T08:00:00.000Z', notified(LIMIT, '2024-06-20'))).toEqual([`overdue ${LIMIT}`]);
  });
  it('lapses while the newest judgement finds a risk unlikely, and is owed again when a later one does not', () => {
    expect(owed(EVER, assessed('unlikely'))).toEqual([`lapsed ${LIMIT}`]);
    expect(owed(EVER, assessed('unlikely'), assessed('some', '2024-06-08'))).toEqual([`overdue ${LIMIT}`]);
    expect(owed(EVER, assessed('unlikely'), CLOSED)).toEqual([`lapsed ${LIMIT}`]);
  });
});
