import type { Edition } from '../../domain/indicators/publishing/edition.js';
import { findPlan } from '../../domain/plan/in-force.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { FrozenReport, KeptReport, ReportsState } from '../../domain/report/state.js';
import { toInfohus } from '../authorization/relations.js';
import type { Asking } from '../queries/asking.js';
import { archived, ReportArchive } from './archive.js';
import { basisOf, type Years } from './basis.js';
import { type Against, type Compared, compared } from './diff.js';
import { comparedWithheld } from './diff-withheld.js';
import { yearsDrawn } from './drawn.js';
import { internalView, publishedView, withheldView } from './present.js';
import { alreadyPublished, type ContentOf, editionsOf, type Published, publishedOn, shownAs } from './publication.js';
import { type Basis, type ReportParams, reportOn } from './report.js';
import { basisAgain, knownEditions, publishedAgain, type StatedFile, toldBefore, toldToThem } from './reproduce.js';
import type { ReportView, ShownReport } from './view.js';
import { togetherWith, withheldOn } from './withheld.js';

export const archive = ({ store, vault, book, clock, ids }: Asking) =>
  new ReportArchive(store, vault, book, clock, ids);

/** Drafts and what was frozen are for the Infohus itself (commands.md, Roles). */
export const mayReadDrafts = (asking: Asking, infohus: string): boolean =>
  asking.ownInfohuse().includes(infohus) && asking.may('report', 'figures', ofInfohus(asking, infohus));
/** Others see the internal report with the counts withheld that a published one withholds (domain.md section 6). */
export const seesAll = (asking: Asking, infohus: string): boolean =>
  asking.may('report', 'small-counts', ofInfohus(asking, infohus));
const ofInfohus = (asking: Asking, infohus: string) => toInfohus(asking.reader.actor, asking.planOf(infohus));

/** The report alone, without what its forms draw. */
export async function draft(asked: ReportParams, asking: Asking): Promise<ShownReport> {
  if (!seesAll(asking, asked.infohus)) return (await draftView(asked, asking)).report;
  return reportOn(await basisOf(asking, asked));
}

export async function draftView(asked: ReportParams, asking: Asking): Promise<ReportView> {
  return houseView(await basisOf(asking, asked, yearsOf(asked, asking)), asking);
}

export async function frozenView(asked: ReportParams, asking: Asking): Promise<ReportView> {
  const basis = await basisOf(asking, asked, yearsOf(asked, asking));
  const report = reportOn(basis);
  const same = ({ report: r }: KeptReport<FrozenReport>) => r.contentHash === report.contentHash;
  await archive(asking).keep(asking.reader.actor, asked.infohus, (state) =>
    state.frozen.some(same)
      ? { answer: report }
      : { answer: report, keep: { command: 'FreezeReport', data: archived(basis, report) } },
  );
  return houseView(basis, asking);
}

export async function publishedNow(asked: ReportParams, asking: Asking): Promise<ReportView> {
  const basis = await basisOf(asking, asked);
  const reports = archive(asking);
  const report = await reports.keep<ShownReport>(asking.reader.actor, asked.infohus, (state) => {
    const before = alreadyPublished(state, basis);
    if (before) return { answer: shownAs(before.report, basis.plan) };
    const made: Published = publishedOn(basis, state, contentsOf(asking));
    const { publication, suppressBelow } = made;
    const data = { ...archived(basis, made), publication, suppressBelow };
    return { answer: made, keep: { command: 'PublishReport', data } };
  });
  return publishedView(report, basis.plan, await reports.of(asked.infohus), basis.moment.clock);
}

export async function keptView(asking: Asking, infohus: string, eventId: string): Promise<ReportView> {
  const state = await archive(asking).of(infohus);
  const drafts = mayReadDrafts(asking, infohus) ? state.frozen : [];
  const found = [...drafts, ...state.published].find((k) => k.eventId === eventId);
  const of = found?.report;
  const plan = of && (await statedPlan(asking, of.position, of));
  if (!plan) throw asking.notThere();
  const report = shownAs(of, plan);
  if ('publication' in of) return publishedView(report, plan, state, of.judgedAt);
  if (!seesAll(asking, infohus))
    return houseView(await basisAgain(asking, report as StatedFile, togetherWith(of.year)), asking);
  const years = { from: firstDrawn(plan, of.year), to: of.year };
  return internalView(report, await basisAgain(asking, report as StatedFile, years));
}

/** A report that was made, computed again. @throws Refused validation-failed where the reader cannot have been shown it */
export async function viewAgain(of: StatedFile, asking: Asking): Promise<ReportView> {
  const { asOf, infohus, plan, year, planHash, planHashes } = of;
  const state = await archive(asking).of(infohus);
  const isWhole = seesAll(asking, infohus);
  if (!isWhole) toldBefore(of, state);
  const content = await statedPlan(asking, asOf.position, { infohus, planId: plan, planHash, planHashes });
  const basis = await basisAgain(asking, of, of.knowing ? togetherWith(year) : drawnOf(content, year));
  const view = again(of, basis, state, contentsOf(asking));
  if (!isWhole) await toldToThem(of, view.report, state, asking.store);
  return view;
}

/** By what it states: with what had been published before it, and nothing later. */
function again(of: StatedFile, basis: Basis, state: ReportsState, contentOf: ContentOf): ReportView {
  if (of.knowing) {
    const editions = editionsOf(knownEditions(state, of.knowing.editions), contentOf);
    return withheldView(withheldOn(basis, editions, of.knowing.definitions), basis);
  }
  if (of.publication === undefined) return internalView(reportOn(basis), basis);
  const report = publishedAgain(basis, of.publication, state, contentOf);
  return publishedView(report, basis.plan, state, basis.moment.clock);
}

/** What differs from a report, and why; for who may not see every figure with the same counts withheld. */
export async function diffShown(asking: Asking, file: StatedFile, against: Against): Promise<Compared> {
  if (seesAll(asking, file.infohus)) return compared(asking, file, against);
  return comparedWithheld(asking, file, against, await editionsNow(asking, file.infohus));
}

/** The internal report as the reader may see it. */
async function houseView(basis: Basis, asking: Asking): Promise<ReportView> {
  const { infohus } = basis.plan;
  if (seesAll(asking, infohus)) return internalView(reportOn(basis), basis);
  return withheldView(withheldOn(basis, await editionsNow(asking, infohus)), basis);
}

const editionsNow = async (asking: Asking, infohus: string): Promise<readonly Edition[]> =>
  editionsOf(await archive(asking).of(infohus), contentsOf(asking));
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

/** What a view draws: the years of the plan; or what its figures are decided with. */
function yearsOf({ plan: planId, year, infohus }: ReportParams, asking: Asking): Years {
  return seesAll(asking, infohus) ? drawnOf(findPlan(asking.book.plans, planId), year) : togetherWith(year);
}
const drawnOf = (plan: Plan | undefined, year: number): Years => ({
  from: plan ? firstDrawn(plan, year) : year,
  to: Number.POSITIVE_INFINITY,
});
const firstDrawn = (plan: Plan, year: number): number => yearsDrawn(plan, year)[0] ?? year;
