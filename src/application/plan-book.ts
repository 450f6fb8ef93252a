import type { AnyDecider } from '../domain/kernel/decider.js';
import { type Regime, streamOf } from '../domain/kernel/event.js';
import { type AdoptionState, plan as adoption, adoptionAggregate } from '../domain/plan/adoption.js';
import { withPeriods } from '../domain/plan/in-force.js';
import { kindOf } from '../domain/plan/legal-basis.js';
import type { Plan } from '../domain/plan/schema.js';
import { report as reports } from '../domain/report/report.js';
import { type ReportsState, reportAggregate } from '../domain/report/state.js';
import { loadFrom } from './load.js';
import type { EventStore } from './ports/event-store.js';
import { invalid, Refused } from './refusal.js';

/** One content of a plan. A changed plan is another content beside the old, never instead of it. */
export interface PlanOnFile {
  readonly plan: Plan;
  /** SHA-256 of its canonical content, hexadecimal. */
  readonly hash: string;
}
type Adopted = AdoptionState['adopted'][number];

/**
 * The contents of plans that are on file, and by which of them each Infohus works: the one that its newest adoption names (PlanAdopted), with
 * the period that it was adopted for; where it was never adopted, the one that its first kept report names; else the newest file, in the
 * period that the file names. So a new file changes nothing for a log that works by an older one: AdoptPlan does.
 */
export class PlanBook {
  private current: readonly Plan[];
  private reported: Promise<ReadonlyMap<string, string>> | undefined;

  /** `newest`: the plan files as they stand. `earlier`: what they and others held before, the oldest first. */
  constructor(
    private readonly newest: readonly PlanOnFile[],
    private readonly store: Pick<EventStore, 'readStreams'>,
    private readonly earlier: readonly PlanOnFile[] = [],
  ) {
    this.current = newest.map((p) => p.plan);
  }

  get plans(): readonly Plan[] {
    return this.current;
  }

  /** What AdoptPlan goes over to: the newest content of a plan. */
  newestHashOf(planId: string): string {
    return this.newestOf(planId)?.hash ?? '';
  }

  newestOf(planId: string): PlanOnFile | undefined {
    return this.newest.find((p) => p.plan.planId === planId);
  }

  /** The content of a plan by its hash, in the period that its file names; undefined where it is not on file. */
  content(planId: string, hash: string): Plan | undefined {
    return [...this.newest, ...this.earlier].find((p) => p.hash === hash && p.plan.planId === planId)?.plan;
  }

  /** Reads what has been adopted since: another process may have adopted a plan. */
  async refresh(): Promise<void> {
    this.current = (await this.asOf(Number.POSITIVE_INFINITY)).map((p) => p.plan);
  }

  /**
   * The contents by which was worked at a position of the log, with the periods adopted by then. @throws Refused unavailable where one is not on
   * file: to go on by another would change limits and rights without anybody having decided so
   */
  async asOf(position: number): Promise<readonly PlanOnFile[]> {
    const adopted = await this.adoptedBy(position);
    const reported = await this.namedByReports();
    const named = (planId: string) => adopted.find((a) => a.planId === planId)?.planHash ?? reported.get(planId);
    const inUse = [...new Set([...this.newest.map((p) => p.plan.planId), ...adopted.map((a) => a.planId)])].map(
      (planId) => this.onFile(planId, named(planId) ?? this.newestHashOf(planId)),
    );
    return dated(inUse, adopted);
  }

  /**
   * The contents that a report was made by, with the periods adopted by its position: the hashes that it states. One that states only that of
   * its own plan was made when each plan had one content, the first. @throws Refused validation-failed where a content is not on file
   */
  async statedBy(
    position: number,
    infohus: string,
    own: { readonly planId: string; readonly planHash: string },
    all?: Readonly<Record<string, string>>,
  ): Promise<readonly PlanOnFile[]> {
    const stated = all ?? { [own.planId]: own.planHash };
    const inUse = (await this.asOf(position)).map((p) => {
      const { planId } = p.plan;
      const hash = stated[planId];
      if (hash !== undefined) return this.stated(planId, hash);
      return all === undefined && p.plan.infohus === infohus ? this.first(planId) : p;
    });
    return dated(inUse, await this.adoptedBy(position));
  }

  /** Police, security and probation work under the law-enforcement directive, everybody else under the GDPR. */
  regimeOf(agency: string): Regime {
    const kinds = this.current.map((p) => kindOf(p, agency));
    return kinds.some((k) => k === 'police' || k === 'security' || k === 'probation') ? 'law-enforcement' : 'GDPR';
  }

  private onFile(planId: string, hash: string): PlanOnFile {
    const plan = this.content(planId, hash);
    if (plan) return { plan, hash };
    throw new Refused(
      'unavailable',
      `the content by which the log goes on with ${planId} (hash ${hash}) is not on file: put that file back into plans/history`,
    );
  }

  private stated(planId: string, hash: string): PlanOnFile {
    const plan = this.content(planId, hash);
    if (plan) return { plan, hash };
    const message = `${planId} with content hash ${hash} is not on file: put it back into plans/history`;
    throw invalid([{ path: 'planHash', message }]);
  }

  private first(planId: string): PlanOnFile {
    const found = [...this.earlier, ...this.newest].find((p) => p.plan.planId === planId);
    if (!found) throw new Error(`${planId} is on no file`);
    return found;
  }

  private async adoptedBy(position: number): Promise<readonly Adopted[]> {
    const streams = this.streamsOf(adoptionAggregate.aggregate);
    const stored = (await this.store.readStreams(streams)).filter((e) => e.position <= position);
    return streams.flatMap((s) => (loadFrom(adoption as AnyDecider, s, stored).state as AdoptionState).adopted);
  }

  /** The hash by which each plan was first reported. Read once: as long as the process runs its files do not change. */
  private namedByReports(): Promise<ReadonlyMap<string, string>> {
    this.reported ??= this.readReports().catch((error: unknown) => {
      this.reported = undefined;
      throw error;
    });
    return this.reported;
  }

  private async readReports(): Promise<ReadonlyMap<string, string>> {
    const streams = this.streamsOf(reportAggregate.aggregate);
    const stored = await this.store.readStreams(streams);
    const kept = streams.flatMap((s) => {
      const { frozen, published } = loadFrom(reports as AnyDecider, s, stored).state as ReportsState;
      return [...frozen, ...published];
    });
    const newestFirst = kept.toSorted((a, b) => (a.at < b.at ? 1 : -1));
    return new Map(newestFirst.map(({ report }) => [report.planId, report.planHash]));
  }

  private streamsOf(aggregate: string): string[] {
    return [...new Set(this.newest.map((p) => streamOf(aggregate, p.plan.infohus)))];
  }
}

/** The contents with the periods for which they were adopted. */
function dated(contents: readonly PlanOnFile[], adopted: readonly Adopted[]): readonly PlanOnFile[] {
  const plans = withPeriods(
    contents.map((c) => c.plan),
    adopted,
  );
  return contents.map(({ hash }, i) => ({ hash, plan: plans[i] as Plan }));
}
