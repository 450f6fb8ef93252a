import { z } from 'zod';
import { findPlan } from '../../domain/plan/in-force.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { FrozenReport, KeptReport, PublishedReport } from '../../domain/report/state.js';
import { toInfohus } from '../authorization/relations.js';
import * as a from '../queries/answers.js';
import type { Asking } from '../queries/asking.js';
import { defineQueries, query } from '../queries/define-queries.js';
import * as p from '../queries/params.js';
import { archived, ReportArchive } from './archive.js';
import { basisOf } from './basis.js';
import { type Compared, compared } from './diff.js';
import { internalView, publishedView, yearsDrawn } from './present.js';
import { alreadyPublished, type ContentOf, type Published, publishedOn, shownAs } from './publication.js';
import { type Report, type ReportParams, reportOn } from './report.js';
import { basisAgain, differing, reportAgain, type StatedFile, statedIn, statedOf } from './reproduce.js';
import type { ReportView, ShownReport } from './view.js';

const read = { action: 'report', object: 'figures' } as const;

const which = { infohus: p.infohus, plan: p.code, year: p.wholeYear, ...p.asOfMoment };
type Which = z.output<z.ZodObject<typeof which>>;
const asked = ({ infohus, plan, year, asOf, clock }: Which): ReportParams => ({
  ...{ infohus, plan, year },
  asOf: p.asOf(asOf, clock),
});

const figure = a.orNull(z.number());
/** As commands.md gives it (JSON report). */
const reportShape = z.looseObject({
  ...{ infohus: a.text, plan: a.text, planHash: a.text, planInForce: z.boolean(), year: a.whole },
  asOf: z.looseObject({ position: a.whole, headHash: a.text }),
  ...{ definitionHash: a.text, codeVersion: a.text, contentHash: a.text },
  indicators: a.rowsOf(
    z.looseObject({ id: a.text, value: figure, numerator: figure, denominator: figure, unknown: figure }),
  ),
  budget: a.rowsOf(a.record),
});
const isReport = (v: unknown): boolean => reportShape.safeParse(v).success;
const reportAnswer = z.custom<Report>(isReport);
const shownAnswer = z.custom<ShownReport>(isReport);
/** All that the forms of a report show. */
const viewAnswer = z.custom<ReportView>((v) => isReport((v as Partial<ReportView> | null)?.report));
/** The JSON of a report, as a file states it. */
const stated = statedIn;

/** A report that was frozen or published, as lists show it. */
const kept = z.object({
  eventId: a.text,
  state: z.enum(['frozen', 'published']),
  publication: a.orNull(a.whole),
  at: a.text,
  by: z.object({ userId: a.text, agency: a.text }),
  plan: a.text,
  year: a.whole,
  position: a.whole,
  judgedAt: a.text,
  contentHash: a.text,
});
export type PublishedList = z.output<typeof kept>;

