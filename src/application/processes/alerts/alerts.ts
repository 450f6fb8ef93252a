import { deadline } from '../../../domain/alerts/alerts.js';
import { localDateOf } from '../../../domain/kernel/calendar.js';
import type { AnyDecider } from '../../../domain/kernel/decider.js';
import { type Alert, type AlertRole, alertsOf, type Recipient, type Told } from '../../../domain/obligations/alerts.js';
import type { Obligation } from '../../../domain/obligations/index.js';
import { planInForce } from '../../../domain/plan/in-force.js';
import type { Plan } from '../../../domain/plan/schema.js';
import type { CaseRow } from '../../../projections/case-list/case-list.js';
import type { AlertRow } from '../../../projections/deadline-alerts/deadline-alerts.js';
import type { Executor } from '../../commands/execute.js';
import type { CommandEnvelope } from '../../commands/request.js';
import type { PlanBook } from '../../plan-book.js';
import type { ReadModels } from '../../ports/read-models.js';
import type { Clock } from '../../ports/runtime.js';
import type { Vault } from '../../ports/vault.js';
import { deadlineFacts, obligationsAt } from '../../queries/deadlines.js';
import { Refused } from '../../refusal.js';
import { uuidOf } from '../../uuid-of.js';
import { deadlineIdOf } from './deadline-id.js';

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
  ) {}

  /** Looks at every obligation as the clock stands. The read models must have caught up. @throws Refused unavailable */
  async evaluate(): Promise<Evaluated> {
    await this.book.refresh();
    const now = this.clock.now();
    const plans = this.book.plans;
    const told = toldBy(await this.models.alerts());
    const due: CommandEnvelope[] = [];
    const instants: string[] = [];
    for (const infohus of new Set(plans.map((p) => p.infohus))) {
      const plan = planInForce(plans, infohus, localDateOf(now));
      if (!plan) continue;
      const facts = await deadlineFacts(this.models, { infohus }, plans);
      const cases = new Map(facts.cases.map((c) => [c.caseId, c]));
      for (const o of obligationsAt(facts, plans, now)) {
        const id = deadlineIdOf(o);
        const find = (to: AlertRole) => recipientOf(o, to, o.caseId ? cases.get(o.caseId) : undefined, plan);
        const { alerts, next } = alertsOf(o, plan, told.get(id) ?? NOTHING, now, find);
        due.push(...alerts.map((alert) => command(id, o, alert, { find, commandId: this.commandIdOf(id, alert) })));
        if (next) instants.push(next);
      }
    }
    return { ...(await this.give(due)), next: instants.sort()[0] };
  }

  /** Under the installation's key: nobody else can know it, and so take it beforehand and keep the alert from being raised. */
  private commandIdOf(deadlineId: string, alert: Alert): string {
    return uuidOf(this.vault.digest('system-command', `${deadlineId}/${alert.key}`));
  }

  private async give(all: readonly CommandEnvelope[]): Promise<Pick<Evaluated, 'raised' | 'refused'>> {
    let raised = 0;
    let refused = 0;
    for (let i = 0; i < all.length; i += AT_ONCE) {
      const answers = await Promise.all(all.slice(i, i + AT_ONCE).map((given) => this.raise(given)));
      raised += answers.filter((answer) => answer === 'raised').length;
      refused += answers.filter((answer) => answer === 'refused').length;
    }
    return { raised, refused };
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

const NOTHING: Told = { keys: new Set(), acknowledged: false };
const keyOf = (row: AlertRow) => (row.step === null ? row.state : `${row.state}/${row.step}/${row.dueAt}`);

function toldBy(rows: readonly AlertRow[]): ReadonlyMap<string, Told> {
  const told = new Map<string, { keys: Set<string>; acknowledged: boolean }>();
  for (const row of rows) {
    const known = told.get(row.deadlineId) ?? { keys: new Set(), acknowledged: true };
    known.keys.add(keyOf(row));
    // Newer alerts take an acknowledgement back: it was of what stood then.
    told.set(row.deadlineId, { keys: known.keys, acknowledged: known.acknowledged && row.acknowledgedAt !== null });
  }
  return told;
}

/** Who must act: the agency that holds the case, the one that was asked, and where there is no case yet those who coordinate. */
function recipientOf(o: Obligation, to: AlertRole, row: CaseRow | undefined, plan: Plan): Recipient {
  const coordinating = plan.agencies.filter((a) => a.coordinating);
  const lead = coordinating.find((a) => a.kind === 'municipal') ?? coordinating[0];
  if (to === 'coordinator') return { to, agency: lead?.code ?? '' };
  const police = plan.agencies.find((a) => a.kind === 'police');
  if (to === 'police') return { to, agency: police?.code ?? lead?.code ?? '' };
  const asked = row?.state.handovers[o.handoverId ?? '']?.to ?? row?.state.referrals[o.referralId ?? '']?.to;
  const agency = o.agency ?? asked ?? row?.responsible;
  if (agency) return { to, agency };
  return { to: to === 'caseworker' ? 'coordinator' : to, agency: lead?.code ?? '' };
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
  return {
    request: {
      command: { name, definition: deadline.commands[name] as never, on: [deadline as AnyDecider] },
      id,
      at: alert.at,
      data,
      // What tells it from others: the rest may have changed since an append whose outcome is unknown.
      body: { deadline: id, alert: alert.key },
    },
    actor: { userId: 'scheduler', agency: o.infohus, role: 'system' },
    kind: 'system',
    commandId,
  };
}
