import type { Plan } from '../../plan/schema.js';
import type { Indicator } from '../report.js';
import { type Cell, cellsOf, figureOf, type IndicatorKind, indicatorOf, lineOf } from './cells.js';

/** The published form of an indicator; what is withheld is null. It never tells why. */
export interface PublishedIndicator {
  readonly id: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly unknown: number | null;
  readonly target: number | null;
  readonly met: boolean | null;
  readonly baseline: readonly { readonly year: number; readonly value: number | null }[];
  /** The value is withheld. Without it, a null value says that none was recorded. */
  readonly suppressed: boolean;
}

/** Which figures a report tells: two reports of the same year, position and clock tell the same ones. */
export interface When {
  readonly year: number;
  readonly position: number;
  readonly clock: string;
}
export interface Origin extends When {
  readonly plan: Plan;
}
export interface Unpublished extends Origin {
  readonly indicators: readonly Indicator[];
}
/** A report as it was published. */
export interface Edition extends Origin {
  readonly indicators: readonly PublishedIndicator[];
}

/** What readers hold of one year as of one moment: each cell with its figure, or null where it was withheld. */
export interface PublishedYear extends When {
  readonly cells: ReadonlyMap<string, PublishedCell>;
}
export interface PublishedCell extends Cell {
  readonly figure: number | null;
  /** As which publication it was first told or withheld. */
  readonly edition: number;
}

/** A measurement that is a share or a fraction counts nobody; nor does one that was not recorded. */
export const isCount = (plan: Plan, id: string, kind: IndicatorKind, value: number | null): boolean =>
  kind !== 'measurement' || (indicatorOf(plan, id)?.unit !== 'share' && value !== null && Number.isInteger(value));

export const sameMoment = (a: When, b: When) => a.year === b.year && a.position === b.position && a.clock === b.clock;

/** The counts of a report, all still withheld, each with its figure. */
export const cellsToDecide = (
  { plan, indicators }: Unpublished,
  edition: number,
): readonly (readonly [PublishedCell, number])[] =>
  indicators.flatMap((indicator) => {
    const line = lineOf(plan, indicator.id);
    if (!isCount(plan, indicator.id, line.kind, indicator.value)) return [];
    return cellsOf(line).flatMap((cell) => {
      const figure = figureOf(line, cell.part, indicator);
      return figure === null ? [] : [[{ ...cell, edition, figure: null }, figure] as const];
    });
  });

/** Editions of the same figures become one moment: what one of them told is told. In the order of publication. */
export function momentsOf(editions: readonly Edition[]): readonly PublishedYear[] {
  return editions.reduce<readonly PublishedYear[]>((moments, edition, number) => {
    const { year, position, clock } = edition;
    const cells = new Map(toldBy(edition, number).map((told) => [told.name, told]));
    return withMoment(moments, { year, position, clock, cells });
  }, []);
}

export function withMoment(moments: readonly PublishedYear[], moment: PublishedYear): readonly PublishedYear[] {
  const at = moments.findIndex((m) => sameMoment(m, moment));
  const twin = moments[at];
  return twin ? moments.with(at, merged(twin, moment)) : [...moments, moment];
}

const toldBy = ({ plan, indicators }: Edition, edition: number): readonly PublishedCell[] =>
  indicators.flatMap((indicator) => {
    const line = lineOf(plan, indicator.id);
    const withheld = indicator.suppressed;
    if (!withheld && !line.share && !isCount(plan, indicator.id, line.kind, indicator.value)) return [];
    return cellsOf(line).map((cell) => ({ ...cell, edition, figure: figureOf(line, cell.part, indicator) }));
  });

function merged(a: PublishedYear, b: PublishedYear): PublishedYear {
  const cells = new Map(a.cells);
  for (const [name, told] of b.cells) {
    const first = cells.get(name);
    cells.set(name, first ? { ...first, figure: first.figure ?? told.figure } : told);
  }
  return { ...a, cells };
}
