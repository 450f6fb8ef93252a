import { type Line } from './cells.js';
import type { PublishedCell, PublishedYear, When } from './edition.js';

/**
 * Status and risk follow-ups count the same completed courses: the courses of a half-year stand once in each, in years
 * that overlap by half. Their denominators, in the order of the half-years, are a chain of sums of two neighbours
 * (h₀+h₁, h₁+h₂, …), and who holds many years can subtract along it.
 *
 * What keeps the chain open: a sum is told only while its later half-year keeps more than `minimum` possible values,
 * among them 0 unless all are above the minimum, so that the next sum may be as small as ever or surely is not. After a
 * sum that is withheld on this or its own account the next one is withheld whatever it is, and the chain begins anew.
 */
type Chain = 'begins' | 'broken' | HalfYear;
interface HalfYear {
  readonly least: number;
  readonly most: number;
}

const FOLLOW_UP_MONTHS = [6, 12];

/** Whether telling this denominator would let a neighbouring one be worked back. */
export function betraysChain(
  told: PublishedCell,
  { year }: When,
  figure: number,
  moments: readonly PublishedYear[],
  minimum: number,
) {
  const { line } = told;
  if (line.monthsAfter === null) return false;
  // Other months overlap otherwise: nothing is known of what they would betray.
  if (!FOLLOW_UP_MONTHS.includes(line.monthsAfter)) return true;
  const at = placeOf(line, year);
  const links = linksOf(told, at, moments);
  // What follows was told on the strength of what stood here; here it may only be repeated.
  const isBound = links.some((l) => l.place > at && (l.figure !== null || l.place > 2 * year + 1));
  if (isBound) return !links.some((l) => l.place === at && l.figure === figure);
  const start: Walk = { chain: 'begins', next: at };
  const { chain, next } = links.filter((l) => l.place < at).reduce(continued, start);
  return betrays(next === at ? chain : 'begins', figure, minimum);
}

interface Link {
  readonly place: number;
  /** Null where no edition told it. */
  readonly figure: number | null;
}
interface Walk {
  readonly chain: Chain;
  readonly next: number;
}

const placeOf = ({ monthsAfter }: Line, year: number) => 2 * year + (monthsAfter === 12 ? 0 : 1);

/** Each denominator of the same kinds of course, as the newest edition that told it has it; of this edition those decided. */
function linksOf(told: PublishedCell, at: number, moments: readonly PublishedYear[]): readonly Link[] {
  const links = new Map<number, Link & { readonly edition: number }>();
  for (const { year, cells } of moments)
    for (const { line, part, figure, edition } of cells.values()) {
      if (line.monthsAfter === null || part !== 'count' || !sameKinds(line, told.line)) continue;
      const place = placeOf(line, year);
      if (edition === told.edition && place >= at) continue;
      const known = links.get(place);
      const isNews = !known || (figure !== null && (known.figure === null || edition > known.edition));
      if (isNews) links.set(place, { place, figure, edition });
    }
  return [...links.values()].sort((a, b) => a.place - b.place);
}
const sameKinds = (a: Line, b: Line) => a.within.join() === b.within.join();

function continued({ chain, next }: Walk, { place, figure }: Link): Walk {
  const before = place === next ? chain : 'begins';
  if (figure === null) return { chain: before === 'broken' ? 'begins' : 'broken', next: place + 1 };
  return { chain: laterHalf(before, figure) ?? 'begins', next: place + 1 };
}

/** What the later half-year of a told sum may be; null where corrections have refuted the chain. */
function laterHalf(before: Chain, sum: number): HalfYear | null {
  const earlier = typeof before === 'string' ? { least: 0, most: sum } : before;
  const later = { least: Math.max(0, sum - earlier.most), most: sum - earlier.least };
  return later.least <= later.most ? later : null;
}

function betrays(before: Chain, sum: number, minimum: number): boolean {
  if (before === 'broken') return true;
  const later = laterHalf(before, sum);
  if (!later) return true;
  return later.most - later.least < minimum || (later.least > 0 && later.least <= minimum);
}
