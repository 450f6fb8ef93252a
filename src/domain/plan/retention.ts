import type { CaseState } from '../case/state.js';
import { type ConcernFacts, type ConcernStep, ending, link, newestOutcome } from '../concern/state.js';
import type { HotlineState } from '../hotline/hotline.js';
import type { IncidentState } from '../incident/incident.js';
import { addDays, addMonths, localDateOf, startOfDay } from '../kernel/calendar.js';
import type { MeetingState } from '../meeting/state.js';
import type { IncomingState } from '../transfer/state.js';
import { DEFAULTS } from './defaults.js';
import { planInForce } from './in-force.js';
import type { Plan } from './schema.js';

/** What is kept no longer than the plan says after it ended; then compliance is asked to erase what is personal in it (domain.md rule 12). */
export interface Retention {
  /** The rule of the plan: `concern-dismissed`, `concern-unsubstantiated`, `case`, `meeting`, `hotline`, `incident`. */
  readonly of: string;
  readonly endedOn: string;
  /** The last local day of its retention. */
  readonly until: string;
  readonly months: number;
  /** The plan that set the months; null: no plan does, and the default holds. */
  readonly plan: string | null;
}
/** By which plans, and on which local day: the plan in force then sets the months, also of what ended under an earlier one. */
export interface RetentionOn {
  readonly plans: readonly Plan[];
  readonly day: string;
}

/** The rules by which a concern is kept that came to nothing. */
export const CONCERN_RULES = ['concern-dismissed', 'concern-unsubstantiated'] as const;
/** By which of them, and since when: a concern that came to nothing is kept shorter than a case (KØ-6); one that is in a case is kept with it. */
export function endOfConcern(steps: readonly ConcernStep[]) {
  if (link(steps)) return undefined;
  const ended = ending(steps);
  if (ended === 'handed-to-police' || ended === 'forwarded') return undefined; // kept by whoever holds it now
  const last = steps.findLast((s) => (ended ? s.what === 'ended' : s.what === 'qualified'));
  if (!last || (!ended && newestOutcome(steps) !== 'unsubstantiated')) return undefined;
  return { of: CONCERN_RULES[ended ? 0 : 1], at: last.at };
}
export function retentionOfConcern({ infohus, steps }: ConcernFacts, on: RetentionOn): Retention | undefined {
  const ended = endOfConcern(steps);
  return ended && retention(ended.of, infohus, ended.at, on);
}

export const retentionOfCase = ({ infohus, closedAt }: CaseState, on: RetentionOn): Retention | undefined =>
  closedAt === null ? undefined : retention('case', infohus, closedAt, on);

/** One that nobody closed is counted from the day on which it was held, or was to be. */
export const retentionOfMeeting = (s: MeetingState, on: RetentionOn): Retention | undefined =>
  s.calledAt === null ? undefined : retention('meeting', s.infohus, s.closedAt ?? s.heldAt ?? s.startsAt, on);

export const retentionOfHotline = ({ infohus, at }: HotlineState, on: RetentionOn): Retention | undefined =>
  at === null ? undefined : retention('hotline', infohus, at, on);

export const retentionOfIncident = ({ infohus, closedAt }: IncidentState, on: RetentionOn): Retention | undefined =>
  closedAt === null ? undefined : retention('incident', infohus, closedAt, on);

/** What another installation handed over: not taken it is kept as a concern that was dismissed, taken as long as a case, for what is proven by it. */
export const retentionOfTransfer = ({ infohus, answer }: IncomingState, on: RetentionOn): Retention | undefined => {
  if (infohus === '' || answer === null) return undefined;
  return retention(answer.what === 'accepted' ? 'case' : 'concern-dismissed', infohus, answer.at, on);
};

/** Months that a rule keeps things; undefined: nobody has said, and they are kept. */
export function retentionMonths(of: string, infohus: string, { plans, day }: RetentionOn) {
  const plan = planInForce(plans, infohus, day);
  const rule = plan?.retention.find((r) => r.of === of);
  if (plan && rule) return { months: rule.months, plan: plan.planId };
  const silent = DEFAULTS.retention.find((r) => r.of === of);
  return plan && silent ? { months: silent.months, plan: null } : undefined;
}

/**
 * What ended before this instant is kept no longer on that local day: `until < day`, asked of when it ended. A month that has no such day ends on
 * its last (31 January and one month), so that several days are kept until one: the first of them is looked for.
 */
export function keptFrom(months: number, day: string): string {
  let first = addMonths(day, -months);
  while (addMonths(first, months) < day) first = addDays(first, 1);
  for (let before = addDays(first, -1); before < first && addMonths(before, months) >= day; ) {
    first = before;
    before = addDays(first, -1);
  }
  return startOfDay(first);
}

function retention(of: string, infohus: string, endedAt: string, on: RetentionOn): Retention | undefined {
  const rule = retentionMonths(of, infohus, on);
  const endedOn = localDateOf(endedAt);
  return rule && { of, endedOn, until: addMonths(endedOn, rule.months), months: rule.months, plan: rule.plan };
}
