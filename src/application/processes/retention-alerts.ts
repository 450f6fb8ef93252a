import { deadline } from '../../domain/alerts/alerts.js';
import { addDays, endOfDay, localDateOf, startOfDay } from '../../domain/kernel/calendar.js';
import { planInForce } from '../../domain/plan/in-force.js';
import { leadCoordinator } from '../../domain/plan/roles.js';
import type { ReadModels } from '../../projections/read-models.js';
import type { Executor } from '../commands/execute.js';
import { systemActor, systemCommand } from '../commands/system-command.js';
import type { PlanBook } from '../plan-book.js';
import type { Clock } from '../ports/runtime.js';
import type { Vault } from '../ports/vault.js';
import { alertIdOf, RETENTION, type RetainedRecord, retained } from '../queries/rights/retention.js';
import { Refused } from '../refusal.js';
import { uuidOf } from '../uuid-of.js';

interface RetentionAlertsDependencies {
  readonly models: ReadModels;
  readonly vault: Pick<Vault, 'digest'>;
  readonly book: PlanBook;
  readonly executor: Pick<Executor, 'execute'>;
  readonly clock: Clock;
}
export interface RetentionTold {
  readonly raised: number;
  readonly refused: number;
  /** The next local day: days alone end a period. */
  readonly next: string;
}

/**
 * Tells compliance of what has been kept as long as the plan allows: each record once for each day that its period ended on, so that one that was
 * reopened, corrected or is kept longer by a new plan is told of anew when that is over (domain.md rule 12). It names no case and no person: what
 * is due stands on the page of retention, for compliance alone.
 */
export class RetentionAlerts {
  /** The local day that was looked at; another process, or a start, may look at it again. */
  private looked = '';

  constructor(private readonly around: RetentionAlertsDependencies) {}

  /** The read models must have caught up. @throws Refused unavailable */
  async look(): Promise<RetentionTold> {
    const { book, clock } = this.around;
    const now = clock.now();
    const day = localDateOf(now);
    const next = startOfDay(addDays(day, 1));
    const answers: (boolean | 'refused')[] = [];
    if (this.looked !== day)
      for (const infohus of new Set(book.plans.map((p) => p.infohus))) answers.push(...(await this.tell(infohus, now)));
    const refused = answers.filter((answer) => answer === 'refused').length;
    if (refused === 0) this.looked = day;
    return { raised: answers.filter((answer) => answer === true).length, refused, next };
  }

  private async tell(infohus: string, now: string) {
    const { models, book } = this.around;
    const plan = planInForce(book.plans, infohus, localDateOf(now));
    const agency = plan && leadCoordinator(plan)?.code;
    if (!agency) return [];
    const told = new Set((await models.alerts(infohus)).filter((a) => a.obligation === RETENTION).map(keyOf));
    const answers: (boolean | 'refused')[] = [];
    for (const record of await retained(models, infohus, book.plans, now)) {
      const { state, until } = record;
      // A document goes with what it hangs on.
      if (record.kind === 'document' || state === 'kept') continue;
      const row = { deadlineId: alertIdOf(record), dueAt: endOfDay(until) };
      const isTold = told.has(keyOf({ ...row, state: 'overdue' }));
      if (state === 'disposed') {
        if (isTold && !told.has(keyOf({ ...row, state: 'met' })))
          answers.push(await this.give(record, 'NoteMet', { infohus, agency, now }));
      } else if (!isTold) answers.push(await this.give(record, 'RaiseAlert', { infohus, agency, now }));
    }
    return answers;
  }

  /** Under an id of the installation's key: said once, however often it is tried. */
  private async give(
    record: RetainedRecord,
    name: 'RaiseAlert' | 'NoteMet',
    { infohus, agency, now }: { readonly infohus: string; readonly agency: string; readonly now: string },
  ): Promise<boolean | 'refused'> {
    const { vault, executor } = this.around;
    const { recordId, endedOn, until } = record;
    const key = `retention/${name}/${recordId}/${until}`;
    const about = { infohus, obligation: RETENTION, startedAt: startOfDay(endedOn), dueAt: endOfDay(until) };
    const said =
      name === 'NoteMet'
        ? { metAt: record.clearedAt ?? now, late: true }
        : { state: 'overdue', step: 0, to: 'compliance', agency };
    const command = systemCommand(deadline.aggregate, name, {
      ...{ id: alertIdOf(record), at: now, data: { ...about, ...said }, body: { key } },
      actor: systemActor('scheduler', infohus),
      commandId: uuidOf(vault.digest('system-command', key)),
    });
    try {
      return (await executor.execute(command)).fresh;
    } catch (error) {
      // One that is refused stops no other.
      if (error instanceof Refused && error.code !== 'unavailable') return 'refused';
      throw error;
    }
  }
}

const keyOf = ({ deadlineId, dueAt, state }: { deadlineId: string; dueAt: string; state: string }) =>
  `${deadlineId} ${dueAt} ${state}`;
