import { type ConcernFacts, type ConcernStep, ending, link, newestOutcome } from '../concern/state.js';
import { addHours, localDateOf } from '../kernel/calendar.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { by, type Change, type End, hoursBefore, met, type Obligation, obligation } from './obligation.js';

/**
 * Triage within 24, 48 or 72 hours by severity (K16-4), counted from `receivedAt` around the clock. Each newer severity moves the limit,
 * but not once it has passed, nor after the triage.
 */
export function triageOf(
  concernId: string,
  facts: ConcernFacts,
  plans: readonly Plan[],
  now: string,
): Obligation | undefined {
  const { infohus, registeredAt, receivedAt } = facts;
  const plan = planInForce(plans, infohus, localDateOf(receivedAt));
  if (!plan || registeredAt > now) return undefined;
  const steps = by(facts.steps, now);
  const triaged = triagedAt(steps);
  const { dueAt, ...moved } = limit(receivedAt, plan, triaged ? by(steps, triaged) : steps);
  const caseId = link(steps)?.caseId;
  const given = {
    obligation: 'triage',
    infohus,
    concernId,
    ...(caseId ? { caseId } : {}),
    startedAt: registeredAt,
    dueAt,
    ...moved,
  } as const;
  return obligation(given, triageEnd(steps, triaged, dueAt), now, hoursBefore(plan));
}

/** Each newer severity moves the limit, but not once it has passed; one that was lapsed is revived with its old limit. */
function limit(receivedAt: string, { triageHours }: Plan, steps: readonly ConcernStep[]) {
  const originalDueAt = addHours(receivedAt, triageHours.none);
  const changes: Change[] = [];
  let dueAt = originalDueAt;
  for (const [i, step] of steps.entries()) {
    if (step.what !== 'assessed' || step.at > dueAt || lapsed(steps.slice(0, i))) continue;
    const moved = addHours(receivedAt, triageHours[step.severity]);
    if (moved !== dueAt) changes.push({ at: step.at, why: 'severity', dueAt: moved });
    dueAt = moved;
  }
  return changes.length === 0 ? { dueAt } : { dueAt, originalDueAt, changes };
}

/** CaseTriaged of its case; for a concern linked to a case already triaged: the linking. */
function triagedAt(steps: readonly ConcernStep[]): string | undefined {
  const linked = link(steps);
  if (!linked) return undefined;
  const triages = steps.filter((s) => s.what === 'triaged').map((s) => s.at);
  const first = [...triages, ...(linked.caseTriagedAt ? [linked.caseTriagedAt] : [])].sort()[0];
  return first === undefined || first > linked.at ? first : linked.at;
}

/** Unsubstantiated, dismissed, handed to police or forwarded: it lapses, overdue or not; a later substantiated finding revives it. */
const lapsed = (steps: readonly ConcernStep[]) =>
  ending(steps) !== undefined || newestOutcome(steps) === 'unsubstantiated';

function triageEnd(steps: readonly ConcernStep[], triaged: string | undefined, dueAt: string): End | undefined {
  const metWhileInForce = triaged !== undefined && !lapsed(by(steps, triaged));
  if (metWhileInForce) return met(triaged, dueAt);
  if (lapsed(steps)) return { how: 'lapsed' };
  return triaged === undefined ? undefined : met(triaged, dueAt);
}
