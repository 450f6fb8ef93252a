import fc from 'fast-check';
import {
  figuresOf,
  type Point,
  roomy,
  runsOf,
  yearsOf,
} from '../../../../src/interface/documents/charts/trend-scale.js';

const history = (year: number, value: number | null): Point => ({ year, value, from: 'history' });
const log = (year: number, value: number | null): Point => ({ year, value, from: 'log' });
const runs = (...points: Point[]) => {
  const known = runsOf(points);
  return [...new Set(known.map((p) => p.run))].map((run) => known.filter((p) => p.run === run).map((p) => p.year));
};

describe('The line of a trend', () => {
  it('joins neighbouring years', () =>
    expect(runs(log(2023, 1), log(2024, 2), log(2025, 3))).toEqual([[2023, 2024, 2025]]));
  it('is broken by a year without a figure', () =>
    expect(runs(log(2023, 1), log(2024, null), log(2025, 3))).toEqual([[2023], [2025]]));
  it('is broken by years that nothing is known of', () =>
    expect(runs(log(2020, 1), log(2025, 3))).toEqual([[2020], [2025]]));
  it('does not join what was told before the log with what the log counts', () =>
    expect(runs(history(2014, 60), history(2015, 100), log(2016, 37))).toEqual([[2014, 2015], [2016]]));
  it('joins the years of the log though history tells of one of them too', () =>
    expect(runs(history(2016, 0.1), history(2018, 0.25), log(2016, 0.2), log(2017, 0.3))).toEqual([
      [2016],
      [2018],
      [2016, 2017],
    ]));
});

describe('The years of a trend', () => {
  it('stand at equal distances, with a break where years are passed over', () => {
    const { place, breaks, domain } = yearsOf([log(2024, 1), log(2025, 1), history(2014, 1), history(2015, 1)]);
    expect([...place]).toEqual([
      [2014, 0],
      [2015, 1],
      [2024, 2.6],
      [2025, 3.6],
    ]);
    expect(breaks).toEqual([1.8]);
    expect(domain).toEqual([-0.5, 4.1]);
  });
  it('are written as far as there is room, that of the report always', () => {
    const years = [2014, 2015, 2016, 2017, 2018];
    const { place } = yearsOf(years.map((y) => log(y, 1)));
    expect([...roomy(years, place, 2018, 2)].sort()).toEqual([2014, 2016, 2018]);
    expect([...roomy(years, place, 2017, 2)].sort()).toEqual([2015, 2017]);
    expect([...roomy(years, place, 2018, 1)]).toHaveLength(5);
  });
});

describe('The scale of a trend', () => {
  it.each([
    [[0.07], true, 0.1],
    [[0.42, 0.35], true, 0.5],
    [[0.42, 1], true, 1],
    [[0], true, 1],
    [[], true, 1],
    [[1], false, 2],
    [[0], false, 2],
    [[37, 100], false, 100],
    [[7511, 4000], false, 8000],
  ])('of %j (share: %s) goes to %d', (values, share, top) => expect(figuresOf(values, share)).toEqual([0, top]));

  it('goes below 0 where a measurement does', () => expect(figuresOf([-3, 12], false)).toEqual([-4, 20]));

  it('holds every figure, and is never more than twice as high as it must be', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1 }), (values) => {
        const highest = Math.max(...values);
        const [low, high] = figuresOf(values, false);
        expect(low).toBe(0);
        expect(high).toBeGreaterThanOrEqual(highest);
        expect(high).toBeLessThanOrEqual(Math.max(2, highest * 2));
        expect(Number.isInteger(high / 2)).toBe(true);
      }),
    );
  });
});
