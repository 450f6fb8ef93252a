import type { Line } from '../lines.js';
import type { Layer } from './drawing.js';
import { FULL_WIDTH, MISSED, QUIET, REACHED, TITLE_SIZE, wrapped } from './look.js';
import { points, texts } from './marks.js';

/** Charts of the full width: names at the left, one row each, and their bars beside them. */
export const NAMES = 210;
const TOP = 44;
const BOTTOM = 8;
const NAME_LETTERS = 30;
const NAME_LINE = 15;

export const marginOf = (bars: number) => ({
  ...{ top: TOP, bottom: BOTTOM, left: NAMES },
  right: FULL_WIDTH - NAMES - bars,
});
export const heightOf = (inner: number): number => TOP + inner + BOTTOM;

export const titled = (title: string): readonly Layer[] =>
  texts([{ x: -NAMES, y: 14 - TOP, text: title }], {}, { bold: true, size: TITLE_SIZE });

/** `y`: the middle of the row. */
export const named = (rows: readonly { readonly name: string; readonly y: number }[]): readonly Layer[] =>
  texts(
    rows.map(({ name, y }) => {
      const text = wrapped(name, NAME_LETTERS);
      return { x: -NAMES, y: y - ((text.length - 1) * NAME_LINE) / 2, text: text.join('\n') };
    }),
    {},
    { lineHeight: NAME_LINE },
  );

/** The room of the mark before the words of a verdict. */
export const MARK = 18;

export interface Verdict {
  readonly line: Line;
  /** The figure, and whether it met the target. */
  readonly told: string;
  /** What it is held against; may be empty. */
  readonly against: string;
  readonly y: number;
}
export const inWords = ({ told, against }: Pick<Verdict, 'told' | 'against'>): string =>
  [told, against].filter((t) => t !== '').join(' · ');

/** At the right of the bars. The mark is of the target, never of a person, and its form says the same as its colour. */
export function verdicts(rows: readonly Verdict[], x: number): readonly Layer[] {
  const told = rows.map((r) => ({ ...r, text: r.told, x: x + MARK, y: r.against === '' ? r.y : r.y - 8 }));
  const against = rows.map((r) => ({ text: r.against, x: x + MARK, y: r.y + 9 }));
  const marks = (met: boolean) => told.filter((r) => r.line.raw.met === met).map((r) => ({ x: x + 6, y: r.y }));
  return [
    ...points(marks(true), {}, { fill: REACHED, stroke: REACHED, size: 90 }),
    ...points(marks(false), {}, { fill: MISSED, stroke: MISSED, size: 90, symbol: 'triangle-up' }),
    ...texts(told, {}, { bold: true }),
    ...texts(
      against.filter(({ text }) => text !== ''),
      {},
      { color: QUIET },
    ),
  ];
}
