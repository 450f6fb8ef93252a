import type { AnyDecider } from '../domain/kernel/decider.js';
import { type Regime, streamOf } from '../domain/kernel/event.js';
import { type AdoptionState, plan as adoption, adoptionAggregate } from '../domain/plan/adoption.js';
import { withPeriods } from '../domain/plan/in-force.js';
import { kindOf } from '../domain/plan/legal-basis.js';
import type { Plan } from '../domain/plan/schema.js';
import { loadFrom } from './commands/load.js';
import type { EventStore } from './ports/event-store.js';

export interface PlanOnFile {
  readonly plan: Plan;
  /** SHA-256 of its canonical content, hexadecimal. */
  readonly hash: string;
}

/** The plans on file, with the periods in which they were adopted (PlanAdopted). A plan never adopted holds in the period its file names. */
export class PlanBook {
  private current: readonly Plan[];

  constructor(
    private readonly onFile: readonly PlanOnFile[],
    private readonly store: Pick<EventStore, 'readStreams'>,
  ) {
    this.current = onFile.map((p) => p.plan);
  }

  get plans(): readonly Plan[] {
    return this.current;
  }

  hashOf(planId: string): string {
    return this.onFile.find((p) => p.plan.planId === planId)?.hash ?? '';
  }

  /** Reads what has been adopted since: another process may have adopted a plan. */
  async refresh(): Promise<void> {
    this.current = await this.asOf(Number.POSITIVE_INFINITY);
  }

  /** The plans with the periods that were adopted up to a position of the log. */
  async asOf(position: number): Promise<readonly Plan[]> {
    const streams = [...new Set(this.onFile.map((p) => streamOf(adoptionAggregate.aggregate, p.plan.infohus)))];
    const stored = (await this.store.readStreams(streams)).filter((e) => e.position <= position);
    const adopted = streams.flatMap(
      (s) => (loadFrom(adoption as AnyDecider, s, stored).state as AdoptionState).adopted,
    );
    return withPeriods(
      this.onFile.map((p) => p.plan),
      adopted,
    );
  }

  /** Police, security and probation work under the law-enforcement directive, everybody else under the GDPR. */
  regimeOf(agency: string): Regime {
    const kinds = this.current.map((p) => kindOf(p, agency));
    return kinds.some((k) => k === 'police' || k === 'security' || k === 'probation') ? 'law-enforcement' : 'GDPR';
  }
}
