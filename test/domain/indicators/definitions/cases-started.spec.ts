import { describe, expect, it } from '@jest/globals';
import { anyFacts, law, year } from '../arbitrary.js';
import { counted, opened } from '../facts.js';

const started = (...cases: ReturnType<typeof opened>[]) => counted('cases-started', { cases }).value;

describe('Cases started (K16-2)', () => {
  it.each([
    ['2016-12-31T23:59:59.999+01:00', 0],
    ['2017-01-01T00:00:00.000+01:00', 1],
    ['2017-12-31T23:59:59.999+01:00', 1],
    ['2018-01-01T00:00:00.000+01:00', 0],
  ])('opened %s: %i in 2017, by Danish time', (at, expected) => {
    expect(started(opened('case', at))).toBe(expected);
  });

  it('count whether they were closed since or not, whenever that was', () => {
    const [open, closed] = [
      opened('1', '2017-03-01T10:00:00Z'),
      opened('2', '2017-03-01T10:00:00Z', '2017-04-01T10:00:00Z'),
    ];
    expect(started(open, closed, opened('3', '2017-03-01T10:00:00Z', '2018-04-01T10:00:00Z'))).toBe(3);
  });

  it('count each in one year only', () => {
    law([anyFacts], (facts) => {
      const years = [2015, 2016, 2017, 2018].map((of) => counted('cases-started', facts, { year: of }).value ?? 0);
      expect(years.reduce((a, b) => a + b)).toBe(facts.cases.filter((c) => c.openedAt >= '2014-12-31T23').length);
    });
  });

  it('are not changed by what happened to concerns, offers and courses', () => {
    law([anyFacts, year], (facts, of) => {
      expect(counted('cases-started', { cases: facts.cases }, { year: of })).toEqual(
        counted('cases-started', facts, { year: of }),
      );
    });
  });
});
