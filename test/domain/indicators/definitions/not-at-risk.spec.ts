import { describe, expect, it } from '@jest/globals';
import type { CourseStep } from '../../../../src/domain/case/state.js';
import { courses as anyCourses, law, year } from '../arbitrary.js';
import { counted, course, followedUp, K16, step } from '../facts.js';

/** Completed 31 August 2016: followed up 28 February 2017, a month before and after. */
const asked = (of: number, completedAt: string, ...steps: CourseStep[]) => {
  const courses = [course('mentor', '2015-01-01T10:00:00+01:00', step(completedAt, 'completed'), ...steps)];
  const { numerator, denominator, unknown } = counted('not-at-risk', { courses }, { year: of });
  return { numerator, denominator, unknown };
};
const COMPLETED = '2016-08-31T10:00:00+02:00';
const yes = { numerator: 1, denominator: 1, unknown: 0 };
const no = { numerator: 0, denominator: 1, unknown: 0 };
const unknown = { numerator: 0, denominator: 1, unknown: 1 };

describe('Not at risk six months after a mentor course (K16-10)', () => {
  it.each([
    ['2017-01-27T23:59:59.999+01:00', unknown],
    ['2017-01-28T00:00:00.000+01:00', yes],
    ['2017-03-28T23:59:59.999+02:00', yes],
    ['2017-03-29T00:00:00.000+02:00', unknown],
  ])('completed 31 August, so due 28 February: a follow-up dated %s', (when, expected) => {
    expect(asked(2017, COMPLETED, followedUp(when, 'not-at-risk'))).toEqual(expected);
  });

  it('is said by the newest follow-up in the window; one after it changes nothing', () => {
    const [first, second, late] = [
      '2017-02-01T10:00:00+01:00',
      '2017-03-01T10:00:00+01:00',
      '2017-05-01T10:00:00+02:00',
    ] as const;
    expect(asked(2017, COMPLETED, followedUp(first, 'at-risk'), followedUp(second, 'not-at-risk'))).toEqual(yes);
    expect(asked(2017, COMPLETED, followedUp(first, 'not-at-risk'), followedUp(second, 'at-risk'))).toEqual(no);
    expect(asked(2017, COMPLETED, followedUp(first, 'not-at-risk'), followedUp(late, 'at-risk'))).toEqual(yes);
  });

  it.each([
    ['2016-06-30T23:59:59.999+02:00', 2016],
    ['2016-07-01T00:00:00.000+02:00', 2017],
    ['2017-06-30T23:59:59.999+02:00', 2017],
    ['2017-07-01T00:00:00.000+02:00', 2018],
  ])('completed %s counts in %i, by Danish time', (completedAt, of) => {
    expect([of - 1, of, of + 1].map((y) => asked(y, completedAt).denominator)).toEqual([0, 1, 0]);
  });

  it('takes months and window from the plan that the report is for', () => {
    const plan = { ...K16, followUp: { ...K16.followUp, riskMonths: 3, riskWindowMonths: 2 } }; // 30 November
    const courses = (when: string) => [
      course('mentor', '2015-01-01T10:00:00+01:00', step(COMPLETED, 'completed'), followedUp(when, 'not-at-risk')),
    ];
    const of = (when: string) => counted('not-at-risk', { courses: courses(when) }, { plan, plans: [K16], year: 2016 });
    expect([of('2016-09-30T00:00:00+02:00'), of('2016-09-29T23:59:59+02:00')]).toMatchObject([yes, unknown]);
    expect([of('2017-01-30T23:59:59+01:00'), of('2017-01-31T00:00:00+01:00')]).toMatchObject([yes, unknown]);
  });

  it('is known of a course or not: both together are all of them', () => {
    law([anyCourses, year], (courses, of) => {
      const { numerator, denominator, unknown } = counted('not-at-risk', { courses }, { year: of });
      const turned = courses.map((c) => ({
        ...c,
        steps: c.steps.map((s) =>
          s.what === 'risk'
            ? { ...s, result: s.result === 'at-risk' ? ('not-at-risk' as const) : ('at-risk' as const) }
            : s,
        ),
      }));
      const other = counted('not-at-risk', { courses: turned }, { year: of });
      expect((numerator ?? 0) + (other.numerator ?? 0) + unknown).toBe(denominator);
    });
  });
});
