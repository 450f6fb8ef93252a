import type { Trend } from '../../../application/reports/view.js';

export type Point = Trend['points'][number];

/** Where the years stand: side by side; years that nothing is known of are passed over by a break. */
export interface Years {
  readonly place: ReadonlyMap<number, number>;
  readonly breaks: readonly number[];
  readonly domain: readonly [number, number];
}
const BREAK = 0.6;

export function yearsOf(points: readonly Point[]): Years {
  const years = [...new Set(points.map((p) => p.year))].sort((a, b) => a - b);
  const place = new Map<number, number>();
  const breaks: number[] = [];
  let next = 0;
  years.forEach((year, i) => {
    const before = years[i - 1];
    if (before !== undefined && year > before + 1) {
      breaks.push(next - 0.5 + BREAK / 2);
      next += BREAK;
    }
    place.set(year, next);
    next += 1;
  });
  return { place, breaks, domain: [-0.5, next - 0.5] };
}

/** Of a unit: so that the half of each is as round. */
const STEPS = [1, 2, 4, 6, 8, 10];

/** From 0 (or the lowest, below it) to a round figure whose half is round too. Only of what is shown: what is withheld leaves no trace. */
export function figuresOf(values: readonly number[], share: boolean): readonly [number, number] {
  const lowest = Math.min(0, ...values);
  return [lowest === 0 ? 0 : -round(-lowest, false), round(Math.max(0, ...values), share)];
}

function round(value: number, share: boolean): number {
  if (share && value <= 1) return [0.1, 0.2, 0.5].find((top) => value <= top && value > 0) ?? 1;
  const unit = value < 1 && value > 0 ? 0.1 : 10 ** (String(Math.trunc(value)).length - 1);
  // Half of 1 would be no count.
  const step = STEPS.find((s) => value <= s * unit && s * unit !== 1) ?? 10;
  return step * unit;
}

/** Which years are written where there is no room for all: that of the report, then backwards from it. */
export function roomy(years: readonly number[], place: ReadonlyMap<number, number>, last: number, apart: number) {
  const kept: number[] = [];
  for (const year of [last, ...years.toReversed()]) {
    const at = place.get(year);
    if (at !== undefined && kept.every((k) => Math.abs((place.get(k) ?? 0) - at) >= apart)) kept.push(year);
  }
  return new Set(kept);
}

/** Neighbouring years of one source, each known: only they are joined by a line. */
export function runsOf(
  points: readonly Point[],
): readonly (Point & { readonly value: number; readonly run: number })[] {
  let run = 0;
  let before: Point | undefined;
  return points.flatMap((point) => {
    const { value } = point;
    if (before && (before.value === null || before.from !== point.from || before.year + 1 !== point.year)) run += 1;
    before = point;
    return value === null ? [] : [{ ...point, value, run }];
  });
}
