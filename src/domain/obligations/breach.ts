import { noticeDueAt } from '../breach/breach.js';
import type { BreachState } from '../breach/state.js';
import { localDateOf } from '../kernel/calendar.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { by, hoursBefore, met, type Obligation, obligation } from './obligation.js';

/**
 * The supervisory authority is told of a breach within 72 hours of its discovery (GDPR art. 33(1)), by the time it was told. It lapses while the
 * newest judgement finds a danger to anybody unlikely, and when the breach is closed.
 */
export function obligationsOfBreach(
  breachId: string,
  { infohus, discoveredAt, recordedAt, assessments, notified, closedAt }: BreachState,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  const plan = planInForce(plans, infohus, localDateOf(discoveredAt));
  if (!plan || recordedAt === null || recordedAt > now) return [];
  const dueAt = noticeDueAt({ discoveredAt });
  const given = { obligation: 'breach-notice', infohus, breachId, startedAt: recordedAt, dueAt } as const;
  const told = by(notified, now)
    .map((n) => n.notifiedAt)
    .sort()[0];
  const closed = closedAt !== null && closedAt <= now;
  const lapses = closed || by(assessments, now).at(-1)?.risk === 'unlikely';
  const end = told !== undefined ? met(told, dueAt) : lapses ? ({ how: 'lapsed' } as const) : undefined;
  return [obligation(given, end, now, hoursBefore(plan))];
}
