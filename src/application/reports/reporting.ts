import { findPlan } from '../../domain/plan/in-force.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { FrozenReport, Kept, PublishedReport } from '../../domain/report/state.js';
import type { HeadHash } from '../audit/head-hash.js';
import type { Ids } from '../ports/runtime.js';
import type { AsOf } from '../queries/moment.js';
import { type QueryDependencies, type Reader, Reading } from '../queries/reading.js';
import { notFound } from '../refusal.js';
import { archived, ReportArchive } from './archive.js';
import { basisOf, type Sources } from './basis.js';
import { type Against, type Compared, compared } from './diff.js';
import { internalView, publishedView, yearsDrawn } from './present.js';
import { alreadyPublished, type Published, publishedOn, shownAs } from './publication.js';
import { type Basis, type Report, type ReportParams, reportOn } from './report.js';
import { basisAgain, reportAgain, type StatedFile } from './reproduce.js';
import type { ReportView, ShownReport } from './view.js';

/** A report that was frozen or published, as lists show it. */
export interface Listed {
  readonly eventId: string;
  readonly state: 'frozen' | 'published';
  readonly publication: number | null;
  readonly at: string;
  readonly by: { readonly userId: string; readonly agency: string };
  readonly plan: string;
  readonly year: number;
  readonly position: number;
  readonly judgedAt: string;
  readonly contentHash: string;
}

/** The yearly reports: computed, frozen, published, computed again and compared. Permission first, the access event before the answer. */
export class Reporting extends Reading {
  private readonly kept: ReportArchive;
  private readonly sources: Sources;
  constructor(around: QueryDependencies, ids: Ids, headHash: HeadHash) {
    super(around);
    const { store, live, source, book, vault, clock } = around;
    this.sources = { store, live, source, book, headHash };
    this.kept = new ReportArchive(store, vault, book, clock, ids);
  }

  /** With every figure, for the house. @throws Refused validation-failed for an unknown plan */
  async report(reader: Reader, asked: ReportParams): Promise<Report> {
    return (await this.internal(reader, asked)).report;
  }

  /** The same and all that its forms show. */
  async view(reader: Reader, asked: ReportParams): Promise<ReportView> {
    const years = await this.yearsOf(asked);
    const { report, basis } = await this.internal(reader, asked, years);
    return internalView(report, basis);
  }

  /** Kept in the log as it is now: late facts do not change it. */
  async freeze(reader: Reader, asked: ReportParams): Promise<Report> {
    await this.mayPublish(reader, asked.infohus);
    const { report, basis } = await this.internal(reader, asked);
    const same = ({ report: r }: Kept<FrozenReport>) => r.contentHash === report.contentHash;
    return this.kept.keep(reader.actor, asked.infohus, (state) =>
      state.frozen.some(same)
        ? { answer: report }
        : { answer: report, keep: { command: 'FreezeReport', data: archived(basis, report) } },
    );
  }

  /** As it may leave the house, and on record that it did: what it withholds, later ones withhold too. Asked for twice, published once. */
  async publish(reader: Reader, asked: ReportParams): Promise<ReportView> {
    await this.mayPublish(reader, asked.infohus);
    const { infohus } = asked;
    const basis = await basisOf(this.sources, asked);
    await this.exported(reader, 'published-report', criteria(asked));
    const report = await this.kept.keep<ShownReport>(reader.actor, infohus, (state) => {
      const before = alreadyPublished(state, basis);
      if (before) return { answer: shownAs(before.report, basis.plan) };
      const made: Published = publishedOn(basis, state);
      const { publication, suppressBelow } = made;
      const data = { ...archived(basis, made), publication, suppressBelow };
      return { answer: made, keep: { command: 'PublishReport', data } };
    });
    return publishedView(report, basis.plan, await this.kept.of(infohus), basis.moment.clock);
  }

  /** Frozen and published ones, the newest first. */
  async list(reader: Reader, infohus: string): Promise<readonly Listed[]> {
    await this.permit(reader, 'report', 'figures');
    const state = await this.kept.of(infohus);
    const all = [
      ...state.frozen.map((k) => listed('frozen', k)),
      ...state.published.map((k) => listed('published', k)),
    ];
    await this.searched(reader, 'reports', { infohus }, all.length);
    return all.sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  /** One that was frozen or published, as it was then. @throws Refused not-found */
  async keptView(reader: Reader, infohus: string, eventId: string): Promise<ReportView> {
    await this.permit(reader, 'report', 'figures');
    const state = await this.kept.of(infohus);
    const { report: of } = [...state.frozen, ...state.published].find((k) => k.eventId === eventId) ?? notThere();
    const plan = findPlan(await this.book.asOf(of.position), of.planId) ?? notThere();
    await this.exported(reader, 'report', { infohus, plan: of.planId, year: String(of.year) });
    const report = shownAs(of, plan);
    if ('publication' in of) return publishedView(report, plan, state, of.judgedAt);
    const basis = await basisAgain(this.sources, report as StatedFile, {
      from: firstDrawn(plan, of.year),
      to: of.year,
    });
    return internalView(report, basis);
  }

  /** Computed again from the input that a file states. @throws Refused validation-failed where that input is not here */
  async reproduce(reader: Reader, stated: StatedFile): Promise<ReportView> {
    await this.permit(reader, 'report', 'figures');
    const years = await this.yearsOf(stated);
    const basis = await basisAgain(this.sources, stated, years);
    const state = await this.kept.of(stated.infohus);
    await this.exported(reader, 'report', criteria(stated));
    const report = reportAgain(basis, stated, state);
    return stated.publication === undefined
      ? internalView(report, basis)
      : publishedView(report, basis.plan, state, basis.moment.clock);
  }

  /** Held against another definition, plan or moment: what differs, and why. Every figure is told, so it is for the house. */
  async diff(reader: Reader, stated: StatedFile, against: Against): Promise<Compared> {
    await this.permit(reader, 'report', 'figures');
    const found = await compared(this.sources, stated, against);
    await this.exported(reader, 'report-diff', criteria(stated));
    return found;
  }

  private async internal(reader: Reader, asked: ReportParams, years?: Parameters<typeof basisOf>[2]) {
    await this.permit(reader, 'report', 'figures');
    const basis: Basis = await basisOf(this.sources, asked, years);
    await this.exported(reader, 'report', criteria(asked));
    return { basis, report: reportOn(basis) };
  }

  private mayPublish(reader: Reader, infohus: string): Promise<void> {
    return this.mayRead(reader, 'publish', 'figures', infohus, 'report');
  }

  /** What a view draws: the years of the plan. */
  private async yearsOf({ plan: planId, year }: { readonly plan: string; readonly year: number }) {
    await this.book.refresh();
    const plan = findPlan(this.book.plans, planId);
    return { from: plan ? firstDrawn(plan, year) : year, to: Number.POSITIVE_INFINITY };
  }
}

const firstDrawn = (plan: Plan, year: number): number => yearsDrawn(plan, year)[0] ?? year;
const criteria = ({ infohus, plan, year }: { infohus: string; plan: string; year: number; asOf?: AsOf | object }) => ({
  ...{ infohus, plan, year: String(year) },
});
function notThere(): never {
  throw notFound();
}
const listed = (state: Listed['state'], { eventId, at, by, report }: Kept<FrozenReport | PublishedReport>): Listed => ({
  ...{ eventId, state, at, by, publication: 'publication' in report ? report.publication : null },
  ...{ plan: report.planId, year: report.year, position: report.position, judgedAt: report.judgedAt },
  contentHash: report.contentHash,
});
