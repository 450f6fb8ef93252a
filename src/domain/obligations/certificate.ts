import { addHours, localDateOf } from '../kernel/calendar.js';
import { CERTIFICATE_LEAD_DAYS } from '../mentor/standing.js';
import type { MentorState } from '../mentor/state.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { by, dueOn, type End, type Lead, met, type Obligation, obligation } from './obligation.js';

export const certificateLead: Lead = (dueAt) => addHours(dueAt, -24 * CERTIFICATE_LEAD_DAYS);

/** Each date that was written down is owed until a later one is, or the mentor ends; an earlier one takes its place. */
export function obligationsOfMentor(
  mentorId: string,
  { infohus, certificates, endedAt }: MentorState,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  const ended = endedAt !== null && endedAt <= now ? endedAt : undefined;
  return by(certificates, now).flatMap(({ eventId, at, until }, i, all): readonly Obligation[] => {
    const plan = planInForce(plans, infohus, localDateOf(at));
    if (!plan) return [];
    const dueAt = dueOn(until);
    const after = all[i + 1];
    const given = { obligation: 'certificate', infohus, mentorId, key: eventId, startedAt: at, dueAt } as const;
    const end = endBy(after, until, ended, dueAt);
    return [obligation(given, end, now, certificateLead)];
  });
}

function endBy(
  after: { readonly at: string; readonly until: string } | undefined,
  until: string,
  ended: string | undefined,
  dueAt: string,
): End | undefined {
  if (after) return after.until > until ? met(after.at, dueAt) : { how: 'lapsed' };
  return ended === undefined ? undefined : met(ended, dueAt);
}