/** The yearly reports (K16-12): computed, frozen, published, computed again and compared. What reads never publishes. */
export const reportQueries = defineQueries({
  Report: query({
    says: 'The yearly report with every figure, for the house',
    path: 'report',
    params: which,
    answer: reportAnswer,
    may: read,
    leaves: { exports: 'report' },
    over: { files: 'ReportView' },
    find: async (params, asking) => reportOn(await basisOf(asking, asked(params))),
  }),
  ReportView: query({
    says: 'The same, and all that its forms show',
    params: which,
    answer: viewAnswer,
    may: read,
    leaves: { exports: 'report' },
    async find(params, asking) {
      const basis = await basisOf(asking, asked(params), yearsOf(asking, params));
      return internalView(reportOn(basis), basis);
    },
  }),
  NewestPublication: query({
    says: 'The newest publication of that plan and year, with all that its forms show',
    path: 'report/published',
    params: { infohus: p.infohus, plan: p.code, year: p.wholeYear },
    answer: viewAnswer,
    may: { everybody: 'what is published is for everybody' },
    leaves: { exports: 'published-report' },
    anyInfohus: true,
    over: 'report',
    async find({ infohus, plan, year }, asking) {
      const { published } = await archive(asking).of(infohus);
      const newest = published.findLast(({ report: r }) => r.planId === plan && r.year === year);
      if (!newest) throw asking.notThere();
      return keptView(asking, infohus, newest.eventId);
    },
  }),
  Reports: query({
    says: 'The reports that were frozen or published, newest first; of another Infohus the published ones',
    path: 'reports',
    params: { infohus: p.infohus },
    answer: a.rowsOf(kept),
    may: { everybody: 'what is published is for everybody' },
    leaves: { searches: 'reports', found: (found) => found.length },
    anyInfohus: true,
    async find({ infohus }, asking) {
      const state = await archive(asking).of(infohus);
      const all = [
        ...(mayReadDrafts(asking, infohus) ? state.frozen.map((k) => listed('frozen', k)) : []),
        ...state.published.map((k) => listed('published', k)),
      ];
      return all.sort((x, y) => (x.at < y.at ? 1 : -1));
    },
  }),
  KeptReport: query({
    says: 'One that was frozen or published, as it was then',
    path: 'reports/{eventId}',
    params: { eventId: p.id, infohus: p.infohus },
    answer: viewAnswer,
    may: { everybody: 'what is published is for everybody' },
    leaves: { exports: 'report' },
    anyInfohus: true,
    over: 'report',
    find: ({ eventId, infohus }, asking) => keptView(asking, infohus, eventId),
  }),
  /** Asked for twice, kept once; what a publication withholds, later ones withhold too. */
  KeepReport: query({
    says: 'Freezes a report as it is now, or publishes it with small counts withheld; either is kept in the log',
    path: 'reports',
    method: 'POST',
    status: 201,
    params: { ...which, state: z.enum(['frozen', 'published']) },
    stepUp: ({ state }) => state === 'published',
    answer: viewAnswer,
    may: { action: 'publish', object: 'figures' },
    leaves: { exports: 'kept-report' },
    over: 'report',
    find: (params, asking) => (params.state === 'frozen' ? frozenView(params, asking) : publishedNow(params, asking)),
  }),
  ReproduceReport: query({
    says: 'Computes a report again from the input that its JSON states, and says where the file differs',
    path: 'reports/reproduce',
    method: 'POST',
    params: { file: z.unknown() },
    answer: z.object({ same: z.boolean(), differences: a.rowsOf(a.text), report: shownAnswer }),
    may: read,
    leaves: { exports: 'reproduction' },
    async find({ file }, asking) {
      const { report } = await viewAgain(statedOf(file), asking);
      const again: ShownReport = JSON.parse(JSON.stringify(report));
      const differences = differing(file, again);
      return { same: differences.length === 0, differences, report: again };
    },
  }),
  ReproducedView: query({
    says: 'The same with all that its forms show',
    params: { file: stated },
    answer: viewAnswer,
    may: read,
    leaves: { exports: 'reproduction' },
    find: ({ file }, asking) => viewAgain(file, asking),
  }),
  DiffReport: query({
    says: 'What differs from a report now, by another plan or at another moment, and why; every figure is told, so it is for the house',
    path: 'reports/diff',
    method: 'POST',
    params: { file: stated, plan: p.code.optional(), ...p.asOfMoment },
    answer: z.custom<Compared>((v) => typeof v === 'object' && v !== null && 'differences' in v),
    may: read,
    leaves: { exports: 'report-diff' },
    find: ({ file, plan, asOf, clock }, asking) =>
      compared(asking, file, { plan, asOf: asOf === undefined ? undefined : p.asOf(asOf, clock) }),
  }),
});

async function frozenView(params: Which, asking: Asking): Promise<ReportView> {
  const basis = await basisOf(asking, asked(params), yearsOf(asking, params));
  const report = reportOn(basis);
  const same = ({ report: r }: KeptReport<FrozenReport>) => r.contentHash === report.contentHash;
  await archive(asking).keep(asking.reader.actor, params.infohus, (state) =>
    state.frozen.some(same)
      ? { answer: report }
      : { answer: report, keep: { command: 'FreezeReport', data: archived(basis, report) } },
  );
  return internalView(report, basis);
}

