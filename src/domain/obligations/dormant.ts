import { addDays, addHours, localDateOf } from '../kernel/calendar.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { by, daysBefore, dueOn, type End, met, type Obligation, obligation } from './obligation.js';

/** An event of a case, amendments aside. `open`: the case was open once it had happened. */
export interface Touch {
  readonly eventId: string;
  readonly at: string;
  readonly open: boolean;
}

/**
 * A case without an event for 90 days (plan data) asks for a review (B-9): each event owes it, the next one answers it. Only the newest is told,
 * and those that became overdue; what was closed meanwhile needs no review.
 */
export function dormantReviews(
  caseId: string,
  { infohus, touches }: { readonly infohus: string; readonly touches: readonly Touch[] },
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  const known = by(touches, now);
  const newest = known.findLastIndex((t) => t.open);
  return known.flatMap(({ eventId, at, open }, i): readonly Obligation[] => {
    const next = known[i + 1];
    // Most events follow closely on one another: whatever the plan says, that is no gap.
    if (!open || (next?.open && next.at <= addHours(at, LEAST))) return [];
    const plan = planInForce(plans, infohus, localDateOf(at));
    if (!plan) return [];
    const dueAt = dueOn(addDays(localDateOf(at), plan.dormantReview.days));
    const end = endBy(next, dueAt);
    if (i !== newest && next !== undefined && next.at <= dueAt) return [];
    const given = { obligation: 'dormant-review', infohus, caseId, key: eventId, startedAt: at, dueAt } as const;
    return [obligation(given, end, now, daysBefore(plan))];
  });
}
const LEAST = 24;

const endBy = (next: Touch | undefined, dueAt: string): End | undefined =>
  next && (next.open ? met(next.at, dueAt) : { how: 'lapsed' });
