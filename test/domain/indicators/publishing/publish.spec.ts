import { describe, expect, it } from '@jest/globals';
import { publish } from '../../../../src/domain/indicators/publishing/publish.js';
import { WITH_GOALS } from '../facts.js';
import { countOf, K16, K20, K24, only, reportOf, series, shareOf } from './cities.js';

const told = (...reports: Parameters<typeof reportOf>[]) => series(reports.map((r) => reportOf(...r)));
const one = (indicator: ReturnType<typeof countOf>, plan = K16) => {
  const [edition] = told([plan, 2017, 100, [indicator]]);
  const { value, numerator, denominator, unknown, met, suppressed } = only(edition, indicator.id);
  return { value, numerator, denominator, unknown, met, suppressed };
};

describe('A published count', () => {
  it.each([0, 1, 4])('of %i is withheld, and zero looks like the others', (n) => {
    expect(one(countOf('cases-started', n))).toMatchObject({ value: null, suppressed: true });
  });
  it('of five is told', () => {
    expect(one(countOf('cases-started', 5))).toMatchObject({ value: 5, suppressed: false });
  });
});

describe('A published share', () => {
  it('is told whole where every part and every rest is large', () => {
    expect(one(shareOf('offer-acceptance', 20, 9, 5, 0.6))).toEqual({
      value: 0.45,
      numerator: 9,
      denominator: 20,
      unknown: 5,
      met: false,
      suppressed: false,
    });
  });
  it.each([0, 4, 16, 20])('of %i of 20 tells its denominator only', (numerator) => {
    expect(one(shareOf('offer-acceptance', 20, numerator, 0, 0.6))).toEqual({
      value: null,
      numerator: null,
      denominator: 20,
      unknown: null,
      met: null,
      suppressed: true,
    });
  });
  it('of a small denominator tells nothing, and one of none looks the same', () => {
    const nothing = { value: null, numerator: null, denominator: null, unknown: null, met: null, suppressed: true };
    expect(one(shareOf('offer-acceptance', 3, 3, 0, 0.6))).toEqual(nothing);
    expect(one(shareOf('offer-acceptance', 0, 0, 0, 0.6))).toEqual(nothing);
  });
  it('withholds unknowns that leave a small rest', () => {
    expect(one(shareOf('offer-acceptance', 20, 9, 8))).toMatchObject({ value: 0.45, unknown: null });
  });
});

describe('Whether somebody came back to the goals of a person (B-4)', () => {
  it('is told to the own Infohus only: published it is withheld, however many there are', () => {
    const nothing = { value: null, numerator: null, denominator: null, unknown: null, met: null, suppressed: true };
    expect(one(shareOf('goals-reviewed', 400, 200, 100), WITH_GOALS)).toEqual(nothing);
  });
});

describe('Tables of one year', () => {
  it('tell triage only beside the substantiated concerns that it is part of', () => {
    const [edition] = told([
      K16,
      2017,
      100,
      [
        countOf('concerns-received', 20),
        shareOf('substantiated-share', 20, 18),
        shareOf('triage-on-time', 17, 10, 0, 1),
        countOf('cases-started', 17),
      ],
    ]);
    expect(only(edition, 'concerns-received').value).toBe(20);
    expect(only(edition, 'substantiated-share')).toMatchObject({ denominator: 20, numerator: null, value: null });
    expect(only(edition, 'triage-on-time')).toMatchObject({ denominator: null, numerator: null, met: null });
    // 17 cases of the year's substantiated concerns would leave 17, 18, 19 and 20 of them.
    expect(only(edition, 'cases-started').value).toBeNull();
  });
  it('tell a usual year in full', () => {
    const [edition] = told([
      K16,
      2017,
      100,
      [
        countOf('concerns-received', 100),
        shareOf('substantiated-share', 100, 25, 10),
        shareOf('triage-on-time', 25, 20, 6, 1),
        countOf('cases-started', 22),
        shareOf('offer-acceptance', 30, 20, 5, 0.6),
        shareOf('not-at-risk', 12, 6, 0, 0.7),
        shareOf('education-employment', 14, 9, 0, 0.7),
      ],
    ]);
    expect(edition?.indicators.map((i) => i.value)).toEqual([100, 0.25, 0.8, 22, 20 / 30, 0.5, 9 / 14]);
    expect(only(edition, 'triage-on-time')).toMatchObject({ unknown: 6, met: false });
    expect(only(edition, 'offer-acceptance')).toMatchObject({ unknown: 5, met: true });
  });
});

