import { assessments, type ConcernFacts, type ConcernStep, link } from '../concern/state.js';
import { addHours, localDateOf } from '../kernel/calendar.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { isOpen, openingDayAfter } from '../plan/working-time.js';
import {
  by,
  daysBefore,
  dueOn,
  type End,
  hoursBefore,
  met,
  type Obligation,
  type ObligationName,
  obligation,
} from './obligation.js';

/** Those of an acute concern: before everything else, however soon the rest is due (KØ-3). */
export const ACUTE: readonly ObligationName[] = ['acute-action', 'police-to-infohus'];

/**
 * An acute concern is acted on at once: an urgent meeting is called for it, or it is handed to police (KØ-3, KØ-4). Outside opening hours police
 * act alone and tell the Infohus as soon as possible (KØ-3). Both start with the assessment that turns a concern acute: one that confirms it
 * starts nothing.
 */
export function acuteObligations(
  concernId: string,
  facts: ConcernFacts,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  const steps = by(facts.steps, now);
  return turnedAcute(steps).flatMap((start) => {
    const plan = planInForce(plans, facts.infohus, localDateOf(start.at));
    if (!plan) return [];
    const after = steps.slice(steps.indexOf(start) + 1);
    const caseId = link(steps)?.caseId;
    const ids = { infohus: facts.infohus, concernId, ...(caseId ? { caseId } : {}), startedAt: start.at };
    return [action(ids, after, plan, now), ...(alone(start, facts, plan) ? [told(ids, after, plan, now)] : [])];
  });
}

type Assessed = Extract<ConcernStep, { what: 'assessed' }>;

/** Of a concern that was not acute (domain.md section 6): a second assessment as acute, by police too, starts nothing. */
const turnedAcute = (steps: readonly ConcernStep[]): readonly Assessed[] =>
  assessments(steps).filter((a, i, all) => a.severity === 'acute' && all[i - 1]?.severity !== 'acute');

/** Police outside opening hours, unless an agency that coordinates registered it: then the Infohus knows. */
const alone = (start: Assessed, { registeredBy }: ConcernFacts, plan: Plan): boolean =>
  start.byPolice === true &&
  !isOpen(plan, start.at) &&
  !plan.agencies.some((a) => a.coordinating && a.code === registeredBy);

type Ids = Pick<Obligation, 'infohus' | 'concernId' | 'caseId' | 'startedAt'>;

function action(ids: Ids, after: readonly ConcernStep[], plan: Plan, now: string): Obligation {
  const dueAt = addHours(ids.startedAt, plan.acuteActionHours.hours);
  const end = firstEnd(after, (s) => (s.what === 'urgent-meeting' || handedOver(s) ? met(s.at, dueAt) : undefined));
  return obligation({ obligation: 'acute-action', ...ids, dueAt }, end, now, hoursBefore(plan));
}

function told(ids: Ids, after: readonly ConcernStep[], plan: Plan, now: string): Obligation {
  const dueAt = dueOn(openingDayAfter(plan, ids.startedAt, plan.policeToInfohus.workingDays));
  const end = firstEnd(after, (s) => {
    if (s.what === 'infohus-notified') return met(s.notifiedAt, dueAt);
    return s.what === 'urgent-meeting' ? met(s.at, dueAt) : undefined;
  });
  return obligation({ obligation: 'police-to-infohus', ...ids, dueAt }, end, now, daysBefore(plan));
}

const handedOver = (s: ConcernStep) => s.what === 'ended' && s.how === 'handed-to-police';

/** Nothing is left to do: found unsubstantiated, dismissed, forwarded, or a newer severity is not acute. */
const lapses = (s: ConcernStep) =>
  (s.what === 'ended' && !handedOver(s)) ||
  (s.what === 'qualified' && s.outcome === 'unsubstantiated') ||
  (s.what === 'assessed' && s.severity !== 'acute');

/** What came first: what is met stays met, what lapsed stays lapsed. */
function firstEnd(steps: readonly ConcernStep[], answer: (s: ConcernStep) => End | undefined): End | undefined {
  for (const s of steps) {
    const end = answer(s) ?? (lapses(s) ? ({ how: 'lapsed' } as const) : undefined);
    if (end) return end;
  }
  return undefined;
}
