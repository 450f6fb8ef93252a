import type { ReportView } from '../../application/reports/view.js';
import { number } from '../words/format.js';
import type { Language } from '../words/words.js';
import { wrapped } from './charts/look.js';
import { budgetLines, lines } from './lines.js';
import { mark, notes, provenance, subtitle, title } from './metadata.js';
import { sayReport } from './words.js';

/** What a terminal shows of a line before it breaks it. */
const WIDTH = 120;
/** Names below this width are harder to read than lines that are too long. */
const NARROWEST = 24;
const GAP = '  ';

/** The report as plain text, for the terminal. */
export function textReport(view: ReportView, language: Language): string {
  const say = sayReport(language);
  const proofs = provenance(view, language);
  const widest = Math.max(...proofs.map(({ label }) => label.length));
  const parts = [
    [title(view, language), subtitle(view, language), mark(view, language)],
    indicatorTable(view, language),
    budget(view, language),
    funnel(view, language),
    notes(view, language).flatMap((note) => wrapped(note, WIDTH)),
    [say('head.metadata'), ...proofs.map(({ label, value }) => `${label.padEnd(widest)}${GAP}${value}`)],
  ];
  return parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}

interface Column {
  readonly head: string;
  readonly cells: readonly string[];
  /** Figures stand to the right, so that their digits stand below each other. */
  readonly right?: boolean;
}

function indicatorTable(view: ReportView, language: Language): readonly string[] {
  const say = sayReport(language);
  const all = lines(view, language);
  const name = { head: say('col.indicator'), cells: all.map((l) => l.name) };
  const rest: readonly Column[] = [
    { head: say('col.group'), cells: all.map((l) => l.targetGroup) },
    { head: say('col.value'), cells: all.map((l) => l.text.value), right: true },
    { head: say('col.basis'), cells: all.map((l) => l.text.basis), right: true },
    { head: say('col.unknown'), cells: all.map((l) => l.text.unknown), right: true },
    { head: say('col.target'), cells: all.map((l) => l.text.target), right: true },
    { head: say('col.met'), cells: all.map((l) => l.text.met) },
    { head: String(view.report.year - 1), cells: all.map((l) => l.text.lastYear), right: true },
    { head: say('col.before'), cells: all.map((l) => l.text.baseline.join('\n')) },
  ];
  const taken = rest.reduce((sum, column) => sum + GAP.length + widthOf(column), 0);
  const room = Math.max(NARROWEST, WIDTH - taken);
  return columns([{ ...name, cells: name.cells.map((cell) => wrapped(cell, room).join('\n')) }, ...rest]);
}

function budget(view: ReportView, language: Language): readonly string[] {
  const all = budgetLines(view, language);
  if (all.length === 0) return [];
  const amounts = all.map(({ amount, unit }) => `${number(amount, language, false)} ${unit}`);
  const head = `${sayReport(language)('report.budget')} ${view.report.year}`;
  return columns([
    { head, cells: all.map(({ name }) => name) },
    { head: '', cells: amounts, right: true },
  ]);
}

function funnel({ funnel: stages }: ReportView, language: Language): readonly string[] {
  const say = sayReport(language);
  const counts = stages.map(({ count }) => (count === null ? say('withheld') : number(count, language, false)));
  return columns([
    { head: say('head.funnel'), cells: stages.map(({ stage }) => say(`stage.${stage}`)) },
    { head: '', cells: counts, right: true },
  ]);
}

const widthOf = ({ head, cells }: Column) =>
  Math.max(...[head, ...cells].flatMap((c) => c.split('\n')).map((l) => l.length));

/** Side by side; a cell of several lines makes its row as high. */
function columns(all: readonly Column[]): readonly string[] {
  const widths = all.map(widthOf);
  const row = (cells: readonly string[]) => {
    const stacks = cells.map((cell) => cell.split('\n'));
    const height = Math.max(...stacks.map((s) => s.length));
    return Array.from({ length: height }, (_, at) =>
      stacks
        .map((stack, i) => padded(stack[at] ?? '', widths[i] ?? 0, all[i]?.right))
        .join(GAP)
        .trimEnd(),
    );
  };
  const rows = all[0]?.cells.map((_, at) => all.map((c) => c.cells[at] ?? '')) ?? [];
  const rule = widths.map((width) => '─'.repeat(width)).join(GAP);
  return [...row(all.map((c) => c.head)), rule, ...rows.flatMap(row)];
}
const padded = (cell: string, width: number, right = false) => (right ? cell.padStart(width) : cell.padEnd(width));
