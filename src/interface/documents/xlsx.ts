import { unzipSync, zipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';
import type { ReportView } from '../../application/reports/view.js';
import type { Language } from '../words/words.js';
import { type Cell, count, figure, type Grid, head, note, text, width } from './cells.js';
import { budgetLines, type Line, lines, MISSING, pointIn } from './lines.js';
import { mark, notes, provenance, subtitle, title } from './metadata.js';
import { type ReportKey, sayReport } from './words.js';

/** Said, because programs differ in what they take when a workbook names none, and with it in how wide a column is. */
const FONT = { fontFamily: 'Calibri', fontSize: 11 };

/** The report as a workbook: real numbers, the words they are counted by, and what proves them. */
export async function xlsxReport(view: ReportView, language: Language): Promise<Uint8Array> {
  const sheets = [
    indicators(view, language),
    years(view, language),
    funnel(view, language),
    budget(view, language),
    definitions(view, language),
    metadata(view, language),
  ];
  const written = writeXlsxFile(
    sheets.map((grid) => sheetOf(view, language, grid)),
    FONT,
  );
  return timeless(await written.toBuffer());
}

/**
 * The library dates the parts of the file by the wall clock; here all have the earliest day that a ZIP can say, in whatever zone
 * the process is. Compressed in JavaScript: zlib's output differs between versions of Node.
 */
function timeless(archive: Uint8Array): Uint8Array {
  return zipSync(unzipSync(archive), { mtime: new Date(1980, 0, 1, 12) });
}

/** Title and mark stand on every sheet, for a sheet is printed or copied alone; they, the head and the names stay in sight. */
function sheetOf(view: ReportView, language: Language, { heading, columns, rows, below = [] }: Grid) {
  const above: Cell[][] = [
    [head(`${title(view, language)} · ${heading}`)],
    [note(`${subtitle(view, language)} · ${mark(view, language)}`)],
    columns.map(head),
  ];
  return {
    sheet: heading,
    data: [
      ...above,
      ...rows.map((row) => [...row]),
      ...(below.length > 0 ? [[]] : []),
      ...below.map((line) => [note(line)]),
    ],
    columns: columns.map((column, i) => ({ width: width([head(column), ...rows.map((row) => row[i])]) })),
    stickyRowsCount: above.length,
    stickyColumnsCount: 1,
    orientation: 'landscape' as const,
  };
}

function indicators(view: ReportView, language: Language): Grid {
  const say = sayReport(language);
  const columns = [
    ...(['col.indicator', 'col.group', 'col.value', 'col.numerator', 'col.denominator', 'col.unknown'] as const),
    ...(['col.target-from', 'col.target-to', 'col.met'] as const),
  ];
  const rows = lines(view, language).map((line) => {
    const { raw, unit } = line;
    const told = (part: (typeof raw.withheld)[number], as: Line['unit'], missing = '') =>
      figure(raw[part], as, raw.withheld.includes(part) ? say('withheld') : missing);
    return [
      ...[text(line.name), text(line.targetGroup), told('value', unit, MISSING)],
      ...[told('numerator', 'count'), told('denominator', 'count'), told('unknown', 'count')],
      ...[figure(raw.target, unit), figure(raw.targetTo, unit), text(line.text.met)],
      ...[figure(raw.lastYear, unit, MISSING), text(line.id)],
    ];
  });
  return {
    heading: say('head.indicators'),
    columns: [...columns.map(say), String(view.report.year - 1), say('col.id')],
    rows,
    below: notes(view, language),
  };
}

/** The charts as a table: what stands in no year was not asked for in it. */
function years(view: ReportView, language: Language): Grid {
  const say = sayReport(language);
  const all = [...new Set(view.trends.flatMap((t) => t.points.map((p) => p.year)))].sort((a, b) => a - b);
  const rows = lines(view, language).map((line) => {
    const trend = view.trends.find((t) => t.id === line.id);
    const cells = all.map((year) => {
      const point = pointIn(trend, year);
      if (!point) return text('');
      // Of the report's own year it is known which of the two it is.
      const withheld = year === view.report.year && line.raw.withheld.includes('value');
      return figure(point.value, line.unit, withheld ? say('withheld') : MISSING, point.from === 'history');
    });
    return [text(line.name), ...cells];
  });
  return {
    heading: say('head.years'),
    columns: [say('col.indicator'), ...all.map(String)],
    rows,
    below: notes(view, language),
  };
}

function funnel(view: ReportView, language: Language): Grid {
  const say = sayReport(language);
  return {
    heading: say('head.funnel'),
    columns: [say('col.stage'), say('col.count')],
    rows: view.funnel.map(({ stage, count: n }) => [text(say(`stage.${stage}`)), figure(n, 'count', say('withheld'))]),
  };
}

function budget(view: ReportView, language: Language): Grid {
  const say = sayReport(language);
  const columns = ['report.year', 'col.kind', 'col.amount', 'col.unit'] as const;
  return {
    heading: say('report.budget'),
    columns: columns.map(say),
    rows: budgetLines(view, language).map(({ year, name, amount, unit }) => [
      ...[text(String(year)), text(name), count(amount), text(unit)],
    ]),
  };
}

function definitions(view: ReportView, language: Language): Grid {
  const say = sayReport(language);
  const columns = ['col.indicator', 'col.counts', 'col.of', 'col.unsettled', 'col.version', 'col.in-plan'] as const;
  return {
    heading: say('head.definitions'),
    columns: columns.map(say),
    rows: lines(view, language).map(({ name, definition, source }) => [
      ...[text(name), text(definition.counts), text(definition.of ?? ''), text(definition.unknown ?? '')],
      ...[figure(definition.version, 'count'), text(source)],
    ]),
  };
}

function metadata(view: ReportView, language: Language): Grid {
  const say = sayReport(language);
  const columns: readonly ReportKey[] = ['col.proof', 'col.proof-value', 'col.proof-check'];
  return {
    heading: say('head.metadata'),
    columns: columns.map(say),
    rows: provenance(view, language).map(({ label, value, check }) => [text(label), text(value), text(check)]),
    below: notes(view, language),
  };
}
