import type { CellObject } from 'write-excel-file/node';
import type { Line } from './lines.js';

/** The cells of the workbook. Each says its type itself, so that no text can become a number, a date or a formula. */
export type Cell = CellObject;

export interface Grid {
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly below?: readonly string[];
}

/** As the reader's own Excel writes them: decimal sign and thousands are of its language, not of the report's. */
const FORMATS = { count: '#,##0', share: '0.0%', value: 'General' } as const;
const WIDEST = 60;
const NARROWEST = 10;

export const text = (value: string): Cell => ({ value: plain(value), type: String, wrap: true, alignVertical: 'top' });
export const head = (value: string): Cell => ({ value: plain(value), type: String, fontWeight: 'bold' });
/** Runs on over the empty cells beside it. */
export const note = (value: string): Cell => ({ value: plain(value), type: String, fontStyle: 'italic' });

/** A number, or the words for there being none; what is history has the star of its footnote, and stays a number. */
export function figure(value: number | null, unit: Line['unit'], none = '', history = false): Cell {
  if (value === null) return { ...text(none), align: 'right', fontStyle: 'italic' };
  const format = `${FORMATS[unit]}${history ? '"*"' : ''}`;
  return { value, type: Number, format, alignVertical: 'top' };
}
export const count = (value: number): Cell => figure(value, 'count');

/** In characters, as Excel counts the width of a column. */
export function width(cells: readonly (Cell | undefined)[]): number {
  const longest = Math.max(...cells.map((cell) => String(cell?.value ?? '').length));
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
}

/**
 * Excel reads `_x0041_` in a text as the letter A, unless its first sign is written so itself. And the library looks its texts up
 * in an object: `constructor` would be found there before it was written, and the file be broken.
 */
function plain(value: string): string {
  const escaped = value.replaceAll(/_(?=x[\da-f]{4}_)/gi, '_x005F_');
  return escaped in Object.prototype ? `${escaped} ` : escaped;
}
