import type { ReportView } from '../../application/reports/view.js';
import { localDateOf } from '../../domain/kernel/calendar.js';
import { csvLine } from '../http/csv.js';
import type { Language } from '../words/words.js';
import { type Line, lines } from './lines.js';

/**
 * The report for a program: a row an indicator, and on each row what proves it, so that rows of many years and cities can be
 * put together and still say where they are from.
 *
 * The order of the columns is fixed for ever (case-systems.md B3): a new column goes to the end, none is renamed or taken away.
 * Commas and decimal points, as RFC 4180 and every statistics program have them, and not Danish semicolons: Danish Excel would
 * then open the file by a double click and take 0.425 for a number of thousands. Who wants Excel takes the XLSX.
 */
const COLUMNS = {
  infohus: ({ report }) => report.infohus,
  plan: ({ report }) => report.plan,
  year: ({ report }) => report.year,
  edition: ({ report }) =>
    report.publication ?? (report.suppressBelow === undefined ? 'internal' : 'internal-withheld'),
  indicator: (_, { id }) => id,
  name: (_, { name }) => name,
  target_group: ({ plan }, { id }) => plan.indicators.find((i) => i.id === id)?.targetGroup,
  unit: (_, { unit }) => unit,
  value: (_, { raw }) => raw.value,
  numerator: (_, { raw }) => raw.numerator,
  denominator: (_, { raw }) => raw.denominator,
  unknown: (_, { raw }) => raw.unknown,
  target_from: (_, { raw }) => raw.target,
  target_to: (_, { raw }) => raw.targetTo,
  met: (_, { raw }) => raw.met,
  previous_year_value: (_, { raw }) => raw.lastYear,
  /** `2014:60 2015:100`; of a withheld figure the year alone. */
  baseline: (_, { raw }) => raw.baseline.map((b) => `${b.year}:${b.value ?? ''}`).join(' '),
  /** The columns that are empty because the figure is withheld; what is empty and not named here was never recorded. */
  withheld: (_, { raw }) => raw.withheld.join(' '),
  definition_version: (_, { definition }) => definition.version,
  plan_in_force: ({ report }) => report.planInForce,
  computed_for: ({ clock }) => localDateOf(clock),
  position: ({ report }) => report.asOf.position,
  head_hash: ({ report }) => report.asOf.headHash,
  plan_hash: ({ report }) => report.planHash,
  definition_hash: ({ report }) => report.definitionHash,
  code_version: ({ report }) => report.codeVersion,
  content_hash: ({ report }) => report.contentHash,
} as const satisfies Record<string, (view: ReportView, line: Line) => string | number | boolean | null | undefined>;

/** Without it Excel takes UTF-8 for the code page of the machine, and æ, ø and å are lost. */
const BYTE_ORDER_MARK = '\uFEFF';

export function csvReport(view: ReportView, language: Language): string {
  const cells = Object.values(COLUMNS);
  const rows = lines(view, language).map((line) => csvLine(cells.map((cell) => cell(view, line))));
  return [BYTE_ORDER_MARK, csvLine(Object.keys(COLUMNS)), ...rows].join('');
}
