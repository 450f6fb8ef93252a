import type { Layer } from './drawing.js';
import { DATA, INK, PAPER, QUIET, RANGE } from './look.js';
import { rects, rules, texts } from './marks.js';
import { MARK, type Verdict, verdicts } from './rows.js';
import type { Say } from './words.js';

export interface Row extends Verdict {
  readonly name: string;
  /** Of the lower end of its target; null where the figure is withheld, or there is no target this year. */
  readonly share: number | null;
}

export const ROW = 46;
export const BARS = 260;
const VERDICTS_AT = BARS + 14;
const HALF_BAR = 10;
const HALF_RANGE = 15;
/** The scale goes on beyond the target, but no further than to its double: a longer bar is cut, and its figure says how long. */
const LEAST = 1.25;
const MOST = 2;

interface Known extends Row {
  readonly share: number;
}

export function bars(rows: readonly Row[], full: string, say: Say): readonly Layer[] {
  const known = rows.flatMap((row) => (row.share === null ? [] : [{ ...row, share: row.share }]));
  const blank = rows.filter((r) => r.share === null);
  const top = Math.min(MOST, Math.max(LEAST, ...known.flatMap((row) => [row.share, rangeOf(row)])));
  const scales = { x: [0, top] } as const;
  return [
    ...rects(
      known
        .filter((k) => rangeOf(k) > 1)
        .map((k) => ({ x: 1, x2: Math.min(top, rangeOf(k)), ...around(k, HALF_RANGE) })),
      scales,
      { fill: RANGE },
    ),
    ...rects(
      known.filter((k) => k.share > 0).map((k) => ({ x: 0, x2: Math.min(top, k.share), ...around(k, HALF_BAR) })),
      scales,
      { fill: DATA },
    ),
    ...cut(known.filter((k) => k.share > top)),
    ...rules([{ x: 0, x2: 0, y: 0, y2: rows.length * ROW }], scales, { stroke: QUIET }),
    ...rules([{ x: 1, x2: 1, y: 0, y2: rows.length * ROW }], scales, {
      stroke: INK,
      strokeWidth: 1.5,
      strokeDash: [5, 3],
    }),
    ...texts([{ x: 1, y: -10, text: `${full} ${say('of-target')}` }], scales, { align: 'center', color: QUIET }),
    ...verdicts(known, VERDICTS_AT),
    // Words in the place of the bar: an empty one would be read as 0.
    ...texts(
      blank.map(({ y, told: text }) => ({ x: 6, y, text })),
      {},
      { color: QUIET },
    ),
    ...texts(
      blank.map(({ y, against: text }) => ({ x: VERDICTS_AT + MARK, y, text })),
      {},
      { color: QUIET },
    ),
  ];
}

const rangeOf = ({ line: { raw } }: Row) =>
  raw.target === null || raw.targetTo === null ? 1 : raw.targetTo / raw.target;
const around = ({ y }: Row, half: number) => ({ y: y - half, y2: y + half });

/** Two white lines across the end of a bar: it goes on. */
const cut = (rows: readonly Known[]) =>
  rules(
    rows.flatMap((row) =>
      [22, 14].map((from) => ({ x: BARS - from, x2: BARS - from + 6, y: row.y + HALF_BAR, y2: row.y - HALF_BAR })),
    ),
    {},
    { stroke: PAPER, strokeWidth: 2.5 },
  );
