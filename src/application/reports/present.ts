import { firstContacts } from '../../domain/indicators/first-contact.js';
import { funnel } from '../../domain/indicators/funnel.js';
import { definitionContent } from '../../domain/indicators/report.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { PublishedReport, ReportsState } from '../../domain/report/state.js';
import { yearsDrawn } from './drawn.js';
import { type Basis, figuresOf } from './report.js';
import type { ReportView, ShownIndicator, ShownReport, Stage, Trend } from './view.js';
import type { Withheld } from './withheld.js';

/** With every figure of the years before, counted as of the same moment. */
export function internalView(report: ShownReport, basis: Basis): ReportView {
  const { plan, year, facts, moment } = basis;
  const drawn = yearsDrawn(plan, year);
  const years = drawn.map((of) => [of, of === year ? report.indicators : figuresOf(basis, of)] as const);
  return {
    ...common(report, plan, moment.clock),
    trends: trendsOf(report, years),
    funnel: funnel(facts, year),
    firstContacts: firstContacts(facts, drawn, plan.suppressBelow.count),
  };
}

/** With what the same reader is shown of the years before; all of it as far as the figures tell it. */
export function withheldView({ report, shown }: Withheld, { plan, year, facts, moment }: Basis): ReportView {
  const drawn = yearsDrawn(plan, year);
  const of = (y: number) => shown.find((e) => e.year === y && e.plan === plan)?.indicators ?? [];
  const tellsCases = (y: number) => of(y).some(({ id, value }) => id === 'cases-started' && value !== null);
  return {
    ...common(report, plan, moment.clock),
    trends: trendsOf(
      report,
      drawn.map((y) => [y, of(y)] as const),
    ),
    funnel: publishedFunnel(report.indicators),
    // Those that were contacted and those that wait are together the cases that were opened.
    firstContacts: firstContacts(facts, drawn, plan.suppressBelow.count).map((c) =>
      tellsCases(c.year) ? c : { ...c, opened: null, contacted: null, waiting: null },
    ),
  };
}

/** With what was published of the years before, and nothing else: what is drawn is published. */
export function publishedView(
  report: ShownReport,
  plan: Plan,
  { published }: ReportsState,
  judgedAt: string,
): ReportView {
  const { publication = 0, year } = report;
  const before = published.slice(0, publication - 1).map((p) => p.report);
  const years = yearsDrawn(plan, year).map(
    (of) => [of, of === year ? report.indicators : newest(before, plan, of)] as const,
  );
  return {
    ...common(report, plan, judgedAt),
    trends: trendsOf(report, years),
    funnel: publishedFunnel(report.indicators),
    firstContacts: [],
  };
}
const newest = (published: readonly PublishedReport[], plan: Plan, year: number): readonly ShownIndicator[] =>
  published.findLast((r) => r.planId === plan.planId && r.year === year)?.indicators ?? [];

const common = (report: ShownReport, plan: Plan, clock: string) => ({
  ...{ report, plan, clock },
  definitions: Object.fromEntries(
    Object.entries(definitionContent(plan, report.definitions)).map(([id, { version, wording }]) => [
      id,
      { version, ...wording },
    ]),
  ),
});

const trendsOf = (
  { indicators }: ShownReport,
  years: readonly (readonly [year: number, indicators: readonly ShownIndicator[]])[],
): readonly Trend[] =>
  indicators.map(({ id, baseline }) => ({
    id,
    points: [
      ...baseline.map(({ year, value }) => ({ year, value, from: 'history' as const })),
      ...years.map(([year, of]) => ({ year, value: of.find((i) => i.id === id)?.value ?? null, from: 'log' as const })),
    ],
  }));

/** Of the stages only what the published figures tell. */
function publishedFunnel(indicators: readonly ShownIndicator[]): readonly Stage[] {
  const received = indicators.find((i) => i.id === 'concerns-received')?.value ?? null;
  const share = indicators.find((i) => i.id === 'substantiated-share');
  const unknown = share?.unknown ?? null;
  return [
    { stage: 'received', count: received },
    { stage: 'decided', count: received === null || unknown === null ? null : received - unknown },
    { stage: 'substantiated', count: share?.numerator ?? null },
    { stage: 'in-case', count: null },
    { stage: 'case-closed', count: null },
  ];
}
