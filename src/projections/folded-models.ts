import type { ReadModels, Scope } from '../application/ports/read-models.js';
import type { Recorded } from '../domain/kernel/event.js';
import type { CaseRow } from './case-list/case-list.js';
import type { ConcernRow } from './concern-facts/concern-facts.js';
import type { AlertRow } from './deadline-alerts/deadline-alerts.js';
import type { FigureRow } from './figures/figures.js';
import type { Holding } from './handover-chain/handover-chain.js';
import { caseList, concernFacts, deadlineAlerts, figures, handoverChain, registers } from './index.js';
import { fold, type Projection } from './projection.js';
import type { Register, RegisterRow } from './registers/registers.js';

/** The read models as of a moment: folded from events by the same definitions, without touching a table. */
export class FoldedModels implements ReadModels {
  constructor(
    private readonly events: readonly Recorded[],
    /** By the occurred clock: only what had happened by then. */
    private readonly until?: string,
  ) {}

  async cases({ infohus, agency }: Scope): Promise<readonly CaseRow[]> {
    const rows = this.rows<CaseRow>(caseList as unknown as Projection).filter((r) => r.infohus === infohus);
    const own = rows.filter((r) => agency === undefined || [...r.agencies, ...r.asked].includes(agency));
    return own.sort(
      by(
        (r) => r.openedAt,
        (r) => r.caseId,
      ),
    );
  }
  async concerns({ infohus }: Scope): Promise<readonly ConcernRow[]> {
    return this.rows<ConcernRow>(concernFacts as unknown as Projection)
      .filter((r) => r.infohus === infohus)
      .sort(
        by(
          (r) => r.receivedAt,
          (r) => r.concernId,
        ),
      );
  }
  async concern(concernId: string): Promise<ConcernRow | undefined> {
    return this.rows<ConcernRow>(concernFacts as unknown as Projection).find((r) => r.concernId === concernId);
  }
  async holdings(caseId: string): Promise<readonly Holding[]> {
    return this.rows<Holding>(handoverChain as unknown as Projection).filter((r) => r.caseId === caseId);
  }
  async register<A extends Register>(aggregate: A, infohus?: string): Promise<readonly RegisterRow<A>[]> {
    return this.rows<RegisterRow<A>>(registers as unknown as Projection)
      .filter((r) => r.aggregate === aggregate && (infohus === undefined || r.infohus === infohus))
      .sort(
        by(
          (r) => r.at,
          (r) => r.id,
        ),
      );
  }
  async alerts(infohus?: string): Promise<readonly AlertRow[]> {
    return this.rows<AlertRow>(deadlineAlerts as unknown as Projection)
      .filter((r) => infohus === undefined || r.infohus === infohus)
      .sort(
        by(
          (r) => r.at,
          (r) => r.alertId,
        ),
      );
  }
  async figures(infohus: string): Promise<readonly FigureRow[]> {
    return this.rows<FigureRow>(figures as unknown as Projection)
      .filter((r) => r.infohus === infohus)
      .sort((a, b) => compare(a.occurredAt, b.occurredAt) || a.position - b.position);
  }

  private rows<R>(p: Projection): R[] {
    return [...fold(p, this.events, this.until).values()].flatMap((group) => group.rows) as R[];
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** The tables' order: newest first, then by id. */
const by =
  <R>(instant: (row: R) => string, id: (row: R) => string) =>
  (a: R, b: R): number =>
    compare(instant(b), instant(a)) || compare(id(a), id(b));
