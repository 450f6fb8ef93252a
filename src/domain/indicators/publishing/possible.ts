import { type CountPart, type Line, nameOf, SUBSTANTIATED, UNDECIDED, unknownInside } from './cells.js';
import type { PublishedCell, PublishedYear } from './edition.js';
import { clip, mirrored, type Ranges, span, union } from './ranges.js';

/** Above every figure that a report could print: where nothing bounds a withheld count. */
export const UNBOUNDED = 1_000_000;

export const figureIn = (moment: PublishedYear, line: Line, part: CountPart): number | null =>
  moment.cells.get(nameOf(line, part))?.figure ?? null;

/** A count that readers can form from a part: itself, or the part taken from a whole that is told. */
interface Form {
  readonly parts: readonly CountPart[];
  /** Null where it is the part itself. */
  readonly whole: number | null;
}

/** What readers form once a part is told: the denominator less it, and what the numerator leaves less it. */
function formsOf({ line, part }: PublishedCell, moment: PublishedYear): readonly Form[] {
  const itself = { parts: [part], whole: null };
  const count = figureIn(moment, line, 'count');
  if (!insideCount(line, part) || count === null) return [itself];
  const numerator = part === 'unknown' ? figureIn(moment, line, 'numerator') : null;
  const rest: Form = { parts: ['count', part], whole: count };
  if (numerator === null) return [itself, rest];
  return [itself, rest, { parts: ['count', 'numerator', 'unknown'], whole: count - numerator }];
}
const highest = (forms: readonly Form[]) => Math.min(UNBOUNDED, ...forms.flatMap(({ whole }) => whole ?? []));
const insideCount = (line: Line, part: CountPart) =>
  part === 'numerator' || (part === 'unknown' && unknownInside(line));

/**
 * The values for which a count is withheld for a reason of its own: it would be small, or leave a small rest, or stand
 * too near what an earlier edition told of either, or be what an earlier edition may have withheld. A reader must reckon
 * with more, for it may also be withheld to protect another one: what is wide here is wide for a reader who knows every
 * rule of this folder. Null where it is withheld whatever it is.
 */
export function ownReasons(
  told: PublishedCell,
  moment: PublishedYear,
  others: readonly PublishedYear[],
  minimum: number,
): Ranges | null {
  if (!wholesTold(told, moment)) return null;
  const forms = formsOf(told, moment);
  const sets = forms.map(({ parts, whole }) => {
    const untellable = union(
      span(0, minimum - 1),
      ...before(told, others).map(
        (m) => tooNear(told, parts, m, minimum) ?? withheldThere(told, parts, m, others, minimum),
      ),
    );
    return whole === null ? untellable : mirrored(untellable, whole);
  });
  return clip(union(...sets), 0, highest(forms));
}

/** Without what was withheld before: a withheld count is compared with what was told, so that no comparison rests on another. */
function plainReasons(
  told: PublishedCell,
  moment: PublishedYear,
  others: readonly PublishedYear[],
  minimum: number,
): Ranges {
  if (!wholesTold(told, moment)) return [];
  const sets = formsOf(told, moment).map(({ parts, whole }) => {
    const near = before(told, others).map((m) => tooNear(told, parts, m, minimum) ?? []);
    const untellable = union(span(0, minimum - 1), ...near);
    return whole === null ? untellable : mirrored(untellable, whole);
  });
  return clip(union(...sets), 0, highest(formsOf(told, moment)));
}

const before = ({ name, edition }: PublishedCell, others: readonly PublishedYear[]) =>
  others.filter((m) => (m.cells.get(name)?.edition ?? edition) < edition);

/**
 * A count told before may be told again unchanged, or changed by more than the minimum: a reader who sees it withheld
 * in between, and holds that figures only grow, is then left with a whole interval. Null where it was not told.
 */
function tooNear(
  { line }: PublishedCell,
  parts: readonly CountPart[],
  moment: PublishedYear,
  minimum: number,
): Ranges | null {
  const [whole = null, ...less] = parts.map((part) => figureIn(moment, line, part));
  const told = less.reduce<number | null>((sum, f) => (sum === null || f === null ? null : sum - f), whole);
  return told === null ? null : union(span(told - minimum, told - 1), span(told + 1, told + minimum));
}

/** What an earlier edition may have withheld may not be told as such now: most figures do not change between editions. */
function withheldThere(
  { line, name }: PublishedCell,
  parts: readonly CountPart[],
  moment: PublishedYear,
  others: readonly PublishedYear[],
  minimum: number,
): Ranges {
  const cell = moment.cells.get(name);
  if (!cell || cell.figure !== null || parts.length > 2) return [];
  const reasons = plainReasons(cell, moment, others, minimum);
  const count = figureIn(moment, line, 'count');
  if (parts.length === 1) return reasons;
  return count === null ? [] : mirrored(reasons, count);
}

/** A part is told only beside its whole, within an indicator and between them (domain.md section 6). */
export const wholesTold = ({ line, part }: PublishedCell, moment: PublishedYear): boolean =>
  wholesOf(line, part).every((name) => {
    const whole = moment.cells.get(name);
    return whole === undefined || whole.figure !== null;
  });

function wholesOf(line: Line, part: CountPart): readonly string[] {
  const own = insideCount(line, part) ? [nameOf(line, 'count')] : [];
  if (line.kind !== 'triage-on-time' || part === 'numerator') return own;
  return [...own, part === 'count' ? SUBSTANTIATED : UNDECIDED];
}