describe('Editions of one year', () => {
  const received = (...values: number[]) =>
    told(...values.map((v, i): Parameters<typeof reportOf> => [K16, 2017, 100 + i, [countOf('concerns-received', v)]]));

  it('tell an unchanged figure again, one changed by few not, one changed by many again', () => {
    expect(received(20, 20, 22, 26).map((e) => only(e, 'concerns-received').value)).toEqual([20, 20, null, 26]);
  });
  it('tell a count that was small once it has grown', () => {
    expect(received(4, 9).map((e) => only(e, 'concerns-received').value)).toEqual([null, 9]);
  });
  it('of one moment and two plans tell the same cells', () => {
    const figures = [countOf('concerns-received', 20), shareOf('substantiated-share', 20, 18)];
    const editions = told([K16, 2019, 100, figures], [K20, 2019, 100, figures], [K20, 2019, 101, figures]);
    expect(editions.map((e) => only(e, 'substantiated-share').numerator)).toEqual([null, null, null]);
    expect(editions.map((e) => only(e, 'concerns-received').value)).toEqual([20, 20, 20]);
  });
  it('do not tell by two plans how few courses were of the kinds that only one of them counts', () => {
    const editions = told(
      [K20, 2024, 100, [shareOf('progress-6-months', 20, 10)]],
      [K24, 2024, 100, [shareOf('progress-6-months', 17, 10)]],
    );
    expect(editions.map((e) => only(e, 'progress-6-months').denominator)).toEqual([20, null]);
  });
});

describe('Years', () => {
  const completed = (...years: (readonly [number, number])[]) =>
    told(
      ...years.map(
        ([status, risk], y): Parameters<typeof reportOf> => [
          K16,
          2017 + y,
          100 * y,
          [shareOf('education-employment', status, 0), shareOf('not-at-risk', risk, 0)],
        ],
      ),
    ).map((e) => [only(e, 'education-employment').denominator, only(e, 'not-at-risk').denominator]);

  it('that count the same courses do not narrow each other', () => {
    // 20 completed in a year, at most 16 of them in its first half: 4 of the second half would be known.
    expect(completed([16, 16], [20, 4])).toEqual([
      [16, 16],
      [null, null],
    ]);
    // After a small one the next is withheld whatever it is, then the chain begins anew.
    expect(completed([3, 12], [14, 12])).toEqual([
      [null, null],
      [14, 12],
    ]);
  });
});

describe('What counts nobody', () => {
  it('is told: a measured share', () => {
    expect(one({ ...countOf('citizenship', 0.02), target: null })).toMatchObject({ value: 0.02, suppressed: false });
  });
  it('is withheld where it may count people after all: a small whole number of unknown unit', () => {
    expect(one(countOf('radicalised', 3))).toMatchObject({ value: null, suppressed: true });
    expect(one(countOf('told-by-a-survey', 3.5))).toMatchObject({ value: 3.5, suppressed: false });
  });
  it('and what was not recorded is not called suppressed', () => {
    expect(one(countOf('citizenship', null))).toMatchObject({ value: null, suppressed: false });
  });
});

describe('History', () => {
  it('is told where the plan prints it or the count is large', () => {
    const indicator = {
      ...countOf('cases-started', 12),
      baseline: [
        { year: 2012, value: 3 },
        { year: 2013, value: 9 },
        { year: 2014, value: 22 },
      ],
    };
    const { indicators } = publish(reportOf(K16, 2017, 1, [indicator]), [], 5);
    expect(indicators[0]?.baseline.map((b) => b.value)).toEqual([null, 9, 22]);
  });
  it('of a share of people is told only as the plan prints it', () => {
    const indicator = {
      ...shareOf('substantiated-share', 50, 20),
      baseline: [
        { year: 2013, value: 1 / 3 },
        { year: 2016, value: 0.1 },
      ],
    };
    const { indicators } = publish(reportOf(K16, 2017, 1, [indicator]), [], 5);
    expect(indicators[0]?.baseline.map((b) => b.value)).toEqual([null, 0.1]);
  });
});

describe('The reasons', () => {
  it('stand beside the published form, never in it', () => {
    const { indicators, withheld } = publish(
      reportOf(K16, 2017, 1, [countOf('concerns-received', 20), shareOf('substantiated-share', 20, 18)]),
      [],
      5,
    );
    expect(withheld).toContainEqual({ id: 'substantiated-share', count: 'numerator', reason: 'rest' });
    expect(JSON.stringify(indicators)).not.toMatch(/rest|protects|reason/);
  });
});
