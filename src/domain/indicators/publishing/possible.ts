import { type Line, nameOf, type Part, SUBSTANTIATED, UNDECIDED, unknownInside } from './cells.js';
import type { Moment, Told } from './edition.js';
import { clip, mirrored, type Ranges, span, union } from './ranges.js';

/** Above every figure that a report could print: where nothing bounds a withheld count. */
export const UNBOUNDED = 1_000_000;

export const figureIn = (moment: Moment, line: Line, part: Part): number | null =>
  moment.cells.get(nameOf(line, part))?.figure ?? null;

/**
 * What a withheld count may be for a reason of its own: too small, too small a rest, or too near what another edition
 * had told. A reader must reckon with more, for it may also be withheld to protect another one: what is wide here is
 * wide for a reader who knows every rule of this folder. Null where it is withheld whatever it is.
 */
export function ownReasons(told: Told, moment: Moment, others: readonly Moment[], minimum: number): Ranges | null {
  const { line, part } = told;
  if (!wholesTold(told, moment)) return null;
  const small = span(0, minimum - 1);
  const near = others.flatMap((m) => {
    const other = m.cells.get(told.name);
    if (!other || other.figure === null || other.edition >= told.edition) return [];
    return [span(other.figure - minimum, other.figure - 1), span(other.figure + 1, other.figure + minimum)];
  });
  const wholes = insideCount(line, part) ? wholesLeft(told, moment) : [];
  const reasons = union(small, ...near, ...wholes.map((whole) => mirrored(small, whole)));
  return clip(reasons, 0, Math.min(UNBOUNDED, ...wholes));
}

const insideCount = (line: Line, part: Part) => part === 'numerator' || (part === 'unknown' && unknownInside(line));

/** The wholes that can be read beside a part: the denominator, and what of it the numerator leaves. */
function wholesLeft({ line, part }: Told, moment: Moment): readonly number[] {
  const count = figureIn(moment, line, 'count') ?? 0;
  const numerator = part === 'unknown' ? figureIn(moment, line, 'numerator') : null;
  return numerator === null ? [count] : [count, count - numerator];
}

/** A part is told only beside its whole, within an indicator and between them (domain.md section 6). */
export const wholesTold = ({ line, part }: Told, moment: Moment): boolean =>
  wholesOf(line, part).every((name) => {
    const whole = moment.cells.get(name);
    return whole === undefined || whole.figure !== null;
  });

function wholesOf(line: Line, part: Part): readonly string[] {
  const own = insideCount(line, part) ? [nameOf(line, 'count')] : [];
  if (line.kind !== 'triage-on-time' || part === 'numerator') return own;
  return [...own, part === 'count' ? SUBSTANTIATED : UNDECIDED];
}

/** A count that readers can form: the first of the parts less the others. */
export interface Formed {
  readonly line: Line;
  readonly parts: readonly Part[];
  readonly figure: number;
}

/** What readers can form once this figure is told too: itself, and what it leaves of the wholes beside it. */
export function formedBy(told: Told, figure: number, moment: Moment): readonly Formed[] {
  const { line, part } = told;
  const itself = { line, parts: [part], figure };
  if (!insideCount(line, part)) return [itself];
  const [count = 0, rest] = wholesLeft(told, moment);
  return [
    itself,
    { line, parts: ['count', part], figure: count - figure },
    ...(rest === undefined ? [] : [{ line, parts: PARTS_LEFT, figure: rest - figure }]),
  ];
}
const PARTS_LEFT: readonly Part[] = ['count', 'numerator', 'unknown'];

/** The same count as another edition tells it; null where a part of it is withheld. */
export function formedIn({ line, parts }: Formed, moment: Moment): number | null {
  const [whole, ...less] = parts.map((part) => figureIn(moment, line, part));
  return less.reduce<number | null>((sum, f) => (sum === null || f === null ? null : sum - f), whole ?? null);
}

/** What the same count may have been where another edition withheld it; empty where it said nothing of it. */
export function withheldIn(formed: Formed, moment: Moment, others: readonly Moment[], minimum: number): Ranges {
  const { line, parts } = formed;
  const [whole, part = whole] = parts;
  const cell = part && moment.cells.get(nameOf(line, part));
  if (!whole || !cell || cell.figure !== null || parts.length > 2) return [];
  const reasons = ownReasons(cell, moment, others, minimum) ?? [];
  if (parts.length === 1) return reasons;
  const count = figureIn(moment, line, whole);
  return count === null ? [] : mirrored(reasons, count);
}
