import type { Handover } from '../case/state.js';
import { addWorkingDays, localDateOf } from '../kernel/calendar.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { holidaysOf } from '../plan/working-time.js';
import { daysBefore, dueOn, met, type Obligation, obligation } from './obligation.js';

export type HandoverFacts = Handover & {
  readonly handoverId: string;
  readonly caseId?: string;
  readonly infohus: string;
};

/** A handover is answered by the end of the third working day after it was offered (plan data). */
export function obligationOfHandover(
  handover: HandoverFacts,
  plans: readonly Plan[],
  now: string,
): Obligation | undefined {
  const { infohus, caseId, handoverId, offeredAt, answer } = handover;
  const offeredOn = localDateOf(offeredAt);
  const plan = planInForce(plans, infohus, offeredOn);
  if (!plan || offeredAt > now) return undefined;
  const dueAt = dueOn(addWorkingDays(offeredOn, plan.handoverAnswerWorkingDays.days, holidaysOf(plan)));
  const given = {
    obligation: 'handover-answer',
    infohus,
    ...(caseId ? { caseId } : {}),
    handoverId,
    startedAt: offeredAt,
    dueAt,
  } as const;
  const answered = answer && answer.at <= now ? answer : undefined;
  return obligation(given, answered && met(answered.at, dueAt), now, daysBefore(plan));
}
