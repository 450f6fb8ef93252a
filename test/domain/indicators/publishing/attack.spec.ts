import { describe, expect, it } from '@jest/globals';
import type { Edition, Unpublished } from '../../../../src/domain/indicators/publishing/edition.js';
import type { Indicator } from '../../../../src/domain/indicators/report.js';
import { sampled, WHOLE } from '../../../support/sample.js';
import { attack, cities, type World } from './attacker.js';
import { countOf, K16, K20, K24, reportOf, shareOf } from './cities.js';
import {
  ours,
  type Publisher,
  withMet,
  withoutEditions,
  withoutSecondary,
  withPercentages,
  withZeros,
} from './publishers.js';

/** The attacker's own reading of a page: every number that stands or is missing in it. */
function world(reports: readonly Unpublished[], publisher: Publisher, minimum: number): World {
  const editions: Edition[] = [];
  for (const report of reports) editions.push({ ...report, indicators: publisher(report, editions, minimum) });
  const cells = reports.flatMap((report, e) =>
    report.indicators.flatMap((indicator, i) =>
      numbers(indicator).map(([field, figure]) => ({
        cell: `${e} ${indicator.id} ${field}`,
        figure,
        told: editions[e]?.indicators[i]?.[field] ?? null,
      })),
    ),
  );
  return {
    truth: Object.fromEntries(cells.map(({ cell, figure }) => [cell, figure])),
    withheld: cells.filter(({ told }) => told === null).map(({ cell }) => cell),
    pages: JSON.stringify(editions.map((e) => e.indicators)),
  };
}
const numbers = (i: Indicator): readonly (readonly ['value' | 'numerator' | 'denominator' | 'unknown', number])[] =>
  i.denominator === null || i.numerator === null
    ? [['value', i.value ?? 0]]
    : [
        ['denominator', i.denominator],
        ['numerator', i.numerator],
        ...(i.id === 'reoffer-compliance' ? [] : [['unknown', i.unknown] as const]),
      ];

/** All fates of up to `most` concerns of a year: undecided (in time, past the limit), unfounded, ended, late, on time. */
const concerns = (most: number) =>
  [...cities(6, most)].map(([waiting = 0, overdue = 0, unfounded = 0, ended = 0, late = 0, onTime = 0]) => {
    const all = waiting + overdue + unfounded + ended + late + onTime;
    return [
      countOf('concerns-received', all),
      shareOf('substantiated-share', all, ended + late + onTime, waiting + overdue),
      shareOf('triage-on-time', late + onTime, onTime, overdue, 1),
    ];
  });
/** All fates of up to `most` things that a share counts: counted, not counted, unknown. */
const fates = (id: string, most: number, target: number | null) =>
  [...cities(3, most)].map(([yes = 0, no = 0, unknown = 0]) => shareOf(id, yes + no + unknown, yes, unknown, target));

const alone = (all: readonly (readonly Indicator[])[], publisher: Publisher, minimum: number) =>
  attack(
    all.map((indicators) => world([reportOf(K16, 2017, 1, indicators)], publisher, minimum)),
    minimum,
  );

const rests = ({ denominator, numerator, unknown }: Indicator) =>
  [denominator ?? 0, numerator ?? 0, (denominator ?? 0) - (numerator ?? 0) - unknown] as const;

const GROWN = sampled(['not-at-risk', 'offer-acceptance', 'substantiated-share'], 1);

/** Every pair of editions between which nothing was taken back; the later one reaches further, so that the edge betrays nothing. */
function* grown(id: string, restStays: boolean, publisher: Publisher, minimum: number) {
  const all = fates(id, 9, 0.7);
  for (const before of fates(id, 6, 0.7))
    for (const after of all) {
      const [d1, n1, rest1] = rests(before);
      const [d2, n2, rest2] = rests(after);
      if (d2 < d1 || n2 < n1 || (restStays && rest2 < rest1)) continue;
      yield world([reportOf(K16, 2017, 1, [before]), reportOf(K16, 2017, 2, [after])], publisher, minimum);
    }
}

