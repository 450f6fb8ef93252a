import { compare } from '../../kernel/order.js';
import { INDICATOR_KINDS } from '../../plan/schema.js';
import { FAMILIES } from '../definition.js';
import { definitionOf } from '../definitions/index.js';
import { isNearHistory } from './baseline.js';
import { type IndicatorKind, PARTS } from './cells.js';
import {
  cellsToDecide,
  type Edition,
  momentsOf,
  type PublishedCell,
  type PublishedIndicator,
  type PublishedYear,
  sameMoment,
  type Unpublished,
  withMoment,
} from './edition.js';
import { publishedForm } from './form.js';
import { guard } from './protect.js';
import { type Reason, sensitive } from './sensitive.js';

export interface Publication {
  readonly indicators: readonly PublishedIndicator[];
  /** Why each count is withheld. Internal: in the published form all look the same. */
  readonly withheld: readonly { readonly id: string; readonly count: string; readonly reason: Reason }[];
}

/** The kinds of each family, in the order in which they are told. */
const KINDS: readonly (readonly IndicatorKind[])[] = FAMILIES.map((family) =>
  INDICATOR_KINDS.map((kind) => definitionOf(kind))
    .filter(({ told }) => told.family === family)
    .sort((a, b) => a.told.place - b.told.place)
    .map(({ kind }) => kind),
);

/**
 * The published form of a report: counts below the minimum are withheld, and as many others as keep them from being
 * worked back from this report and the earlier editions (domain.md section 6, rule 13). `earlier`: every report that was
 * published of this Infohus, in the order of publication.
 *
 * A count is judged by itself and by what is already told, never by a count that stays withheld: so whoever knows the
 * rules learns nothing from what they withhold.
 */
export function publish(report: Unpublished, earlier: readonly Edition[], minimum: number): Publication {
  const toDecide = cellsToDecide(report, earlier.length);
  const blank: PublishedYear = { ...report, cells: new Map(toDecide.map(([told]) => [told.name, told])) };
  const figures = new Map(toDecide.map(([told, figure]) => [told.name, figure]));
  const moments = KINDS.reduce(
    (told, kinds) => toldOfFamily(told, kinds, report, figures, earlier, minimum),
    withMoment(momentsOf(earlier), blank),
  );
  const here = moments.find((m) => sameMoment(m, report)) ?? blank;
  return {
    indicators: report.indicators.map((i) => publishedForm(i, report.plan, here, moments, earlier, minimum)),
    withheld: reasons(here, moments, figures, minimum),
  };
}

/** The moments with everything told of a family that may be told. */
function toldOfFamily(
  moments: readonly PublishedYear[],
  kinds: readonly IndicatorKind[],
  report: Unpublished,
  figures: ReadonlyMap<string, number>,
  earlier: readonly Edition[],
  minimum: number,
): readonly PublishedYear[] {
  // What another edition of the same figures withheld stays withheld.
  const isUndecided = (told: PublishedCell) => told.edition === earlier.length;
  const family = (all: readonly PublishedYear[]) =>
    all.filter((m) => m.year === report.year).map((m) => only(m, kinds));
  const isSafe = guard(family(moments), minimum);
  const here = moments.find((m) => sameMoment(m, report));
  const inOrder = [...(here?.cells.values() ?? [])]
    .filter((told) => kinds.includes(told.line.kind) && isUndecided(told))
    .toSorted((a, b) => rank(kinds, a) - rank(kinds, b) || compare(a.name, b.name));
  return inOrder.reduce<readonly PublishedYear[]>((all, told) => {
    const figure = figures.get(told.name);
    const at = all.find((m) => sameMoment(m, report));
    if (figure === undefined || !at || sensitive(told, figure, at, all, minimum)) return all;
    if (isNearHistory(told, figure, report, earlier, minimum)) return all;
    const more = withTold(all, report, { ...told, figure });
    return isSafe(family(more), report, told) ? more : all;
  }, moments);
}

const only = (moment: PublishedYear, kinds: readonly IndicatorKind[]): PublishedYear => ({
  ...moment,
  cells: new Map([...moment.cells].filter(([, { line }]) => kinds.includes(line.kind))),
});
const rank = (kinds: readonly IndicatorKind[], { line, part }: PublishedCell) =>
  kinds.indexOf(line.kind) * PARTS.length + PARTS.indexOf(part);

const withTold = (
  moments: readonly PublishedYear[],
  report: Unpublished,
  told: PublishedCell,
): readonly PublishedYear[] =>
  moments.map((m) => (sameMoment(m, report) ? { ...m, cells: new Map(m.cells).set(told.name, told) } : m));

function reasons(
  here: PublishedYear,
  moments: readonly PublishedYear[],
  figures: ReadonlyMap<string, number>,
  minimum: number,
): Publication['withheld'] {
  return [...here.cells.values()].flatMap((told) => {
    const figure = figures.get(told.name);
    if (told.figure !== null || figure === undefined) return [];
    const reason = sensitive(told, figure, here, moments, minimum) ?? 'protects';
    return [{ id: told.line.id, count: told.part, reason }];
  });
}
