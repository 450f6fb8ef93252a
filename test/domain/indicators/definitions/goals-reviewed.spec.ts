import { describe, expect, it } from '@jest/globals';
import type { CourseStep } from '../../../../src/domain/case/state.js';
import type { Facts } from '../../../../src/domain/indicators/facts.js';
import { counted, course, goalSet, reviewed, step, WITH_GOALS, withGoals } from '../facts.js';

/** Begun 30 November 2024: its day is 28 February 2025. */
const STARTED = '2024-11-30T10:00:00+01:00';
const SET = '2024-12-01T10:00:00+01:00';
const mentor = (...steps: CourseStep[]) => course('mentor', STARTED, ...steps);
const asked = (courses: Facts['courses'], year = 2025) => {
  const { numerator, denominator, unknown } = counted('goals-reviewed', { courses }, { plan: WITH_GOALS, year });
  return { numerator, denominator, unknown };
};
const yes = { numerator: 1, denominator: 1, unknown: 0 };
const no = { numerator: 0, denominator: 1, unknown: 0 };
const unknown = { numerator: 0, denominator: 1, unknown: 1 };
const leftOut = { numerator: 0, denominator: 0, unknown: 0 };

describe('Goals that somebody came back to (B-4)', () => {
  it.each(['on-the-way', 'reached', 'changed'] as const)('counts a review, whatever it says: %s', (state) => {
    expect(asked([withGoals(mentor(), goalSet(SET, reviewed('2025-01-10T10:00:00+01:00', state)))])).toEqual(yes);
  });
  it('counts a course once, however many goals it has: one that was reviewed is enough', () => {
    const goal = goalSet(SET, reviewed('2025-01-10T10:00:00+01:00', 'reached'));
    expect(asked([withGoals(mentor(), goalSet(SET), goal, goal)])).toEqual(yes);
  });
  it('does not take a goal that was dropped for one that was reviewed', () => {
    expect(asked([withGoals(mentor(), goalSet(SET, step('2025-01-10T10:00:00+01:00', 'dropped')))])).toEqual(no);
  });
  it.each([
    ['2025-02-28T23:59:59.999+01:00', yes],
    ['2025-03-01T00:00:00.000+01:00', no],
  ])('counts a review by the day, by Danish time: %s', (at, expected) => {
    expect(asked([withGoals(mentor(), goalSet(SET, reviewed(at, 'reached')))])).toEqual(expected);
  });
  it.each([
    ['2025-02-28T23:59:59.999+01:00', no],
    ['2025-03-01T00:00:00.000+01:00', unknown],
  ])('does not know of a course without a goal by the day: set %s', (at, expected) => {
    expect([asked([withGoals(mentor(), goalSet(at))]), asked([mentor()])]).toEqual([expected, unknown]);
  });
  it.each([
    ['2025-02-27T23:59:59.999+01:00', leftOut],
    ['2025-02-28T00:00:00.000+01:00', unknown],
  ])('leaves out a course that ended before the day: %s', (at, expected) => {
    expect((['completed', 'aborted'] as const).map((what) => asked([mentor(step(at, what))]))).toEqual([
      expected,
      expected,
    ]);
  });
  it('counts in the year of the day, the kinds that the plan names, and nothing where the plan of the start gives no months', () => {
    expect([2024, 2025, 2026].map((year) => asked([mentor()], year).denominator)).toEqual([0, 1, 0]);
    expect(asked([course('parent-coach', STARTED)])).toEqual(leftOut);
    const { denominator } = counted(
      'goals-reviewed',
      { courses: [mentor()] },
      { plan: { ...WITH_GOALS, goalReviewMonths: null }, year: 2025 },
    );
    expect(denominator).toBe(0);
  });
});
