import { type ConcernFacts, type ConcernStep, link } from '../concern/state.js';
import { addWorkingDays, localDateOf } from '../kernel/calendar.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { holidaysOf } from '../plan/working-time.js';
import { by, daysBefore, dueOn, type End, met, type Obligation, obligation } from './obligation.js';

/**
 * A receipt to the professional who gave notice, within the plan's working days after it was received (B-8); none where the plan sets none, nor
 * for what was sent without a name or came from elsewhere. Met by the first, by the day it was sent; a duplicate needs none.
 */
export function receiptOf(
  concernId: string,
  facts: ConcernFacts,
  plans: readonly Plan[],
  now: string,
): Obligation | undefined {
  const { infohus, registeredAt, receivedAt, registeredBy, anonymous } = facts;
  const day = localDateOf(receivedAt);
  const plan = planInForce(plans, infohus, day);
  if (!plan?.receiptWithinWorkingDays || registeredAt > now || anonymous || !registeredBy) return undefined;
  const steps = by(facts.steps, now);
  const dueAt = dueOn(addWorkingDays(day, plan.receiptWithinWorkingDays.days, holidaysOf(plan)));
  const caseId = link(steps)?.caseId;
  const about = { infohus, concernId, ...(caseId ? { caseId } : {}) };
  return obligation(
    { obligation: 'receipt', ...about, startedAt: registeredAt, dueAt },
    firstEnd(steps, dueAt),
    now,
    daysBefore(plan),
  );
}

/** What is met stays met, what lapsed stays lapsed. */
function firstEnd(steps: readonly ConcernStep[], dueAt: string): End | undefined {
  for (const s of steps) {
    if (s.what === 'receipt-sent') return met(s.sentAt, dueAt);
    if (s.what === 'ended' && s.how === 'duplicate') return { how: 'lapsed' };
  }
  return undefined;
}
