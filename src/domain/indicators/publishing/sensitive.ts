import { nestedIn } from './cells.js';
import type { Moment, Told } from './edition.js';
import { betraysChain } from './follow-ups.js';
import { type Formed, figureIn, formedBy, formedIn, withheldIn } from './possible.js';
import { contains } from './ranges.js';

/** Why a count is withheld; for the internal list only. `protects`: to keep another one from being worked back. */
export type Reason = 'small' | 'edition' | 'years' | 'nested' | 'whole' | 'protects';

/** Whether telling a figure would itself tell a small count: its own, a rest, or a difference from another table. */
export function sensitive(
  told: Told,
  figure: number,
  moment: Moment,
  moments: readonly Moment[],
  minimum: number,
): Reason | null {
  const others = moments.filter((m) => m.year === moment.year && m !== moment);
  const formed = formedBy(told, figure, moment);
  if (formed.some((f) => f.figure < minimum)) return 'small';
  if (formed.some((f) => others.some((m) => betraysEdition(f, m, others, minimum)))) return 'edition';
  if (told.part === 'count' && betraysChain(told, moment, figure, moments, minimum)) return 'years';
  return betraysNested(told, figure, [moment, ...others], minimum) ? 'nested' : null;
}

/**
 * A count told before may be told again unchanged, or changed by more than the minimum: a reader who sees it withheld
 * in between, and holds that figures only grow, is then left with a whole interval. One withheld before may not be told
 * as any of the values that it may have had then.
 */
function betraysEdition(formed: Formed, moment: Moment, others: readonly Moment[], minimum: number): boolean {
  const before = formedIn(formed, moment);
  if (before !== null) return before !== formed.figure && Math.abs(before - formed.figure) <= minimum;
  return contains(withheldIn(formed, moment, others, minimum), formed.figure);
}

/** Two plans that count the same of more and of fewer kinds tell the kinds between by their difference. */
const betraysNested = ({ line, part }: Told, figure: number, moments: readonly Moment[], minimum: number): boolean =>
  moments.some((moment) =>
    [...moment.cells.values()].some((other) => {
      if (other.part !== part || !(nestedIn(line, other.line) || nestedIn(other.line, line))) return false;
      const shown = figureIn(moment, other.line, part);
      return shown !== null && Math.abs(shown - figure) < minimum;
    }),
  );
