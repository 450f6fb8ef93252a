import type { Handover, Referral } from '../case/state.js';
import { addWorkingDays, localDateOf } from '../kernel/calendar.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { holidaysOf } from '../plan/working-time.js';
import type { Transfers } from '../transfer/state.js';
import { daysBefore, dueOn, lapse, met, type Obligation, obligation } from './obligation.js';

interface OfACase {
  readonly caseId?: string;
  readonly concernId?: string;
  readonly infohus: string;
}
export type HandoverFacts = Handover & OfACase & { readonly handoverId: string };
export type ReferralFacts = Referral & OfACase & { readonly referralId: string };

/** A handover is answered by the end of the third working day after it was offered (plan data). */
export const obligationOfHandover = (h: HandoverFacts, plans: readonly Plan[], now: string): Obligation | undefined =>
  owed(h, { obligation: 'handover-answer', handoverId: h.handoverId }, asked(h.offeredAt, h.answer?.at), plans, now);

/** So is a referral. It lapses where the case closed because the person moved or died. */
export const obligationOfReferral = (r: ReferralFacts, plans: readonly Plan[], now: string): Obligation | undefined =>
  owed(
    r,
    { obligation: 'referral-answer', referralId: r.referralId },
    asked(r.referredAt, r.answeredAt, r.leftAt),
    plans,
    now,
  );

/** And what was handed to another installation, whatever it was: until it is accepted, declined or withdrawn (B-7). */
export const obligationsOfTransfers = (
  all: Transfers = {},
  of: OfACase,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] =>
  Object.entries(all).flatMap(
    ([transferId, { sentAt, answer }]) =>
      owed(of, { obligation: 'transfer-answer', transferId }, asked(sentAt, answer?.at), plans, now) ?? [],
  );

interface OpenRequest {
  readonly at: string;
  readonly answeredAt: string | undefined;
  readonly leftAt: string | undefined;
}
const asked = (at: string, answeredAt?: string | null, leftAt?: string | null): OpenRequest => ({
  at,
  answeredAt: answeredAt ?? undefined,
  leftAt: leftAt ?? undefined,
});

function owed(
  { infohus, caseId, concernId }: OfACase,
  which: Pick<Obligation, 'obligation' | 'handoverId' | 'referralId' | 'transferId'>,
  { at, answeredAt, leftAt }: OpenRequest,
  plans: readonly Plan[],
  now: string,
): Obligation | undefined {
  const day = localDateOf(at);
  const plan = planInForce(plans, infohus, day);
  if (!plan || at > now) return undefined;
  const dueAt = dueOn(addWorkingDays(day, plan.handoverAnswerWorkingDays.days, holidaysOf(plan)));
  const given = {
    ...which,
    infohus,
    ...(caseId ? { caseId } : {}),
    ...(concernId ? { concernId } : {}),
    startedAt: at,
    dueAt,
  };
  const left = leftAt !== undefined && leftAt <= now ? lapse(leftAt, dueAt, undefined) : undefined;
  const answer = answeredAt !== undefined && answeredAt <= now ? met(answeredAt, dueAt) : undefined;
  return obligation(given, left ?? answer, now, daysBefore(plan));
}
