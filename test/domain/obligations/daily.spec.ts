import { describe, expect, it } from '@jest/globals';
import type { ConcernFacts, ConcernStep } from '../../../src/domain/concern/state.js';
import { type MentorState, mentorAggregate } from '../../../src/domain/mentor/state.js';
import { alertsOf } from '../../../src/domain/obligations/alerts.js';
import { dormantReviews, obligationsOfMentor, receiptOf } from '../../../src/domain/obligations/index.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';

const known = loadPlans('plans').map((p) => p.plan);
/** The same plans, that of Copenhagen with five working days for a receipt: none of the four sets a time. */
const plans = known.map((p) => ({ ...p, receiptWithinWorkingDays: { days: 5, source: 'made up' } }));
const utc = (text: string) => new Date(text).toISOString();

describe('A receipt to the professional who gave notice (B-8)', () => {
  const facts = (steps: readonly ConcernStep[] = [], more: Partial<ConcernFacts> = {}): ConcernFacts => ({
    infohus: 'koebenhavn',
    registeredAt: utc('2024-03-01T10:00:00+01:00'),
    // A Friday: the five working days end on the next Friday.
    receivedAt: utc('2024-03-01T09:00:00+01:00'),
    registeredBy: 'BIF',
    steps,
    ...more,
  });
  const at = (now: string, of = facts(), by: typeof known = plans) => {
    const o = receiptOf('k', of, by, utc(now));
    return o && [o.state, o.dueAt, o.metAt].filter(Boolean).join(' ');
  };
  const sent = (when: string, sentAt = when): ConcernStep => ({
    at: utc(when),
    what: 'receipt-sent',
    sentAt: utc(sentAt),
  });

  it('is owed where the plan sets a time, and nowhere else', () => {
    expect(at('2024-03-02T10:00:00+01:00')).toBe('due-soon 2024-03-08T22:59:59.999Z');
    expect(at('2024-03-09T00:00:00+01:00')).toBe('overdue 2024-03-08T22:59:59.999Z');
    expect(at('2024-03-02T10:00:00+01:00', facts(), known)).toBeUndefined();
  });

  it('is met by the first that was sent, by the time of sending', () => {
    const late = sent('2024-03-12T10:00:00+01:00', '2024-03-08T15:00:00+01:00');
    expect(at('2024-03-13T10:00:00+01:00', facts([late]))).toBe(
      'met 2024-03-08T22:59:59.999Z 2024-03-08T14:00:00.000Z',
    );
    expect(at('2024-03-13T10:00:00+01:00', facts([sent('2024-03-12T10:00:00+01:00')]))).toMatch(/^met-late/);
  });

  it('is owed to nobody for what came without a name, from elsewhere, or twice', () => {
    expect(at('2024-03-02T10:00:00+01:00', facts([], { anonymous: true }))).toBeUndefined();
    expect(at('2024-03-02T10:00:00+01:00', facts([], { registeredBy: '' }))).toBeUndefined();
    const twice: ConcernStep = { at: utc('2024-03-20T10:00:00+01:00'), what: 'ended', how: 'duplicate' };
    expect(at('2024-03-21T10:00:00+01:00', facts([twice]))).toBe('lapsed 2024-03-08T22:59:59.999Z');
    const irrelevant: ConcernStep = { ...twice, how: 'irrelevant' };
    expect(at('2024-03-21T10:00:00+01:00', facts([irrelevant]))).toBe('overdue 2024-03-08T22:59:59.999Z');
  });
});

