import { describe, expect, it } from '@jest/globals';
import type { CourseStep, Factor } from '../../../../src/domain/case/state.js';
import { courses as anyCourses, law, year } from '../arbitrary.js';
import { counted, course, K20, K24, measured, protective, risk, step } from '../facts.js';

/** Begun 31 August 2016: due 28 February 2017, measurements count to 28 March. */
const STARTED = '2016-08-31T10:00:00+02:00';
const asked = (of: number, startedAt: string, ...steps: CourseStep[]) => {
  const courses = [course('mentor', startedAt, ...steps)];
  const { numerator, denominator, unknown } = counted('progress-6-months', { courses }, { plan: K20, year: of });
  return { numerator, denominator, unknown };
};
const FIRST = measured('2016-09-01T10:00:00+02:00', risk(3), protective(2));
const then = (...factors: Factor[]) => asked(2017, STARTED, FIRST, measured('2017-02-20T10:00:00+01:00', ...factors));
const better = { numerator: 1, denominator: 1, unknown: 0 };
const notBetter = { numerator: 0, denominator: 1, unknown: 0 };
const unknown = { numerator: 0, denominator: 1, unknown: 1 };
const leftOut = { numerator: 0, denominator: 0, unknown: 0 };

describe('Progress after six active months (K20-2, K24-4)', () => {
  it('is a risk lower or a protection higher on at least one factor', () => {
    expect([then(risk(2)), then(protective(3)), then(risk(5), protective(3))]).toEqual([better, better, better]);
    expect([then(risk(3), protective(2)), then(risk(4)), then(protective(1)), then()]).toEqual(
      Array(4).fill(notBetter),
    );
  });

  it('compares a factor with itself only: of the same name and the same kind', () => {
    expect([then(risk(1, 'school')), then(protective(5, 'school'))]).toEqual([notBetter, notBetter]);
  });

  it('compares with the first measurement, not with the one before', () => {
    const [worse, lessBad] = [
      measured('2016-11-01T10:00:00+01:00', risk(5)),
      measured('2017-02-20T10:00:00+01:00', risk(4)),
    ];
    expect(asked(2017, STARTED, FIRST, worse, lessBad)).toEqual(notBetter);
    expect(asked(2017, STARTED, FIRST, measured('2016-11-01T10:00:00+01:00', risk(1)), lessBad)).toEqual(better);
  });

  it.each([
    ['2017-03-28T23:59:59.999+02:00', better],
    ['2017-03-29T00:00:00.000+02:00', unknown],
  ])('counts measurements to a month after the due day: %s', (when, expected) => {
    expect(asked(2017, STARTED, FIRST, measured(when, risk(1)))).toEqual(expected);
  });

  it('does not know of fewer than two measurements', () => {
    expect([asked(2017, STARTED), asked(2017, STARTED, FIRST)]).toEqual([unknown, unknown]);
  });

  it.each([
    ['2016-06-30T23:59:59.999+02:00', 2016],
    ['2016-07-01T00:00:00.000+02:00', 2017],
    ['2017-07-01T00:00:00.000+02:00', 2018],
  ])('begun %s counts in %i, by Danish time', (startedAt, of) => {
    expect([of - 1, of, of + 1].map((y) => asked(y, startedAt).denominator)).toEqual([0, 1, 0]);
  });

  it.each(['completed', 'aborted'] as const)(
    'leaves out a course %s before the due day, not one that ended on it',
    (what) => {
      expect(asked(2017, STARTED, step('2017-02-27T23:59:59.999+01:00', what))).toEqual(leftOut);
      expect(asked(2017, STARTED, step('2017-02-28T00:00:00.000+01:00', what))).toEqual(unknown);
    },
  );

  it('moves the due day by the pauses that began by then and are over', () => {
    const paused = (from: string, to?: string) =>
      [2016, 2017].map(
        (y) =>
          asked(y, '2016-06-15T10:00:00+02:00', step(from, 'paused'), ...(to ? [step(to, 'resumed')] : [])).denominator,
      );
    expect(paused('2016-10-01T10:00:00+02:00', '2016-10-18T10:00:00+02:00')).toEqual([0, 1]); // 15 December + 17 days
    expect(paused('2016-10-01T10:00:00+02:00', '2016-10-17T10:00:00+02:00')).toEqual([1, 0]);
    expect(paused('2016-12-15T23:59:59+01:00', '2017-02-01T10:00:00+01:00')).toEqual([0, 1]);
    expect(paused('2016-12-16T00:00:00+01:00', '2017-02-01T10:00:00+01:00')).toEqual([1, 0]);
    expect(paused('2016-10-01T10:00:00+02:00')).toEqual([1, 0]);
  });

  it('is of mentor and both coaches in K20, of mentor alone in K24', () => {
    const courses = ['mentor', 'parent-coach', 'relatives-coach', 'counselling'].map((kind) => course(kind, STARTED));
    const denominators = [K20, K24].map((plan) => counted('progress-6-months', { courses }, { plan }).denominator);
    expect(denominators).toEqual([3, 1]);
  });

  it('takes the months from the plan of the day of the start', () => {
    const four = { ...K20, planId: 'four', progress: { ...K20.progress, months: 4 } };
    const of = (from: string) => {
      const plans = [
        { ...K20, from: '2016-01-01' },
        { ...four, from },
      ];
      return counted('progress-6-months', { courses: [course('mentor', STARTED)] }, { plan: four, plans }).denominator;
    };
    expect([of('2016-08-31'), of('2016-09-01')]).toEqual([0, 1]);
  });

  it('is known of those that are better, and gets no worse by one more good measurement', () => {
    law([anyCourses, year], (courses, of) => {
      const ask = (all: typeof courses) => counted('progress-6-months', { courses: all }, { plan: K20, year: of });
      const before = ask(courses);
      expect((before.numerator ?? 0) + before.unknown).toBeLessThanOrEqual(before.denominator ?? 0);
      const best = (c: (typeof courses)[number]) => measured(c.startedAt, risk(0), protective(9));
      const after = ask(courses.map((c) => ({ ...c, steps: [...c.steps, best(c)] })));
      expect(after.numerator).toBeGreaterThanOrEqual(before.numerator ?? 0);
      expect(after.unknown).toBeLessThanOrEqual(before.unknown);
    });
  });
});
