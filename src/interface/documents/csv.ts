import type { ReportView } from '../../application/reports/view.js';
import { localDateOf } from '../../domain/kernel/calendar.js';
import { csvLine } from '../http/csv.js';
import type { Language } from '../words/words.js';
import { type Line, lines } from './lines.js';

/** A column: what stands in it, of which kind (`strings`: several with a blank between), and what it says. */
interface Column {
  readonly cell: (view: ReportView, line: Line) => string | number | boolean | null | undefined;
  readonly kind: 'string' | 'strings' | 'number' | 'integer' | 'boolean' | 'gYear' | 'date';
  readonly says: Readonly<Record<Language, string>>;
}
const column = (cell: Column['cell'], kind: Column['kind'], da: string, en: string): Column => ({
  ...{ cell, kind, says: { da, en } },
});

/**
 * The report for a program: a row an indicator, and on each row what proves it, so that rows of many years and cities can be
 * put together and still say where they are from.
 *
 * The order of the columns is fixed for ever (case-systems.md B3): a new column goes to the end, none is renamed or taken away.
 * Commas and decimal points, as RFC 4180 and every statistics program have them, and not Danish semicolons: Danish Excel would
 * then open the file by a double click and take 0.425 for a number of thousands. Who wants Excel takes the XLSX.
 */
const COLUMNS = {
  infohus: column(({ report }) => report.infohus, 'string', 'Infohusets kode', 'The code of the Infohus'),
  plan: column(({ report }) => report.plan, 'string', 'Handleplanens kode', 'The code of the action plan'),
  year: column(({ report }) => report.year, 'gYear', 'Året, som tallet er for', 'The year that the figure is of'),
  edition: column(
    ({ report }) => report.publication ?? (report.suppressBelow === undefined ? 'internal' : 'internal-withheld'),
    ...(['string', 'Offentliggørelsens nummer', 'The number of the publication'] as const),
  ),
  indicator: column((_, { id }) => id, 'string', 'Indikatorens kode', 'The code of the indicator'),
  name: column((_, { name }) => name, 'string', 'Indikatorens navn', 'The name of the indicator'),
  target_group: column(
    ({ plan }, { id }) => plan.indicators.find((i) => i.id === id)?.targetGroup,
    ...(['string', 'Målgruppen i planen', 'The target group in the plan'] as const),
  ),
  unit: column((_, { unit }) => unit, 'string', 'count: antal, share: andel, value: målt tal', 'count, share or value'),
  value: column(
    (_, { raw }) => raw.value,
    'number',
    'Tallet; en andel er uafrundet',
    'The figure; a share is unrounded',
  ),
  numerator: column((_, { raw }) => raw.numerator, 'number', 'Andelens tæller', 'The numerator of the share'),
  denominator: column((_, { raw }) => raw.denominator, 'number', 'Andelens nævner', 'The denominator of the share'),
  unknown: column((_, { raw }) => raw.unknown, 'number', 'Hvor mange der ikke kendes', 'How many are not known'),
  target_from: column((_, { raw }) => raw.target, 'number', 'Planens mål', 'The target of the plan'),
  target_to: column((_, { raw }) => raw.targetTo, 'number', 'Målets øvre ende', 'The upper end of the target'),
  met: column((_, { raw }) => raw.met, 'boolean', 'Om målet er nået', 'Whether the target is met'),
  previous_year_value: column(
    (_, { raw }) => raw.lastYear,
    'number',
    'Tallet året før',
    'The figure of the year before',
  ),
  baseline: column(
    (_, { raw }) => raw.baseline.map((b) => `${b.year}:${b.value ?? ''}`).join(' '),
    ...(['strings', 'Planens tidligere tal, år:tal', 'Earlier figures in the plan, year:figure'] as const),
  ),
  withheld: column(
    (_, { raw }) => raw.withheld.join(' '),
    'strings',
    'Hvilke kolonner der er tomme, fordi tallet er tilbageholdt; andet tomt er aldrig registreret',
    'Which columns are empty because the figure is withheld; what else is empty was never recorded',
  ),
  definition_version: column(
    (_, { definition }) => definition.version,
    ...(['integer', 'Hvilken udgave af definitionen', 'Which version of the definition'] as const),
  ),
  plan_in_force: column(
    ({ report }) => report.planInForce,
    ...(['boolean', 'Om planen gjaldt i året', 'Whether the plan was in force in the year'] as const),
  ),
  computed_for: column(({ clock }) => localDateOf(clock), 'date', 'Opgjort pr.', 'As of which day'),
  position: column(({ report }) => report.asOf.position, 'integer', 'Loggens længde', 'The length of the log'),
  head_hash: column(({ report }) => report.asOf.headHash, 'string', 'Loggens hash', 'The hash of the log'),
  plan_hash: column(({ report }) => report.planHash, 'string', 'Planens hash', 'The hash of the plan'),
  definition_hash: column(
    ({ report }) => report.definitionHash,
    ...(['string', 'Definitionernes hash', 'The hash of the definitions'] as const),
  ),
  code_version: column(
    ({ report }) => report.codeVersion,
    'string',
    'Programmets udgave',
    'The version of the program',
  ),
  content_hash: column(({ report }) => report.contentHash, 'string', 'Rapportens hash', 'The hash of the report'),
} as const satisfies Readonly<Record<string, Column>>;
export const CSV_COLUMNS: Readonly<Record<string, Column>> = COLUMNS;

/** Without it Excel takes UTF-8 for the code page of the machine, and æ, ø and å are lost. */
const BYTE_ORDER_MARK = '\uFEFF';

export function csvReport(view: ReportView, language: Language): string {
  const columns = Object.values(CSV_COLUMNS);
  const rows = lines(view, language).map((line) => csvLine(columns.map(({ cell }) => cell(view, line))));
  return [BYTE_ORDER_MARK, csvLine(Object.keys(COLUMNS)), ...rows].join('');
}