describe('Whoever writes down every city that gives these pages', () => {
  it('cannot work back a count of concerns, of their qualification or their triage', () => {
    expect(alone(concerns(WHOLE ? 6 : 5), ours, 2)).toEqual([]);
  });
  it.each([2, 3, 5])('cannot work back a share and its unknowns (minimum %i)', (minimum) => {
    const all = fates('offer-acceptance', 4 * minimum, 0.6).map((i) => [i]);
    expect(alone(all, ours, minimum)).toEqual([]);
  });
  it('cannot work back cases beside the substantiated concerns that they come from', () => {
    const all = [...cities(4, 9)].map(([cases = 0, other = 0, unfounded = 0, waiting = 0]) => {
      const received = cases + other + unfounded + waiting;
      return [
        countOf('concerns-received', received),
        shareOf('substantiated-share', received, cases + other, waiting),
        countOf('cases-started', cases),
      ];
    });
    expect(alone(all, ours, 2)).toEqual([]);
  });
  it('cannot by the difference of two editions, holding that nothing is taken back', () => {
    for (const id of GROWN) expect(attack(grown(id, id !== 'offer-acceptance', ours, 2), 2)).toEqual([]);
  });
  it('cannot by the differences of three editions', () => {
    const certain = (most: number) => fates('reoffer-compliance', most, 1).filter((i) => i.unknown === 0);
    const later = (before: Indicator) => (after: Indicator) =>
      rests(before).every((figure, i) => figure <= (rests(after)[i] ?? 0));
    const [most, more, all] = WHOLE ? [5, 8, 11] : [4, 6, 8];
    const worlds = certain(most).flatMap((first) =>
      certain(more)
        .filter(later(first))
        .flatMap((second) =>
          certain(all)
            .filter(later(second))
            .map((third) =>
              world(
                [first, second, third].map((i, at) => reportOf(K16, 2017, at, [i])),
                ours,
                2,
              ),
            ),
        ),
    );
    expect(attack(worlds, 2)).toEqual([]);
  });
  it.each([
    [K20, K24],
    [K24, K20],
  ])('cannot by a plan that counts more kinds of course than another (%#)', (one, other) => {
    const worlds = [...cities(6, 7)].map(
      ([yes = 0, no = 0, unknown = 0, coachYes = 0, coachNo = 0, coachUnknown = 0]) => {
        const mentors = yes + no + unknown;
        const mentor = shareOf('progress-6-months', mentors, yes, unknown);
        const all = mentors + coachYes + coachNo + coachUnknown;
        const more = shareOf('progress-6-months', all, yes + coachYes, unknown + coachUnknown);
        return world(
          [one, other].map((plan) => reportOf(plan, 2024, 1, [plan === K24 ? mentor : more])),
          ours,
          2,
        );
      },
    );
    // Of the largest cities the next larger ones were not written down: what they tell proves nothing.
    const complete = worlds.filter(({ truth, withheld }) =>
      Object.entries(truth).every(([cell, figure]) => withheld.includes(cell) || figure <= 5),
    );
    expect(attack(complete, 2)).toEqual([]);
  });
  it('cannot by two plans that tell the same moment', () => {
    const all = fates('offer-acceptance', 12, null);
    const pairs = all.map((i) =>
      world([reportOf(K16, 2019, 1, [{ ...i, target: 0.6 }]), reportOf(K20, 2019, 1, [i])], ours, 3),
    );
    expect(attack(pairs, 3)).toEqual([]);
  });
});

describe('The attacker does find what is left open', () => {
  const shares = (target: number | null, most = 12) => fates('offer-acceptance', most, target).map((i) => [i]);

  it('without secondary suppression', () => {
    expect(alone(shares(0.6), withoutSecondary, 3)).not.toEqual([]);
    expect(alone(concerns(5), withoutSecondary, 2)).not.toEqual([]);
  });
  it('with targets called met or not where the share is withheld', () => {
    const found = alone(shares(1), withMet, 3);
    expect(found.some(({ values }) => values.length === 1)).toBe(true);
  });
  it('with rounded percentages beside a denominator', () => {
    expect(alone(shares(0.6), withPercentages, 3).some(({ values }) => values.length === 1)).toBe(true);
  });
  it('with zeros told', () => {
    expect(alone(shares(0.6), withZeros, 3)).not.toEqual([]);
  });
  it('with earlier editions forgotten', () => {
    for (const id of GROWN) expect(attack(grown(id, id !== 'offer-acceptance', withoutEditions, 2), 2)).not.toEqual([]);
  });
});
