import type { ReportView } from '../../application/reports/view.js';
import type { Plan } from '../../domain/plan/schema.js';
import { number } from '../words/format.js';
import type { Language } from '../words/words.js';
import { day } from './day.js';
import { lines, MISSING } from './lines.js';
import { sayReader } from './reader-words.js';
import { type ReportKey, sayReport } from './words.js';

/** What stands above and below the figures of every form: which report it is, how its figures are proved, and what its marks mean. */
export const title = ({ report }: ReportView, language: Language): string =>
  `${sayReport(language)('report.title')} ${report.year}`;

/** Whether it may leave the house: stands on every page and sheet, for pages and sheets get separated. */
export function mark({ report }: ReportView, language: Language): string {
  const say = sayReport(language);
  if (report.publication !== undefined) return `${say('mark.edition')} ${report.publication}`;
  return say(report.suppressBelow === undefined ? 'mark.internal' : 'mark.internal-withheld');
}

/** The plan, and that it was not in force in the year, if so. */
export function subtitle({ plan, report }: ReportView, language: Language): string {
  const warning = report.planInForce ? [] : [sayReport(language)('report.not-in-force')];
  return [plan.name[language], ...warning].join(' · ');
}

export interface Proof {
  readonly label: string;
  readonly value: string;
  /** How someone else checks it; empty where there is nothing to compute. */
  readonly check: string;
}
export function provenance(view: ReportView, language: Language): readonly Proof[] {
  const { report, plan, clock } = view;
  const say = sayReport(language);
  const proof = (label: ReportKey, value: string | number, check?: ReportKey): Proof => ({
    ...{ label: say(label), value: String(value), check: check ? say(check) : '' },
  });
  return [
    proof('meta.infohus', report.infohus),
    proof('meta.plan', `${plan.name[language]} (${report.plan})`),
    proof('meta.year', report.year),
    proof('meta.edition', mark(view, language)),
    // The day that the figures hold for, never the day of the printing: the same report is the same bytes on every day.
    proof('meta.computed-for', day(clock, language)),
    proof('meta.position', report.asOf.position),
    proof('meta.head-hash', report.asOf.headHash, 'check.head-hash'),
    proof('meta.plan-hash', report.planHash, 'check.plan-hash'),
    proof('meta.definition-hash', report.definitionHash, 'check.definition-hash'),
    proof('meta.code-version', report.codeVersion),
    proof('meta.content-hash', report.contentHash, 'check.content-hash'),
  ];
}

/** The footnotes that this report needs, and no others. */
export function notes(view: ReportView, language: Language): readonly string[] {
  const all = lines(view, language);
  const say = sayReport(language);
  const isWithheld = view.report.suppressBelow !== undefined;
  const withheld =
    all.some(({ raw }) => raw.withheld.length > 0 || raw.baseline.some((b) => b.value === null)) ||
    view.funnel.some((s) => s.count === null);
  const missing =
    all.some(({ text }) => [text.value, text.met, text.lastYear].includes(MISSING)) ||
    view.trends.some((t) => t.points.some((p) => p.value === null));
  const needed: readonly (readonly [ReportKey, boolean])[] = [
    ['note.withheld', withheld],
    [isWithheld ? 'note.missing-published' : 'note.missing', missing],
    ['note.unknown', all.some(({ raw }) => raw.unknown !== 0)],
    ['note.history', all.some(({ raw }) => raw.baseline.length > 0)],
  ];
  return [...needed.flatMap(([key, wanted]) => (wanted ? [say(key)] : [])), ...beside(view, language)];
}

/** What the plan wants in the year that is no figure, and what it tells of the years before it that no indicator has. */
function beside({ plan, report: { year } }: ReportView, language: Language): readonly string[] {
  const say = sayReader(language);
  const years = ({ fromYear, toYear }: Plan['history'][number]) =>
    fromYear === toYear ? String(fromYear) : `${fromYear}–${toYear}`;
  return [
    ...plan.milestones.filter((m) => m.year === year).map((m) => say('milestone', { n: year, t: m.name[language] })),
    ...plan.history.map((h) => {
      const value = number(h.value, language, false);
      return say('told', { t: h.name[language], v: h.about ? `${say('about')} ${value}` : value, n: years(h) });
    }),
  ];
}
