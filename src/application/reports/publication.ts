import type { Edition, PublishedIndicator, Unpublished, When } from '../../domain/indicators/publishing/edition.js';
import { withoutSmallSteps } from '../../domain/indicators/publishing/nearby.js';
import { publish } from '../../domain/indicators/publishing/publish.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { FrozenReport, PublishedReport, ReportsState } from '../../domain/report/state.js';
import { invalid } from '../refusal.js';
import { type Basis, figuresOf, headOf, statedBy, withHash } from './report.js';
import type { ShownIndicator, ShownReport } from './view.js';

/** As of an instant of the occurred clock other figures are told than as of the same instant of the recorded one. */
export const clockOf = (judgedAt: string, clock: 'recorded' | 'occurred' | undefined): string =>
  clock === 'occurred' ? `${judgedAt}${OCCURRED}` : judgedAt;
const OCCURRED = ' occurred';
/** By what had occurred at another instant any number of figures differ, however few events were recorded between. */
const isOfSameClock = (a: When) => (b: When) =>
  a.clock === b.clock || !(a.clock.endsWith(OCCURRED) || b.clock.endsWith(OCCURRED));

/** The content of a plan by its hash, where it is on file. */
export type ContentOf = (planId: string, hash: string) => Plan | undefined;

/**
 * What was published of the Infohus before: what it withheld, no later report may tell. @throws Refused validation-failed where the plan of one is
 * not on file any more: to forget it would give away what it withholds
 */
export const editionsOf = ({ published }: Pick<ReportsState, 'published'>, contentOf: ContentOf): readonly Edition[] =>
  published.map(({ report }) => {
    const plan = contentOf(report.planId, report.planHash);
    if (plan) return { ...edition(report), plan };
    const message = `publication ${report.publication} was made by ${report.planId} with content hash ${report.planHash}, which is not on file: put it back`;
    throw invalid([{ path: 'plan', message }]);
  });

const edition = ({ year, position, judgedAt, clock, indicators }: PublishedReport): Omit<Edition, 'plan'> => ({
  ...{ year, position, clock: clockOf(judgedAt, clock) },
  indicators: indicators.map((i) => ({ ...i, suppressed: i.suppressed ?? false })),
});

/** The figures that may leave the house, from all of them and the editions that did. */
export function publishedFigures(
  report: Unpublished,
  earlier: readonly Edition[],
  minimum: number,
): readonly PublishedIndicator[] {
  const { indicators } = publish(report, earlier, minimum);
  return withoutSmallSteps(report, indicators, earlier, isOfSameClock(report), minimum);
}

/**
 * The report as it may leave the house: small counts withheld so that nobody can work them back, from it or from all that was published before
 * (docs/publishing.md). `state`: the reports of the Infohus that were published before it.
 */
export function publishedOn(basis: Basis, state: Pick<ReportsState, 'published'>, contentOf: ContentOf) {
  const { plan, year, moment, asked } = basis;
  const suppressBelow = plan.suppressBelow.count;
  const clock = clockOf(moment.clock, 'instant' in asked ? asked.clock : undefined);
  const report = { plan, year, position: moment.position, clock, indicators: figuresOf(basis, year) };
  const indicators = publishedFigures(report, editionsOf(state, contentOf), suppressBelow);
  const publication = state.published.length + 1;
  return withHash({ ...headOf(statedBy(basis)), publication, suppressBelow, indicators }, basis) satisfies ShownReport;
}
export type Published = ReturnType<typeof publishedOn>;

/** A report as it was kept: nothing of it is computed but what the plan says. */
export function shownAs(report: FrozenReport | PublishedReport, plan: Plan): ShownReport {
  const indicators = report.indicators.map(inPrint);
  const published =
    'publication' in report ? { publication: report.publication, suppressBelow: report.suppressBelow } : {};
  const shown = withHash({ ...headOf({ ...report, plan }), ...published, indicators }, { plan, year: report.year });
  return { ...shown, contentHash: report.contentHash };
}

/** The log keeps the names of a line sorted: in print they stand as in every report. */
const inPrint = ({
  id,
  value,
  numerator,
  denominator,
  unknown,
  target,
  met,
  baseline,
  suppressed,
}: ShownIndicator) => ({
  ...{ id, value, numerator, denominator, unknown, target, met },
  baseline: baseline.map((b) => ({ year: b.year, value: b.value })),
  ...(suppressed === undefined ? {} : { suppressed }),
});

/** Asked for twice, a report is published once. */
export const alreadyPublished = ({ published }: ReportsState, basis: Basis) =>
  published.find(
    ({ report }) =>
      report.planId === basis.plan.planId &&
      report.planHash === basis.planHash &&
      report.definitionHash === basis.definitionHash &&
      report.year === basis.year &&
      report.position === basis.moment.position &&
      report.judgedAt === basis.moment.clock &&
      report.clock === ('instant' in basis.asked ? basis.asked.clock : undefined),
  );
