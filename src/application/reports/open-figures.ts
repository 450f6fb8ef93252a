import type { KeptReport, PublishedReport, ReportsState } from '../../domain/report/state.js';
import type { PlanBook } from '../plan-book.js';
import type { ReportArchive } from './archive.js';
import { publishedView } from './present.js';
import { shownAs } from './publication.js';
import type { ReportView } from './view.js';

/** A publication as everybody may read it, and since when. */
export interface OpenReport {
  readonly view: ReportView;
  /** Recorded at this instant. */
  readonly issuedAt: string;
}

/**
 * What is open to everybody (issue 21, item 6): of each plan and year the newest publication, as it was published. Nothing is computed of the log, so
 * no figure is told that the publication does not tell.
 */
export class OpenFigures {
  private looking: Promise<readonly OpenReport[]> | undefined;
  constructor(
    private readonly archive: Pick<ReportArchive, 'of'>,
    private readonly book: Pick<PlanBook, 'plans' | 'refresh' | 'content'>,
  ) {}

  /** By Infohus, plan and year. One look for all who ask at once: nobody can keep the database busy by asking. */
  newest(): Promise<readonly OpenReport[]> {
    this.looking ??= this.once().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async once(): Promise<readonly OpenReport[]> {
    await this.book.refresh();
    const infohuse = [...new Set(this.book.plans.map((p) => p.infohus))].sort();
    const states = await Promise.all(infohuse.map((infohus) => this.archive.of(infohus)));
    return states.flatMap((state) => newestOf(state).flatMap((kept) => this.open(kept, state)));
  }

  /** One whose plan's content is not on file cannot be told, and hides no other. */
  private open({ report, at }: KeptReport<PublishedReport>, state: ReportsState): readonly OpenReport[] {
    const plan = this.book.content(report.planId, report.planHash);
    if (!plan) return [];
    return [{ view: publishedView(shownAs(report, plan), plan, state, report.judgedAt), issuedAt: at }];
  }
}

function newestOf({ published }: ReportsState): readonly KeptReport<PublishedReport>[] {
  const newest = new Map<string, KeptReport<PublishedReport>>();
  for (const kept of published) newest.set(`${kept.report.planId} ${kept.report.year}`, kept);
  return [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kept]) => kept);
}
