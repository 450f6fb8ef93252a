import { describe, expect, it } from '@jest/globals';
import type { CourseStep } from '../../../../src/domain/case/state.js';
import { courses as anyCourses, law, year } from '../arbitrary.js';
import { counted, course, K16, status, step } from '../facts.js';

const asked = (of: number, completedAt: string, ...steps: CourseStep[]) => {
  const courses = [course('mentor', '2014-01-01T10:00:00+01:00', step(completedAt, 'completed'), ...steps)];
  const { numerator, denominator, unknown } = counted('education-employment', { courses }, { year: of });
  return { numerator, denominator, unknown };
};
const at = (when: string, found: Parameters<typeof status>[1] = 'education') =>
  asked(2017, '2016-02-29T10:00:00+01:00', status(when, found));
const yes = { numerator: 1, denominator: 1, unknown: 0 };
const no = { numerator: 0, denominator: 1, unknown: 0 };
const unknown = { numerator: 0, denominator: 1, unknown: 1 };
const leftOut = { numerator: 0, denominator: 0, unknown: 0 };

describe('In education or employment twelve months after a mentor course (K16-9)', () => {
  it.each([
    ['2016-02-28T23:59:59.999+01:00', unknown],
    ['2016-02-29T00:00:00.000+01:00', yes],
    ['2017-02-28T23:59:59.999+01:00', yes],
    ['2017-03-01T00:00:00.000+01:00', unknown],
  ])('completed on a leap day: a status dated %s', (when, expected) => {
    expect(at(when)).toEqual(expected);
  });

  it.each([
    ['2015-12-31T23:59:59.999+01:00', 2016],
    ['2016-01-01T00:00:00.000+01:00', 2017],
    ['2016-12-31T23:59:59.999+01:00', 2017],
  ])('completed %s counts in %i, by Danish time', (completedAt, of) => {
    expect([of - 1, of, of + 1].map((y) => asked(y, completedAt).denominator)).toEqual([0, 1, 0]);
  });

  it('is education, employment or both at least once; a later "neither" does not change that', () => {
    expect(
      (['education', 'employment', 'both'] as const).map((found) => at('2016-06-01T10:00:00+02:00', found)),
    ).toEqual([yes, yes, yes]);
    expect(at('2016-06-01T10:00:00+02:00', 'neither')).toEqual(no);
    const first = status('2016-06-01T10:00:00+02:00', 'employment');
    expect(asked(2017, '2016-02-29T10:00:00+01:00', first, status('2017-01-01T10:00:00+01:00', 'neither'))).toEqual(
      yes,
    );
  });

  it('leaves out aborted courses, those that run, and kinds that the plan does not name', () => {
    const steps = [step('2016-02-29T10:00:00+01:00', 'completed')];
    const courses = [
      course('mentor', '2015-01-01T10:00:00+01:00', step('2016-02-29T10:00:00+01:00', 'aborted')),
      course('mentor', '2015-01-01T10:00:00+01:00'),
      course('parent-coach', '2015-01-01T10:00:00+01:00', ...steps),
    ];
    expect(counted('education-employment', { courses })).toMatchObject(leftOut);
  });

  it('lets the first end stand: aborted and then completed is aborted', () => {
    const courses = [
      course(
        'mentor',
        '2015-01-01T10:00:00+01:00',
        step('2016-02-01T10:00:00Z', 'aborted'),
        step('2016-02-02T10:00:00Z', 'completed'),
      ),
    ];
    expect(counted('education-employment', { courses })).toMatchObject(leftOut);
  });

  it('takes the months from the plan that the report is for', () => {
    const nine = { ...K16, followUp: { ...K16.followUp, statusMonths: 9 } };
    const courses = [course('mentor', '2015-01-01T10:00:00+01:00', step('2016-02-29T10:00:00+01:00', 'completed'))];
    const denominators = [2016, 2017].map(
      (of) => counted('education-employment', { courses }, { plan: nine, plans: [K16], year: of }).denominator,
    );
    expect(denominators).toEqual([1, 0]);
  });

  it('counts each completed mentor course in one year, and knows more by one more status, never less', () => {
    law([anyCourses], (courses) => {
      const of = (all: typeof courses) =>
        [2015, 2016, 2017, 2018, 2019, 2020].map((y) => counted('education-employment', { courses: all }, { year: y }));
      const before = of(courses);
      const mentors = courses.filter(
        (c) =>
          c.kind === 'mentor' &&
          c.steps.find((s) => s.what === 'completed' || s.what === 'aborted')?.what === 'completed',
      );
      expect(before.reduce((n, c) => n + (c.denominator ?? 0), 0)).toBe(mentors.length);
      const after = of(courses.map((c) => ({ ...c, steps: [...c.steps, status('2016-09-01T10:00:00Z', 'both')] })));
      for (const [i, { numerator, unknown }] of after.entries()) {
        expect(numerator).toBeGreaterThanOrEqual(before[i]?.numerator ?? 0);
        expect(unknown).toBeLessThanOrEqual(before[i]?.unknown ?? 0);
      }
    });
  });

  it('counts the same courses as the risk follow-up, half a year later', () => {
    law([anyCourses, year], (courses, of) => {
      const alike = { ...K16, followUp: { ...K16.followUp, statusMonths: 6 } };
      const { denominator } = counted('education-employment', { courses }, { plan: alike, year: of });
      expect(denominator).toBe(counted('not-at-risk', { courses }, { year: of }).denominator);
    });
  });
});