async function publishedNow(params: Which, asking: Asking): Promise<ReportView> {
  const basis = await basisOf(asking, asked(params));
  const reports = archive(asking);
  const report = await reports.keep<ShownReport>(asking.reader.actor, params.infohus, (state) => {
    const before = alreadyPublished(state, basis);
    if (before) return { answer: shownAs(before.report, basis.plan) };
    const made: Published = publishedOn(basis, state, contentsOf(asking));
    const { publication, suppressBelow } = made;
    const data = { ...archived(basis, made), publication, suppressBelow };
    return { answer: made, keep: { command: 'PublishReport', data } };
  });
  return publishedView(report, basis.plan, await reports.of(params.infohus), basis.moment.clock);
}

async function viewAgain(of: StatedFile, asking: Asking): Promise<ReportView> {
  const { asOf, infohus, plan, year, planHash, planHashes } = of;
  const content = await statedPlan(asking, asOf.position, { infohus, planId: plan, planHash, planHashes });
  const basis = await basisAgain(asking, of, drawnOf(content, year));
  const state = await archive(asking).of(infohus);
  const report = reportAgain(basis, of, state, contentsOf(asking));
  return of.publication === undefined
    ? internalView(report, basis)
    : publishedView(report, basis.plan, state, basis.moment.clock);
}

const contentsOf =
  ({ book }: Asking): ContentOf =>
  (planId, hash) =>
    book.content(planId, hash);

/** The plan of a report that was made, as it was then. */
async function statedPlan({ book }: Asking, position: number, of: StatedPlan): Promise<Plan | undefined> {
  const contents = await book.statedBy(position, of.infohus, of, of.planHashes);
  return contents.find((c) => c.plan.planId === of.planId)?.plan;
}
type StatedPlan = Pick<FrozenReport, 'infohus' | 'planId' | 'planHash'> & Pick<Partial<FrozenReport>, 'planHashes'>;

const archive = ({ store, vault, book, clock, ids }: Asking) => new ReportArchive(store, vault, book, clock, ids);

/** Drafts and every figure are for the Infohus itself (commands.md, Roles). */
const mayReadDrafts = (asking: Asking, infohus: string) =>
  asking.ownInfohuse().includes(infohus) &&
  asking.may('report', 'figures', toInfohus(asking.reader.actor, asking.planOf(infohus)));

async function keptView(asking: Asking, infohus: string, eventId: string): Promise<ReportView> {
  const state = await archive(asking).of(infohus);
  const drafts = mayReadDrafts(asking, infohus) ? state.frozen : [];
  const found = [...drafts, ...state.published].find((k) => k.eventId === eventId);
  const of = found?.report;
  const plan = of && (await statedPlan(asking, of.position, of));
  if (!plan) throw asking.notThere();
  const report = shownAs(of, plan);
  if ('publication' in of) return publishedView(report, plan, state, of.judgedAt);
  const basis = await basisAgain(asking, report as StatedFile, { from: firstDrawn(plan, of.year), to: of.year });
  return internalView(report, basis);
}

/** What a view draws: the years of the plan. */
function yearsOf({ book }: Asking, { plan: planId, year }: { readonly plan: string; readonly year: number }) {
  return drawnOf(findPlan(book.plans, planId), year);
}
const drawnOf = (plan: Plan | undefined, year: number) => ({
  from: plan ? firstDrawn(plan, year) : year,
  to: Number.POSITIVE_INFINITY,
});
const firstDrawn = (plan: Plan, year: number): number => yearsDrawn(plan, year)[0] ?? year;

const listed = (
  state: PublishedList['state'],
  { eventId, at, by, report }: KeptReport<FrozenReport | PublishedReport>,
): PublishedList => ({
  ...{ eventId, state, at, by, publication: 'publication' in report ? report.publication : null },
  ...{ plan: report.planId, year: report.year, position: report.position, judgedAt: report.judgedAt },
  contentHash: report.contentHash,
});
