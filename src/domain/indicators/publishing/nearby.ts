import { type CountPart, hasUnknown, lineOf, nameOf } from './cells.js';
import {
  cellsToDecide,
  type Edition,
  momentsOf,
  type PublishedIndicator,
  type Unpublished,
  type When,
} from './edition.js';

/** Publishing is on record too: the access and the edition. Whoever holds the editions takes them off. */
const EVENTS_OF_AN_EDITION = 2;

/**
 * Positions number the events, and hardly an event changes a count by more than one: of two editions of a year with
 * fewer than `minimum` events between them readers know how little may have changed, and a count that is withheld
 * because it changed would be told. So what such an edition withheld stays withheld, whatever it is now; and where one of
 * the figures that it told has changed, no count is told: it may be any of them.
 */
export function withoutSmallSteps(
  report: Unpublished,
  published: readonly PublishedIndicator[],
  earlier: readonly Edition[],
  isOfSameClock: (other: When) => boolean,
  minimum: number,
): readonly PublishedIndicator[] {
  const isNear = (e: Edition) =>
    e.year === report.year && isOfSameClock(e) && isFewEvents(eventsBetween(report, e, earlier), minimum);
  const before = momentsOf(earlier.filter(isNear)).flatMap(({ cells }) => [...cells.values()]);
  if (before.length === 0) return published;
  const figures = new Map(cellsToDecide(report, 0).map(([{ name }, figure]) => [name, figure]));
  const hasChanged = before.some((t) => t.figure !== null && (figures.get(t.name) ?? t.figure) !== t.figure);
  const withheld = new Set(before.flatMap((t) => (t.figure === null ? [t.name] : [])));
  return published.map((indicator) => {
    const line = lineOf(report.plan, indicator.id);
    const isCount = figures.has(nameOf(line, 'count'));
    const stays = (part: CountPart) => !hasChanged && !withheld.has(nameOf(line, part));
    return isCount ? less(indicator, stays, hasUnknown(line)) : indicator;
  });
}

/** Null as of one position: only the time has passed there, and that bounds nothing. */
function eventsBetween(a: When, b: When, earlier: readonly Edition[]): number | null {
  if (a.position === b.position) return null;
  const [from, to] = [Math.min(a.position, b.position), Math.max(a.position, b.position)];
  const editions = earlier.filter((e) => from <= e.position && e.position < to).length;
  return to - from - EVENTS_OF_AN_EDITION * editions;
}
const isFewEvents = (events: number | null, minimum: number): boolean => events !== null && events < minimum;

function less(
  indicator: PublishedIndicator,
  stays: (part: CountPart) => boolean,
  hasUnknowns: boolean,
): PublishedIndicator {
  const [count, numerator, unknown] = [stays('count'), stays('numerator'), stays('unknown')];
  const known = count && (indicator.denominator === null || numerator) && !indicator.suppressed;
  return {
    ...indicator,
    value: known ? indicator.value : null,
    met: known ? indicator.met : null,
    denominator: count ? indicator.denominator : null,
    numerator: count && numerator ? indicator.numerator : null,
    unknown: hasUnknowns && !(count && unknown) ? null : indicator.unknown,
    suppressed: indicator.suppressed || (!known && indicator.value !== null),
  };
}
