import { assessments, type ConcernFacts, type ConcernStep, link } from '../concern/state.js';
import { addHours, addWorkingDays, localDateOf } from '../kernel/calendar.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import { holidaysOf, isOpen } from '../plan/working-time.js';
import { by, daysBefore, dueOn, type End, hoursBefore, met, type Obligation, obligation } from './obligation.js';

/**
 * An acute concern is acted on at once: an urgent meeting is called, or it is handed to police (KØ-3, KØ-4). Outside opening hours police
 * act alone and tell the Infohus as soon as possible, which calls the meeting by the end of the next working day (KØ-3).
 */
export function acuteObligations(
  concernId: string,
  facts: ConcernFacts,
  plans: readonly Plan[],
  now: string,
): readonly Obligation[] {
  const steps = by(facts.steps, now);
  return acuteOnes(steps).flatMap((start) => {
    const plan = planInForce(plans, facts.infohus, localDateOf(start.at));
    if (!plan) return [];
    const after = steps.slice(steps.indexOf(start) + 1);
    const caseId = link(steps)?.caseId;
    const ids = { infohus: facts.infohus, concernId, ...(caseId ? { caseId } : {}), startedAt: start.at };
    return [action(ids, after, plan, now), ...(isOpen(plan, start.at) ? [] : [told(ids, after, plan, now)])];
  });
}

/** Every acute assessment starts them (domain.md section 6), that of the police too. */
const acuteOnes = (steps: readonly ConcernStep[]) => assessments(steps).filter((a) => a.severity === 'acute');

type Ids = Pick<Obligation, 'infohus' | 'concernId' | 'caseId' | 'startedAt'>;

function action(ids: Ids, after: readonly ConcernStep[], plan: Plan, now: string): Obligation {
  const dueAt = addHours(ids.startedAt, plan.acuteActionHours.hours);
  const end = firstOf(after, dueAt, (s) => s.what === 'urgent-meeting' || handedOver(s));
  return obligation({ obligation: 'acute-action', ...ids, dueAt }, end, now, hoursBefore(plan));
}

function told(ids: Ids, after: readonly ConcernStep[], plan: Plan, now: string): Obligation {
  const day = addWorkingDays(localDateOf(ids.startedAt), plan.policeToInfohus.workingDays, holidaysOf(plan));
  const dueAt = dueOn(day);
  const end = firstOf(after, dueAt, (s) => s.what === 'urgent-meeting');
  return obligation({ obligation: 'police-to-infohus', ...ids, dueAt }, end, now, daysBefore(plan));
}

const handedOver = (s: ConcernStep) => s.what === 'ended' && s.how === 'handed-to-police';
function firstOf(steps: readonly ConcernStep[], dueAt: string, answers: (s: ConcernStep) => boolean): End | undefined {
  const first = steps.find(answers);
  return first && met(first.at, dueAt);
}
