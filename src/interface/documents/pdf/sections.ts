import type { ReportView } from '../../../application/reports/view.js';
import { number } from '../../words/format.js';
import type { Language } from '../../words/words.js';
import type { Chart } from '../charts/chart.js';
import { goalsOf } from '../goals.js';
import { budgetLines, figureIn, type Line, lines, MISSING, pointIn } from '../lines.js';
import { notes } from '../metadata.js';
import { sayReader } from '../reader-words.js';
import { sayReport } from '../words.js';
import { STYLES } from './look.js';
import type { Paper } from './paper.js';
import { chartsHeight, drawCharts } from './picture.js';
import { type Column, drawTable, roomFor, type Table } from './table.js';

/** Kept on one line. */
const glued = (text: string): string => text.replaceAll(' ', '\u00a0');
const right = (head: string): Column => ({ head, align: 'right' });

/** What stands behind each figure. */
export function drawIndicators(paper: Paper, view: ReportView, language: Language): void {
  const say = sayReport(language);
  const marks = new Map(goalsOf(view, language).map(({ line, mark }) => [line.id, mark]));
  paper.section(say('head.indicators'));
  drawTable(paper, {
    columns: [
      { head: say('col.indicator') },
      right(say('col.value')),
      right(`${say('col.numerator')}\u00a0/ ${say('col.denominator').toLowerCase()}`),
      right(say('col.unknown')),
      right(say('col.target')),
      { head: say('col.met') },
      right(sayReader(language)('col.last-year')),
      { head: say('col.before') },
    ],
    rows: lines(view, language).map(({ id, name, text }) => {
      const mark = marks.get(id);
      return [
        ...[name, text.value, text.basis, text.unknown, text.target],
        mark ? { text: text.met, mark } : glued(text.met),
        ...[text.lastYear, text.baseline.map(glued).join('\n')],
      ];
    }),
  });
  for (const note of notes(view, language)) paper.write('P', note, STYLES.note, 2);
}

export function drawTrends(paper: Paper, view: ReportView, language: Language, charts: readonly Chart[]): void {
  const say = sayReport(language);
  const years = [...new Set(view.trends.flatMap((t) => t.points.map((p) => p.year)))].sort((a, b) => a - b);
  paper.section(say('head.years'));
  drawTable(paper, {
    columns: [{ head: say('col.indicator') }, ...years.map((y) => right(String(y)))],
    rows: lines(view, language).map((line) => [
      line.name,
      ...years.map((year) => yearText(view, line, year, language)),
    ]),
  });
  drawCharts(paper, charts);
}

/** A year that was not counted at all is left empty; one that was and is not told has its sign. */
function yearText({ report, trends }: ReportView, { id, unit, text }: Line, year: number, language: Language): string {
  if (year === report.year) return text.value;
  const point = pointIn(
    trends.find((t) => t.id === id),
    year,
  );
  if (point === undefined) return '';
  if (point.value === null) return MISSING;
  return `${figureIn(unit, language)(point.value)}${point.from === 'history' ? '*' : ''}`;
}

/** The charts of the year alone, each with its figures as a table below. A chart says its own title. */
export function drawYear(paper: Paper, language: Language, charts: readonly Chart[]): void {
  charts.forEach((chart, i) => {
    const table = tableOf(chart);
    const room = chartsHeight([chart]) + roomFor(paper, table);
    if (i === 0) paper.section(sayReader(language)('head.course'), room);
    paper.room(room);
    paper.bookmark(chart.title);
    drawCharts(paper, [chart]);
    drawTable(paper, table);
    paper.y += 12;
  });
}

/** Figures stand under each other by their ends, words by their beginnings. */
function tableOf({ table: { head, rows } }: Chart): Table {
  const figures = (i: number) => i > 0 && rows.some((row) => /^\d/.test(row[i] ?? ''));
  return { columns: head.map((text, i) => (figures(i) ? right(text) : { head: text })), rows };
}

export function drawBudget(paper: Paper, view: ReportView, language: Language): void {
  const say = sayReport(language);
  const { budget, year } = view.report;
  const amount = (n: number, unit: string) => `${number(n, language, false)} ${unit}`;
  const heading = `${say('report.budget')} ${year}`;
  if (budget.length === 0) {
    paper.section(heading);
    paper.write('P', sayReader(language)('no-budget', { n: year }), STYLES.text);
    return;
  }
  const total = budget.reduce((sum, b) => sum + b.amount, 0);
  const table = {
    columns: [{ head: say('col.kind') }, right(say('col.amount'))],
    rows: [
      ...budgetLines(view, language).map((b) => [b.name, amount(b.amount, b.unit)]),
      [sayReader(language)('total'), amount(total, budget[0]?.unit ?? '')],
    ],
  };
  paper.section(heading, roomFor(paper, table));
  drawTable(paper, table);
}
