import { describe, expect, it } from '@jest/globals';
import type { ConcernStep } from '../../../../src/domain/concern/state.js';
import { concerns as anyConcerns, law, year } from '../arbitrary.js';
import { assessed, concern, counted, ended, K16, linked, qualified, step } from '../facts.js';

const RECEIVED = '2017-03-01T10:00:00+01:00';
const at = (clock: string, ...steps: ConcernStep[]) => {
  const { numerator, denominator, unknown } = counted(
    'triage-on-time',
    { concerns: [concern(RECEIVED, ...steps)] },
    { clock },
  );
  return { numerator, denominator, unknown };
};
const LATER = '2018-02-01T10:00:00+01:00';
const founded = qualified('2017-03-01T12:00:00+01:00');
const inCase = linked('2017-03-01T13:00:00+01:00');
const kept = { numerator: 1, denominator: 1, unknown: 0 };
const broken = { numerator: 0, denominator: 1, unknown: 0 };
const leftOut = { numerator: 0, denominator: 0, unknown: 0 };
const worst = { numerator: 0, denominator: 0, unknown: 1 };

describe('Triage on time (K16-4)', () => {
  it.each([
    [undefined, '2017-03-02T10:00:00.000+01:00'],
    ['acute', '2017-03-02T10:00:00.000+01:00'],
    ['high', '2017-03-02T10:00:00.000+01:00'],
    ['medium', '2017-03-03T10:00:00.000+01:00'],
    ['low', '2017-03-04T10:00:00.000+01:00'],
  ] as const)('with severity %s is kept until %s and not a millisecond longer', (severity, limit) => {
    const before = [...(severity ? [assessed('2017-03-01T11:00:00+01:00', severity)] : []), founded, inCase];
    const after = new Date(Date.parse(limit) + 1).toISOString();
    expect(at(LATER, ...before, step(limit, 'triaged'))).toEqual(kept);
    expect(at(LATER, ...before, step(after, 'triaged'))).toEqual(broken);
    expect(at(limit, ...before)).toEqual(leftOut); // the limit is still to come
    expect(at(after, ...before)).toEqual(broken);
  });

  it.each([
    ['2017-03-25T12:00:00+01:00', '2017-03-26T13:00:00+02:00'],
    ['2017-10-28T12:00:00+02:00', '2017-10-29T11:00:00+01:00'],
  ])('runs around the clock over a change of it: 24 hours from %s', (received, limit) => {
    const triaged = (ms: number) => [
      qualified(received),
      linked(received),
      step(new Date(Date.parse(limit) + ms).toISOString(), 'triaged'),
    ];
    const counts = (ms: number) =>
      counted('triage-on-time', { concerns: [concern(received, ...triaged(ms))] }).numerator;
    expect([counts(0), counts(1)]).toEqual([1, 0]);
  });

  it('is not given more time by a severity set after the limit has passed', () => {
    const late = assessed('2017-03-02T10:00:00.001+01:00', 'low');
    expect(at(LATER, founded, inCase, late, step('2017-03-02T11:00:00+01:00', 'triaged'))).toEqual(broken);
  });

  it('is met by the linking where the case was triaged before', () => {
    const triagedBefore = (linkedAt: string) => linked(linkedAt, 'case', '2017-01-15T10:00:00+01:00');
    expect(at(LATER, founded, triagedBefore('2017-03-02T10:00:00+01:00'))).toEqual(kept);
    expect(at(LATER, founded, triagedBefore('2017-03-02T10:00:01+01:00'))).toEqual(broken);
  });

  it('counts a concern triaged before its limit at once', () => {
    const triaged = step('2017-03-01T14:00:00+01:00', 'triaged');
    expect(at('2017-03-01T14:00:00+01:00', founded, inCase, triaged)).toEqual(kept);
  });

  it('shows the worst outside the denominator: past the limit, neither qualified nor ended', () => {
    expect(at('2017-03-02T10:00:00+01:00')).toEqual(leftOut);
    expect(at('2017-03-02T10:00:00.001+01:00')).toEqual(worst);
    expect(at(LATER, qualified('2017-04-01T12:00:00+02:00', 'unsubstantiated'))).toEqual(leftOut);
  });

  it.each(['irrelevant', 'unsubstantiated', 'duplicate', 'handed-to-police', 'forwarded'] as const)(
    'leaves out what ended as %s, triaged or not',
    (how) => {
      const end = ended('2017-03-05T10:00:00+01:00', how);
      expect(at(LATER, end)).toEqual(leftOut);
      expect(at(LATER, founded, end)).toEqual(leftOut);
      expect(at(LATER, founded, inCase, step('2017-03-01T14:00:00+01:00', 'triaged'), end)).toEqual(leftOut);
    },
  );

  it('revives with its old limit where an unsubstantiated concern is found substantiated', () => {
    const unfounded = qualified('2017-03-01T11:00:00+01:00', 'unsubstantiated');
    expect(at(LATER, unfounded, qualified('2017-05-01T12:00:00+02:00'))).toEqual(broken);
  });

  it('takes the limit from the plan of the day of receipt, not from the one that the report is for', () => {
    const strict = { ...K16, planId: 'strict', triageHours: { ...K16.triageHours, none: 1 } };
    const concerns = [concern(RECEIVED, founded, inCase, step('2017-03-01T14:00:00+01:00', 'triaged'))];
    const plans = [K16, { ...strict, from: '2017-03-02' }];
    expect(counted('triage-on-time', { concerns }, { plan: strict, plans })).toMatchObject(kept);
    expect(counted('triage-on-time', { concerns }, { plan: K16, plans: [strict] })).toMatchObject(broken);
  });

  it('counts of the substantiated ones at most all, and as unknown at most the undecided', () => {
    law([anyConcerns, year], (concerns, of) => {
      const triage = counted('triage-on-time', { concerns }, { year: of });
      const shares = counted('substantiated-share', { concerns }, { year: of });
      expect(triage.denominator).toBeLessThanOrEqual(shares.numerator ?? 0);
      expect(triage.unknown).toBeLessThanOrEqual(shares.unknown);
    });
  });

  it('lets no overdue concern disappear as time goes on', () => {
    law([anyConcerns, year], (concerns, of) => {
      const [then, now] = ['2016-12-31T23:00:00Z', '2030-01-01T00:00:00Z'].map((clock) => {
        const { denominator, unknown } = counted(
          'triage-on-time',
          { concerns: concerns.map(known) },
          { year: of, clock },
        );
        return (denominator ?? 0) + unknown;
      });
      expect(now).toBeGreaterThanOrEqual(then ?? 0);
    });
    // What is not dated is known throughout: only the clock moves.
    function known<T extends { readonly receivedAt: string }>(c: T) {
      return { ...c, registeredAt: c.receivedAt, steps: [qualified(c.receivedAt)] };
    }
  });
});
