import { addMonths, endOfDay, localDateOf } from '../kernel/calendar.js';
import type { PersonRights } from '../person/rights.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { by, daysBefore, dueOn, met, type Obligation, obligation } from './obligation.js';

/** Who asks what is held about them is answered within a month of the day on which it was received (GDPR art. 12(3); plan data). */
export function obligationsOfPerson(
  personId: string,
  { infohus, insights, delivered }: PersonRights,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  return by(insights, now).flatMap(({ eventId, at, receivedOn }): readonly Obligation[] => {
    const plan = planInForce(plans, infohus, receivedOn);
    if (!plan) return [];
    const dueAt = dueOn(addMonths(receivedOn, plan.insightMonths.months));
    const given = { obligation: 'insight', infohus, personId, key: eventId, startedAt: at, dueAt } as const;
    const answers = by(delivered, now).filter((d) => d.at >= at);
    const done = answers.map((d) => doneOn(d.deliveredOn, d.at)).sort()[0];
    return [obligation(given, done === undefined ? undefined : met(done, dueAt), now, daysBefore(plan))];
  });
}

/** Those that are still to be answered. */
export const openInsights = (...of: Parameters<typeof obligationsOfPerson>): readonly Obligation[] =>
  obligationsOfPerson(...of).filter(({ open }) => open);

/** When something was done that is told by its day: the instant it was written down, if that is the same day; else the end of that day. */
export const doneOn = (day: string, at: string): string => (localDateOf(at) === day ? at : endOfDay(day));
