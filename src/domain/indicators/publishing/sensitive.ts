import { nestedIn } from './cells.js';
import type { PublishedCell, PublishedYear } from './edition.js';
import { betraysChain } from './follow-ups.js';
import { figureIn, ownReasons } from './possible.js';
import { contains } from './ranges.js';

/**
 * Why a count is withheld; for the internal list only. `rest`: it leaves a small one, or stands too near another edition.
 * `internal`: goals of persons are for their own Infohus; no public figure of them is worth what it might tell (domain.md rule 13).
 * `whole`: what it is part of is withheld. `protects`: so that another one cannot be worked back.
 */
export type Reason = 'small' | 'rest' | 'years' | 'nested' | 'whole' | 'protects' | 'internal';

/** Whether telling a figure would itself tell a small count: its own, a rest, or a difference from another table. */
export function sensitive(
  told: PublishedCell,
  figure: number,
  moment: PublishedYear,
  moments: readonly PublishedYear[],
  minimum: number,
): Reason | null {
  if (told.line.kind === 'goals-reviewed') return 'internal';
  const others = moments.filter((m) => m.year === moment.year && m !== moment);
  if (figure < minimum) return 'small';
  const untellable = ownReasons(told, moment, others, minimum);
  if (untellable === null) return 'whole';
  if (contains(untellable, figure)) return 'rest';
  if (told.part === 'count' && betraysChain(told, moment, figure, moments, minimum)) return 'years';
  return betraysNested(told, figure, [moment, ...others], minimum) ? 'nested' : null;
}

/** Two plans that count the same of more and of fewer kinds tell the kinds between by their difference. */
const betraysNested = (
  { line, part }: PublishedCell,
  figure: number,
  moments: readonly PublishedYear[],
  minimum: number,
): boolean =>
  moments.some((moment) =>
    [...moment.cells.values()].some((other) => {
      if (other.part !== part || !(nestedIn(line, other.line) || nestedIn(other.line, line))) return false;
      const shown = figureIn(moment, other.line, part);
      return shown !== null && Math.abs(shown - figure) < minimum;
    }),
  );
