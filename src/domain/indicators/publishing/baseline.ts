import type { Plan } from '../../plan/schema.js';
import type { Indicator } from '../report.js';
import { indicatorOf, type Line, lineOf, nameOf } from './cells.js';
import {
  type Edition,
  isCount,
  type PublishedCell,
  type PublishedIndicator,
  type PublishedYear,
  type Unpublished,
} from './edition.js';

/**
 * The history of an indicator. What the plan itself prints is public. A count recorded beside it is told like any other;
 * a recorded share of people is not, for its counts are unknown and the fraction alone may tell them.
 */
export function publishedBaseline(
  { id, baseline }: Indicator,
  line: Line,
  plan: Plan,
  moments: readonly PublishedYear[],
  earlier: readonly Edition[],
  minimum: number,
): PublishedIndicator['baseline'] {
  const printed = indicatorOf(plan, id)?.baseline ?? [];
  const told = toldBefore(line, moments, earlier);
  const maySay = (year: number, value: number) => {
    if (printed.some((b) => b.year === year && b.value === value)) return true;
    if (!isCount(plan, id, line.kind, value)) return true;
    if (line.share || value < minimum) return false;
    return told(year).every((before) => before !== null && !isSmallStep(before, value, minimum));
  };
  return baseline.map(({ year, value }) => ({ year, value: maySay(year, value) ? value : null }));
}

/** Whether what an earlier edition told as history of the year lies so near that the difference would be a small count. */
export const isNearHistory = (
  { name, part }: PublishedCell,
  figure: number,
  { year }: Unpublished,
  earlier: readonly Edition[],
  minimum: number,
): boolean =>
  part === 'count' &&
  earlier.some(({ plan, indicators }) =>
    indicators.some(({ id, baseline }) => {
      const line = lineOf(plan, id);
      if (line.share || nameOf(line, 'count') !== name) return false;
      return baseline.some((b) => b.year === year && b.value !== null && isSmallStep(figure, b.value, minimum));
    }),
  );
const isSmallStep = (a: number, b: number, minimum: number) => a !== b && Math.abs(a - b) <= minimum;

/** What editions told of this count for a year, in a report of that year or as history; null where one withheld it. */
function toldBefore(line: Line, moments: readonly PublishedYear[], earlier: readonly Edition[]) {
  return (year: number): readonly (number | null)[] => [
    ...moments.flatMap((m) => {
      const cell = m.year === year ? m.cells.get(nameOf(line, 'count')) : undefined;
      return cell ? [cell.figure] : [];
    }),
    ...earlier.flatMap((edition) =>
      edition.indicators
        .filter((i) => lineOf(edition.plan, i.id).meaning === line.meaning)
        .flatMap((i) => i.baseline.filter((b) => b.year === year && b.value !== null).map((b) => b.value)),
    ),
  ];
}
