import type { Plan } from '../../plan/schema.js';
import type { Indicator } from '../report.js';
import { publishedBaseline } from './baseline.js';
import { type CountPart, figureOf, hasUnknown, type Line, lineOf, nameOf } from './cells.js';
import { type Edition, isCount, type PublishedIndicator, type PublishedYear } from './edition.js';

/** An indicator with what is told of it. A share, and whether it meets its target, are told with both its counts only. */
export function publishedForm(
  indicator: Indicator,
  plan: Plan,
  here: PublishedYear,
  moments: readonly PublishedYear[],
  earlier: readonly Edition[],
  minimum: number,
): PublishedIndicator {
  const line = lineOf(plan, indicator.id);
  const baseline = publishedBaseline(indicator, line, plan, moments, earlier, minimum);
  const { id, target } = indicator;
  if (!isCount(plan, id, line.kind, indicator.value)) return { ...indicator, baseline, suppressed: false };
  const told = (part: CountPart) => toldFigure(line, part, here, indicator);
  const count = told('count');
  const numerator = line.share ? told('numerator') : null;
  const known = count !== null && (!line.share || numerator !== null);
  return {
    id,
    value: known ? indicator.value : null,
    numerator,
    denominator: line.share ? count : null,
    unknown: hasUnknown(line) ? told('unknown') : indicator.unknown,
    target,
    met: known ? indicator.met : null,
    baseline,
    suppressed: !known && isRecorded(indicator),
  };
}

/** A goal without an activity register has no figure to withhold. */
const isRecorded = ({ value, denominator }: Indicator) => value !== null || denominator !== null;

/** Nothing is told that the report does not say, whatever another edition of the same moment told. */
function toldFigure(line: Line, part: CountPart, here: PublishedYear, indicator: Indicator): number | null {
  const figure = here.cells.get(nameOf(line, part))?.figure ?? null;
  return figure === figureOf(line, part, indicator) ? figure : null;
}
