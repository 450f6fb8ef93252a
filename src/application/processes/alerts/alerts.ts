import { deadline } from '../../../domain/alerts/alerts.js';
import { localDateOf } from '../../../domain/kernel/calendar.js';
import type { Alert, AlertRole, Recipient, ToldAlert } from '../../../domain/obligations/alerts.js';
import { type Obligation, standingAt } from '../../../domain/obligations/index.js';
import { planInForce } from '../../../domain/plan/in-force.js';
import type { Plan } from '../../../domain/plan/schema.js';
import { byDeadline } from '../../../projections/deadline-alerts/deadline-alerts.js';
import type { ObligationRow } from '../../../projections/obligations/obligations.js';
import type { ReadModels } from '../../../projections/read-models.js';
import type { Executor } from '../../commands/execute.js';
import type { CommandEnvelope } from '../../commands/request.js';
import { systemActor, systemCommand } from '../../commands/system-command.js';
import { deadlineFacts } from '../../obligations/deadlines.js';
import { alertsFor, recipientFor, toldOf } from '../../obligations/next-alert.js';
import { rowsFrom } from '../../obligations/query.js';
import { kept } from '../../obligations/standing.js';
import type { PlanBook } from '../../plan-book.js';
import type { Clock } from '../../ports/runtime.js';
import { SILENT, type Telemetry } from '../../ports/telemetry.js';
import type { Vault } from '../../ports/vault.js';
import { Refused } from '../../refusal.js';
import { uuidOf } from '../../uuid-of.js';

export interface Evaluated {
  /** How many alerts were raised now; those that stood already are not counted. */
  readonly raised: number;
  /** How many could not be raised: each is tried again at the next look, and `/health` says so. */
  readonly refused: number;
  /** When the clock alone will ask for more, if nothing happens before; UTC. */
  readonly next: string | undefined;
}

/** Appends run beside each other, so that the store's group commit takes them together. */
const AT_ONCE = 16;

/**
 * Raises each alert exactly once, whatever the clock, restarts and crashes do: which one it is decides its command id, so that an append
 * that may or may not have happened is simply given again. Nothing is ticked or remembered here (design.md, Deadlines).
 */
export class Alerts {
  constructor(
    private readonly models: ReadModels,
    private readonly book: PlanBook,
    private readonly executor: Executor,
    private readonly clock: Clock,
    private readonly vault: Pick<Vault, 'digest'>,
    private readonly telemetry: Telemetry = SILENT,
  ) {}

  /** Looks at every obligation as the clock stands. The read models must have caught up. @throws Refused unavailable */
  async evaluate(): Promise<Evaluated> {
    await this.book.refresh();
    const now = this.clock.now();
    const plans = this.book.plans;
    const due: Due[] = [];
    const instants: string[] = [];
    for (const infohus of new Set(plans.map((p) => p.infohus))) {
      const plan = planInForce(plans, infohus, localDateOf(now));
      if (!plan) continue;
      const found = await this.toTell(infohus, plan, now);
      for (const { row, told } of found.rows) {
        const find = (to: AlertRole) => recipientFor(row, to, plan);
        const { alerts, next } = alertsFor(row, plan, told, now);
        for (const alert of alerts) {
          const commandId = this.commandIdOf(row.deadlineId, alert);
          due.push({ alert, given: command(row.deadlineId, standingAt(row.facts, now), alert, { find, commandId }) });
        }
        if (next) instants.push(next);
      }
      if (found.next) instants.push(found.next);
    }
    return { ...(await this.give(due)), next: instants.sort()[0] };
  }

