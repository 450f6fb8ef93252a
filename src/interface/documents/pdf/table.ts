import type { Mark } from '../goals.js';
import { INK, PAGE, STYLES, type Style, WIDTH } from './look.js';
import { drawMark, MARK_SIZE } from './marks.js';
import type { Element, Paper } from './paper.js';

export interface Column {
  readonly head: string;
  readonly align?: 'right';
}
export interface Marked {
  readonly text: string;
  readonly mark: Mark;
}
export type Cell = string | Marked;
/** The first cell of a row is its header. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const PAD = { x: 5, y: 3.5 };
const MARK_ROOM = MARK_SIZE + 5;
const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);
const styleOf = (index: number): Style => (index === 0 ? STYLES.rowHead : STYLES.cell);
const inset = (cell: Cell): number => (typeof cell === 'string' ? 0 : MARK_ROOM);

/** Rows are never split; where a page begins, the head of the table is seen again, and is not read aloud a second time. */
export function drawTable(paper: Paper, table: Table): void {
  const { widths, headHeight, heights } = measured(paper, table);
  paper.room(roomFor(paper, table));
  const element = paper.here('Table');
  const titles = paper.within(paper.within(element, 'THead'), 'TR');
  drawHead(paper, table, widths, headHeight, titles);
  const body = paper.within(element, 'TBody');
  table.rows.forEach((row, i) => {
    const height = heights[i] ?? 0;
    if (paper.room(height)) drawHead(paper, table, widths, headHeight);
    drawRow(paper, table, row, widths, height, paper.within(body, 'TR'));
  });
  paper.y += 6;
}

const SHORT = 180;
/** What must be free where a table begins: for a short one all of it, for a long one its head and first row. */
export function roomFor(paper: Paper, table: Table): number {
  const whole = tableHeight(paper, table);
  const { headHeight, heights } = measured(paper, table);
  return whole <= SHORT ? whole : headHeight + (heights[0] ?? 0);
}
export function tableHeight(paper: Paper, table: Table): number {
  const { headHeight, heights } = measured(paper, table);
  return headHeight + total(heights);
}

function measured(paper: Paper, table: Table) {
  const widths = columnWidths(paper, table);
  const heads = table.columns.map((c) => c.head);
  return {
    widths,
    headHeight: rowHeight(paper, heads, widths, () => STYLES.columnHead),
    heights: table.rows.map((row) => rowHeight(paper, row, widths, styleOf)),
  };
}

/**
 * A column is as wide as what stands in it where all have room; else each keeps its longest word whole (Danish ones are long), and what is
 * left goes to those with more to say below their heads. Room to spare goes to the first column.
 */
function columnWidths(paper: Paper, table: Table): number[] {
  const least = contentWidths(paper, table, WORDS, WORDS);
  const whole = contentWidths(paper, table, LINES, LINES);
  const wish = total(whole) <= WIDTH ? whole : contentWidths(paper, table, WORDS, LINES);
  const more = total(wish) - total(least);
  const part = more === 0 ? 0 : Math.min(1, (WIDTH - total(least)) / more);
  const widths = least.map((w, i) => w + part * ((wish[i] ?? w) - w));
  const spare = WIDTH - total(widths);
  return widths.map((w, i) => (i === 0 ? w + spare : w));
}
const total = (widths: readonly number[]): number => widths.reduce((sum, w) => sum + w, 0);

// pdfkit asks room for a word with the space or the break behind it.
const WORDS = /(?<=[ \n])/;
const LINES = /(?<=\n)/;
function contentWidths(paper: Paper, { columns, rows }: Table, heads: RegExp, cells: RegExp): readonly number[] {
  return columns.map(({ head }, i) => {
    const below = rows.map((row) => row[i] ?? '');
    return (
      2 * PAD.x +
      0.5 +
      Math.max(
        ...head.split(heads).map((t) => paper.widthOf(t, STYLES.columnHead)),
        ...below.flatMap((c) =>
          textOf(c)
            .split(cells)
            .map((t) => inset(c) + paper.widthOf(t, styleOf(i))),
        ),
      )
    );
  });
}

function rowHeight(paper: Paper, row: readonly Cell[], widths: readonly number[], style: (i: number) => Style): number {
  const heights = row.map((cell, i) =>
    paper.heightOf(textOf(cell) || ' ', style(i), (widths[i] ?? 0) - 2 * PAD.x - inset(cell)),
  );
  return Math.max(...heights) + 2 * PAD.y;
}

/** Without an element to fill it is the repeated head: decoration. */
function drawHead(paper: Paper, { columns }: Table, widths: readonly number[], height: number, titles?: Element): void {
  const { y } = paper;
  paper.decorate(() => {
    paper.pdf.rect(PAGE.left, y, WIDTH, height).fill(INK.band);
    paper.pdf
      .lineWidth(1)
      .moveTo(PAGE.left, y + height)
      .lineTo(PAGE.left + WIDTH, y + height)
      .stroke(INK.text);
  });
  const put = (i: number, x: number) => {
    const { head, align = 'left' } = columns[i] as Column;
    const width = (widths[i] ?? 0) - 2 * PAD.x;
    const top = y + height - PAD.y - paper.heightOf(head, STYLES.columnHead, width);
    paper.put(head, STYLES.columnHead, { x: x + PAD.x, y: top, width, align });
  };
  if (titles === undefined) paper.decorate(() => eachColumn(widths, put), 'Pagination');
  else eachColumn(widths, (i, x) => void paper.within(titles, 'TH', 'Column').add(() => put(i, x)));
  paper.y += height;
}

function drawRow(
  paper: Paper,
  { columns }: Table,
  row: readonly Cell[],
  widths: readonly number[],
  height: number,
  element: Element,
): void {
  const { y } = paper;
  paper.decorate(() =>
    paper.pdf
      .lineWidth(0.5)
      .moveTo(PAGE.left, y + height)
      .lineTo(PAGE.left + WIDTH, y + height)
      .stroke(INK.line),
  );
  eachColumn(widths, (i, x) => {
    const cell = row[i] ?? '';
    if (typeof cell !== 'string') paper.decorate(() => drawMark(paper, cell.mark, x + PAD.x, y + PAD.y + 0.5));
    const at = { x: x + PAD.x + inset(cell), y: y + PAD.y, width: (widths[i] ?? 0) - 2 * PAD.x - inset(cell) };
    const tagged = i === 0 ? paper.within(element, 'TH', 'Row') : paper.within(element, 'TD');
    const text = textOf(cell);
    if (text !== '') tagged.add(() => paper.put(text, styleOf(i), { ...at, align: columns[i]?.align ?? 'left' }));
  });
  paper.y += height;
}

function eachColumn(widths: readonly number[], visit: (index: number, x: number) => void): void {
  let x: number = PAGE.left;
  widths.forEach((width, i) => {
    visit(i, x);
    x += width;
  });
}
