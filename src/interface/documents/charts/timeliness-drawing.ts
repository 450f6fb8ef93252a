import type { Layer } from './drawing.js';
import { DATA, MISSED, PAPER, QUIET } from './look.js';
import { rects, texts } from './marks.js';
import { inWords, type Verdict, verdicts } from './rows.js';

export interface BarPart {
  readonly of: 'yes' | 'no' | 'unknown';
  /** null = withheld. */
  readonly count: number | null;
  readonly text: string;
}
export interface Row extends Verdict {
  readonly name: string;
  /** Empty where nothing is told, or nothing was due. */
  readonly parts: readonly BarPart[];
  /** What lacks the deciding fact is beside the whole, not part of it. */
  readonly beside: boolean;
}

export const BARS = 300;
/** A row with a bar, and one with nothing but words. */
export const stepOf = ({ parts }: Pick<Row, 'parts'>): number => (parts.length > 0 ? 66 : 38);
const HALF_BAR = 11;
/** The bar stands so far above the middle of its row, the words of its parts so far below. */
const RAISED = 10;
const LOWERED = 18;
const SQUARE = 5;
/** Between what is counted and what stands beside it. */
const APART = 5;
/** Where the words of the parts begin, below the bar. */
const WORDS_AT: Readonly<Record<BarPart['of'], number>> = { yes: 0, no: 120, unknown: 280 };
/** The white edge parts what is one grey on a black-and-white print. */
const STYLE: Readonly<Record<BarPart['of'], object>> = {
  yes: { fill: DATA, stroke: PAPER, strokeWidth: 1.5 },
  no: { fill: MISSED, stroke: PAPER, strokeWidth: 1.5 },
  unknown: { fill: PAPER, stroke: QUIET, strokeWidth: 1.5 },
};

export function bars(rows: readonly Row[]): readonly Layer[] {
  const drawn = rows.filter((r) => r.parts.length > 0);
  const blank = rows.filter((r) => r.parts.length === 0);
  return [
    ...(['yes', 'no', 'unknown'] as const).flatMap((of) => [
      ...rects(
        drawn.flatMap((row) => segment(row, of)),
        { x: [0, 1] },
        STYLE[of],
      ),
      ...rects(
        drawn.flatMap((row) => square(row, of)),
        {},
        STYLE[of],
      ),
    ]),
    ...texts(
      drawn.flatMap((row) => row.parts.map((p) => ({ x: WORDS_AT[p.of] + 16, y: row.y + LOWERED, text: p.text }))),
    ),
    ...verdicts(
      drawn.map((row) => ({ ...row, y: row.y - RAISED })),
      BARS + 16,
    ),
    ...texts(
      blank.map((row) => ({ x: 0, y: row.y, text: inWords(row) })),
      {},
      { color: QUIET },
    ),
  ];
}

/** The width of the bar is all that is known to have been due; what is withheld has no place in it. */
function segment({ parts, beside, y }: Row, of: BarPart['of']) {
  const known = parts.flatMap((p) => (p.count === null ? [] : [{ ...p, count: p.count }]));
  const whole = known.reduce((sum, p) => sum + p.count, 0);
  const at = known.findIndex((p) => p.of === of);
  const part = known[at];
  if (!part || part.count === 0) return [];
  const before = known.slice(0, at).reduce((sum, p) => sum + p.count, 0);
  const gap = beside && of === 'unknown' && before > 0 ? APART / BARS : 0;
  return [
    {
      x: before / whole + gap,
      x2: (before + part.count) / whole + gap,
      y: y - RAISED - HALF_BAR,
      y2: y - RAISED + HALF_BAR,
    },
  ];
}

const square = ({ parts, y }: Row, of: BarPart['of']) =>
  parts
    .filter((p) => p.of === of)
    .map(() => ({
      x: WORDS_AT[of] + 1,
      x2: WORDS_AT[of] + 1 + 2 * SQUARE,
      y: y + LOWERED - SQUARE,
      y2: y + LOWERED + SQUARE,
    }));
