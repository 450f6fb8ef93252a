import { describe, expect, it } from '@jest/globals';
import type { Edition, Unpublished } from '../../../../src/domain/indicators/publishing/edition.js';
import { Random } from '../../../../src/interface/cli/demo-data/random.js';
import { WHOLE } from '../../../support/sample.js';
import { attack, lists, type Sum, sumsPossible, type World } from './attacker.js';
import { K16, only, reportOf, shareOf } from './cities.js';
import { ours, type Publisher, withoutSecondary } from './publishers.js';

/**
 * The follow-ups after 6 and after 12 months count the same completed courses: with the courses of each half-year, the
 * report of a year tells the two halves before it, and the half before it with its own first.
 */
const FOLLOW_UPS = ['education-employment', 'not-at-risk'] as const;
const sumsOf = (halves: readonly number[], years: number) =>
  Array.from({ length: years }, (_, y) => ({
    'education-employment': { first: 2 * y, figure: (halves[2 * y] ?? 0) + (halves[2 * y + 1] ?? 0) },
    'not-at-risk': { first: 2 * y + 1, figure: (halves[2 * y + 1] ?? 0) + (halves[2 * y + 2] ?? 0) },
  }));

function yearsOf(halves: readonly number[], years: number, publisher: Publisher, minimum: number) {
  const editions: Edition[] = [];
  const sums = sumsOf(halves, years);
  sums.forEach((sum, y) => {
    const report: Unpublished = reportOf(
      K16,
      2017 + y,
      100 * y,
      FOLLOW_UPS.map((id) => shareOf(id, sum[id].figure, Math.floor(sum[id].figure / 2))),
    );
    editions.push({ ...report, indicators: publisher(report, editions, minimum) });
  });
  const cells = sums.flatMap((sum, y) =>
    FOLLOW_UPS.map((id) => ({ ...sum[id], id: `${y} ${id}`, told: only(editions[y], id).denominator })),
  );
  return cells;
}

function world(halves: readonly number[], years: number, publisher: Publisher, minimum: number): World {
  const cells = yearsOf(halves, years, publisher, minimum);
  return {
    truth: Object.fromEntries(cells.map((c) => [c.id, c.figure])),
    withheld: cells.filter((c) => c.told === null).map((c) => c.id),
    pages: JSON.stringify(cells.map((c) => c.told)),
  };
}
function* worlds(years: number, sizes: readonly number[], publisher: Publisher) {
  for (const halves of lists(2 * years + 1, sizes)) yield world(halves, years, publisher, 2);
}

/** The same city for the same number. */
function halvesOf(city: number, count: number): readonly number[] {
  const random = new Random(city);
  return Array.from({ length: count }, () => {
    const size = random.next();
    return Math.floor(city % 2 === 0 ? size * 8 : size * size * 14);
  });
}

/** What a reader is left with who counts through every history that fits the figures told. */
function leftOver(halves: readonly number[], publisher: Publisher, minimum: number, mostWithheld: number) {
  const cells = yearsOf(halves, 10, publisher, minimum);
  const withheld = new Set(Array.from({ length: mostWithheld + 1 }, (_, n) => n));
  const sums = cells.map((c): Sum => ({ first: c.first, possible: c.told === null ? withheld : new Set([c.told]) }));
  const left = sumsPossible(21, sums, 40);
  return cells.flatMap((c, i) => (c.told === null ? [{ cell: c.id, left: left[i]?.size ?? 0 }] : []));
}
const betrayed = (publisher: Publisher, mostWithheld: number) =>
  Array.from({ length: 200 }, (_, city) => leftOver(halvesOf(city, 21), publisher, 5, mostWithheld)).flatMap((cells) =>
    cells.filter(({ left }) => left < 5),
  );

/** A sum above the largest half-year that was written down has cities that were not: such pages prove nothing. */
const complete = function* (all: Iterable<World>, largest: number) {
  for (const one of all) if (JSON.parse(one.pages).every((told: number | null) => (told ?? 0) <= largest)) yield one;
};
const workedBack = (years: number, largest: number, publisher: Publisher) =>
  attack(
    complete(
      worlds(
        years,
        Array.from({ length: largest + 1 }, (_, n) => n),
        publisher,
      ),
      largest,
    ),
    2,
  );

describe('Whoever puts the reports of many years beside each other', () => {
  it('cannot work back a count of any city, all cities of two and three years written down', () => {
    expect(workedBack(2, WHOLE ? 5 : 4, ours)).toEqual([]);
    expect(workedBack(3, WHOLE ? 3 : 2, ours)).toEqual([]);
  });
  it('cannot in ten years of synthetic cities, all their histories counted through', () => {
    expect(betrayed(ours, 80)).toEqual([]);
  });
  it('can where only what is small is withheld', () => {
    expect(workedBack(2, 4, withoutSecondary)).not.toEqual([]);
    // He knows that what is withheld is small.
    expect(betrayed(withoutSecondary, 4).some(({ left }) => left === 1)).toBe(true);
  });
  it('still reads most figures of a city that has many courses', () => {
    const cells = yearsOf(
      Array.from({ length: 21 }, (_, i) => 8 + ((i * 5) % 7)),
      10,
      ours,
      5,
    );
    expect(cells.filter(({ told }) => told !== null).length).toBeGreaterThanOrEqual(8);
  });
});
