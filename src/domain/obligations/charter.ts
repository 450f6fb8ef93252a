import { addMonths } from '../kernel/calendar.js';
import type { PartnerState } from '../partner/state.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { doneOn } from './insight.js';
import { by, daysBefore, dueOn, met, type Obligation, obligation } from './obligation.js';

/** Partners sign the Charter for democratic values every second year (K24-9): each signature is answered by the
 * next, by the day on the paper. */
export function obligationsOfPartner(
  partnerId: string,
  { infohus, charters }: PartnerState,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  const signed = [...by(charters, now)].sort((a, b) =>
    a.signedOn < b.signedOn ? -1 : a.signedOn > b.signedOn ? 1 : 0,
  );
  return signed.flatMap(({ at, signedOn }, i) => {
    const plan = planInForce(plans, infohus, signedOn);
    if (!plan) return [];
    const dueAt = dueOn(addMonths(signedOn, plan.charterRenewalMonths.months));
    const next = signed[i + 1];
    const given = { obligation: 'charter-renewal', infohus, partnerId, startedAt: at, dueAt } as const;
    return [obligation(given, next && met(doneOn(next.signedOn, next.at), dueAt), now, daysBefore(plan))];
  });
}