  /** What is to be told by now, and when the clock alone will ask for more: of what is due, not of what there is. */
  private async toTell(infohus: string, plan: Plan, now: string): Promise<ToTell> {
    const rows = await kept(this.models, now);
    if (rows) {
      const due = await rows.toTell(infohus, plan.planId, now);
      return {
        rows: due.map(({ row, told }) => ({ row, told: toldOf(told) })),
        next: await rows.nextToTell(infohus, plan.planId, now),
      };
    }
    const { plans } = this.book;
    const told = byDeadline(await this.models.alerts(infohus));
    const all = rowsFrom(await deadlineFacts(this.models, { infohus }, plans), plans, now);
    return { rows: all.map((row) => ({ row, told: toldOf(told.get(row.deadlineId) ?? []) })), next: undefined };
  }

  /** Under the installation's key: nobody else can know it, and so take it beforehand and keep the alert from being raised. */
  private commandIdOf(deadlineId: string, alert: Alert): string {
    return uuidOf(this.vault.digest('system-command', `${deadlineId}/${alert.key}`));
  }

  private async give(all: readonly Due[]): Promise<Pick<Evaluated, 'raised' | 'refused'>> {
    let raised = 0;
    let refused = 0;
    for (let i = 0; i < all.length; i += AT_ONCE) {
      const answers = await ended(all.slice(i, i + AT_ONCE).map((due) => this.raiseOne(due)));
      raised += answers.filter((answer) => answer === 'raised').length;
      refused += answers.filter((answer) => answer === 'refused').length;
    }
    return { raised, refused };
  }

  private async raiseOne({ alert, given }: Due): Promise<'raised' | 'stood' | 'refused'> {
    const outcome = await this.raise(given);
    if (outcome === 'stood') return outcome;
    const state = alert.what === 'raise' ? alert.state : alert.what;
    this.telemetry.count('alerts', { state, outcome });
    const late = (Date.parse(this.clock.now()) - Date.parse(alert.at)) / 1000;
    if (outcome === 'raised' && alert.what === 'raise')
      this.telemetry.observe('alert_lateness', Math.max(0, late), { state: alert.state });
    return outcome;
  }

  /** One that is refused stops no other. @throws Refused unavailable */
  private async raise(given: CommandEnvelope): Promise<'raised' | 'stood' | 'refused'> {
    try {
      return (await this.executor.execute(given)).fresh ? 'raised' : 'stood';
    } catch (error) {
      if (!(error instanceof Refused) || error.code === 'unavailable') throw error;
      // The clock was put back since we looked: its time will come.
      return error.rule === 'occurred-in-future' ? 'stood' : 'refused';
    }
  }
}

/** As Promise.all, but one that fails leaves none under way: what is appended after a look has ended would be judged by another clock. */
async function ended<T>(all: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(all);
  return Promise.all(all);
}

interface Due {
  readonly alert: Alert;
  readonly given: CommandEnvelope;
}

interface ToTell {
  readonly rows: readonly { readonly row: ObligationRow; readonly told: ToldAlert }[];
  /** Of those that are not among the rows. */
  readonly next: string | undefined;
}

const COMMAND = { raise: 'RaiseAlert', missed: 'NoteMissed', met: 'NoteMet' } as const;

function command(
  id: string,
  o: Obligation,
  alert: Alert,
  { find, commandId }: { readonly find: (to: AlertRole) => Recipient; readonly commandId: string },
): CommandEnvelope {
  const name = COMMAND[alert.what];
  const {
    state: _,
    open: __,
    metAt: ___,
    originalDueAt: ____,
    changes: _____,
    key: ______,
    agency: _______,
    ...about
  } = o;
  const { agency } = find('caseworker');
  const said = {
    raise: (a: Extract<Alert, { what: 'raise' }>) => ({ state: a.state, step: a.step, to: a.to, agency: a.agency }),
    missed: () => ({ agency }),
    met: (a: Extract<Alert, { what: 'met' }>) => ({ metAt: a.metAt, late: a.late }),
  };
  const data = { ...about, ...said[alert.what](alert as never) };
  return systemCommand(deadline.aggregate, name, {
    ...{ id, at: alert.at, data, body: { deadline: id, alert: alert.key } },
    ...{ actor: systemActor('scheduler', o.infohus), commandId },
  });
}