describe('A case without an event for 90 days (B-9)', () => {
  const touch = (at: string, open = true) => ({ eventId: `e ${at}`, at: utc(at), open });
  const reviews = (now: string, ...touches: ReturnType<typeof touch>[]) =>
    dormantReviews('k', { infohus: 'koebenhavn', touches }, known, utc(now)).map((o) =>
      [o.startedAt.slice(0, 10), o.state, o.dueAt.slice(0, 10)].join(' '),
    );
  const [OPENED, SOON] = [touch('2024-01-10T10:00:00+01:00'), touch('2024-02-01T10:00:00+01:00')];

  it('asks for a review, counted from its newest event to the end of the day', () => {
    expect(reviews('2024-02-02T10:00:00+01:00', OPENED, SOON)).toEqual(['2024-02-01 upcoming 2024-05-01']);
    expect(reviews('2024-01-20T10:00:00+01:00', OPENED, SOON)).toEqual(['2024-01-10 upcoming 2024-04-09']);
    expect(reviews('2024-05-02T00:00:00+02:00', OPENED, SOON)).toEqual(['2024-02-01 overdue 2024-05-01']);
  });

  it('is met by the next event; what was met in time is not told', () => {
    const later = touch('2024-06-01T10:00:00+02:00');
    expect(reviews('2024-06-02T10:00:00+02:00', OPENED, SOON, later)).toEqual([
      '2024-02-01 met-late 2024-05-01',
      '2024-06-01 upcoming 2024-08-30',
    ]);
  });

  it('lapses with the closing, also where it was overdue', () => {
    expect(reviews('2024-06-02T10:00:00+02:00', OPENED, touch('2024-03-01T10:00:00+01:00', false))).toEqual([
      '2024-01-10 lapsed 2024-04-09',
    ]);
    expect(
      reviews(
        '2024-07-02T10:00:00+02:00',
        OPENED,
        touch('2024-06-01T10:00:00+02:00', false),
        touch('2024-06-03T10:00:00+02:00', false),
      ),
    ).toEqual(['2024-01-10 lapsed 2024-04-09']);
  });
});

describe('The certificate of a mentor (B-5)', () => {
  const until = (at: string, day: string) => ({ eventId: `e ${day}`, at: utc(at), until: day });
  const owed = (now: string, certificates: ReturnType<typeof until>[], endedAt: string | null = null) =>
    obligationsOfMentor(
      'm',
      { ...mentorAggregate.initial, infohus: 'koebenhavn', certificates, endedAt } as MentorState,
      known,
      utc(now),
    );
  const states = (...asked: Parameters<typeof owed>) => owed(...asked).map((o) => `${o.state} ${o.dueAt.slice(0, 10)}`);
  const first = until('2024-01-10T10:00:00+01:00', '2024-06-30');

  it('is told 30 days before it runs out', () => {
    expect(states('2024-05-31T23:59:59.999+02:00', [first])).toEqual(['due-soon 2024-06-30']);
    expect(states('2024-05-31T23:59:59.998+02:00', [first])).toEqual(['upcoming 2024-06-30']);
    expect(states('2024-07-01T00:00:00+02:00', [first])).toEqual(['overdue 2024-06-30']);
    const [o] = owed('2024-03-01T00:00:00+01:00', [first]);
    const plan = known.find((p) => p.planId === 'koebenhavn-2024');
    if (!o || !plan) throw new Error('there is none');
    const told = { keys: new Set<string>(), acknowledged: false };
    const { next } = alertsOf(o, plan, told, utc('2024-03-01T00:00:00+01:00'), (to) => ({ to, agency: 'BIF' }));
    expect(next).toBe('2024-05-31T21:59:59.999Z');
  });

  it('is met by a later date or by the end of the mentor; an earlier date takes its place', () => {
    const renewed = until('2024-06-01T10:00:00+02:00', '2026-06-30');
    expect(states('2024-06-02T00:00:00+02:00', [first, renewed])).toEqual(['met 2024-06-30', 'upcoming 2026-06-30']);
    expect(states('2024-09-02T00:00:00+02:00', [first], utc('2024-08-01T10:00:00+02:00'))).toEqual([
      'met-late 2024-06-30',
    ]);
    const shorter = until('2024-02-01T10:00:00+01:00', '2024-03-31');
    expect(states('2024-02-02T00:00:00+01:00', [first, shorter])).toEqual(['lapsed 2024-06-30', 'upcoming 2024-03-31']);
  });
});
