import { addHours } from '../../domain/kernel/calendar.js';
import {
  type AlertRole,
  alertsOf,
  isOfCompliance,
  justAfter,
  type Recipient,
  type ToldAlert,
} from '../../domain/obligations/alerts.js';
import { standingAt } from '../../domain/obligations/index.js';
import { leadCoordinator } from '../../domain/plan/roles.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { AlertRow } from '../../projections/deadline-alerts/deadline-alerts.js';
import type { NextAlert, ObligationRow } from '../../projections/obligations/obligations.js';

const NOTHING: ToldAlert = { keys: new Set(), acknowledged: false };
const keyOf = (row: AlertRow) => (row.step === null ? row.state : `${row.state}/${row.step}/${row.dueAt}`);

/** What was told of one obligation. A newer alert takes an acknowledgement back: it was of what stood then. */
export function toldOf(rows: readonly AlertRow[]): ToldAlert {
  if (rows.length === 0) return NOTHING;
  return { keys: new Set(rows.map(keyOf)), acknowledged: rows.every((row) => row.acknowledgedAt !== null) };
}

/** Who must act: the agency that has it, and where there is none yet those who coordinate; for what compliance owes, compliance. */
export function recipientFor(row: Pick<ObligationRow, 'whom' | 'obligation'>, to: AlertRole, plan: Plan): Recipient {
  const { whom } = row;
  const lead = leadCoordinator(plan);
  if (isOfCompliance(row)) return { to: 'compliance', agency: lead?.code ?? '' };
  if (to === 'coordinator') return { to, agency: lead?.code ?? '' };
  const police = plan.agencies.find((a) => a.kind === 'police');
  if (to === 'police') return { to, agency: police?.code ?? lead?.code ?? '' };
  if (whom) return { to, agency: whom };
  return { to: to === 'caseworker' ? 'coordinator' : to, agency: lead?.code ?? '' };
}

/** What is to be told of a row at an instant under a plan, and when the clock alone will ask for more. */
export const alertsFor = (row: ObligationRow, plan: Plan, told: ToldAlert, now: string) =>
  alertsOf(standingAt(row.facts, now), plan, told, now, (to) => recipientFor(row, to, plan));

/** When each plan has the next thing told: the first instant at which something would be. */
export function nextAlerts(
  row: ObligationRow,
  plans: readonly Plan[],
  alerts: readonly AlertRow[],
): readonly NextAlert[] {
  const told = toldOf(alerts);
  // What is met is told only where it was told of before; what has lapsed never.
  if (row.standing === 'lapsed' || (row.standing.startsWith('met') && told.keys.size === 0)) return [];
  return plans
    .filter((plan) => plan.infohus === row.infohus)
    .flatMap((plan): readonly NextAlert[] => {
      const at = instants(row, plan, told).find((instant) => alertsFor(row, plan, told, instant).alerts.length > 0);
      const { deadlineId, source, infohus } = row;
      return at === undefined ? [] : [{ deadlineId, planId: plan.planId, source, infohus, at }];
    });
}

/** In order. What was told as overdue is not asked for as due soon any more: that time is over. */
function instants({ standing, soonAt, dueAt, facts }: ObligationRow, { escalation, dueSoon }: Plan, told: ToldAlert) {
  if (standing !== 'open') return [ANY_TIME];
  const over = justAfter(dueAt);
  const overdue = escalation.overdue.map((step) => addHours(over, step.afterHours));
  if ([...told.keys].some((key) => key.startsWith('overdue/') && key.endsWith(`/${dueAt}`))) return overdue.sort();
  const leads = [soonAt, addHours(dueAt, -dueSoon.hours), addHours(dueAt, -24 * dueSoon.days), facts.startedAt];
  const soon = leads.flatMap((lead) => escalation.dueSoon.map((step) => addHours(lead, step.afterHours)));
  return [...soon.filter((at) => at <= dueAt || facts.held), ...overdue].sort();
}
/** It has ended: it could have been told before now. */
const ANY_TIME = '1970-01-01T00:00:00.000Z';
