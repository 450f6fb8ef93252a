import type { CourseStep } from '../case/state.js';
import { addMonths, localDateOf } from '../kernel/calendar.js';
import { type CourseFacts, type Obligation, type ObligationName, obligationsOfCourse } from '../obligations/index.js';
import { by, dueOn } from '../obligations/obligation.js';
import { DEFAULTS } from '../plan/defaults.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import type { Finding } from './finding.js';

type CourseFinding = Pick<Finding, 'kind' | 'since' | 'windowGone'>;

/** What a course lacks of its measurements and follow-ups (K20-2, K16-9, K16-10); what lapsed is not missed. */
export function faultsOfCourse(course: CourseFacts, plans: readonly Plan[], now: string): readonly CourseFinding[] {
  const all = obligationsOfCourse(course, plans, now);
  const [progress, status, risk] = (['progress', 'status-follow-up', 'risk-follow-up'] satisfies ObligationName[]).map(
    (name) => all.find((o) => o.obligation === name),
  );
  const steps = by(course.steps, now);
  return [
    ...(progress ? progressFaults(progress, lateMonths(course, plans), steps, now) : []),
    ...(status && risk ? followUpFaults(status, riskFault(risk, course.infohus, steps, plans, now)) : []),
  ];
}

/** A measurement counts up to so many months after the due day, by the plan of the day on which the course started. */
const lateMonths = ({ infohus, startedAt }: CourseFacts, plans: readonly Plan[]): number =>
  planInForce(plans, infohus, localDateOf(startedAt))?.progress.late ?? DEFAULTS.progressLate;

function progressFaults(
  due: Obligation,
  late: number,
  steps: readonly CourseStep[],
  now: string,
): readonly CourseFinding[] {
  const { state, metAt, dueAt } = due;
  const until = dueOn(addMonths(localDateOf(dueAt), late));
  const windowGone = now > until;
  if (state === 'overdue' || (metAt !== undefined && metAt > until))
    return [{ kind: 'progress-missing', since: dueAt, windowGone }];
  const measured = steps.filter((s) => s.what === 'measured' && s.at <= until);
  return metAt !== undefined && measured.length < 2 ? [{ kind: 'progress-once', since: metAt, windowGone }] : [];
}

/** A course of which nothing is known is one finding, not two. */
function followUpFaults(status: Obligation, risk: CourseFinding | undefined): readonly CourseFinding[] {
  // A status counts up to the day it was due.
  const known = status.state !== 'overdue';
  if (!known && risk?.kind === 'risk-missing') return [{ ...risk, kind: 'follow-ups-missing' }];
  return [
    ...(known ? [] : [{ kind: 'status-missing', since: status.dueAt, windowGone: true } as const]),
    ...(risk ? [risk] : []),
  ];
}

function riskFault(
  { state, startedAt, dueAt }: Obligation,
  infohus: string,
  steps: readonly CourseStep[],
  plans: readonly Plan[],
  now: string,
): CourseFinding | undefined {
  const plan = planInForce(plans, infohus, localDateOf(startedAt));
  if (!plan || state === 'lapsed' || now <= dueAt) return undefined;
  const day = localDateOf(dueAt);
  const [from, to] = [-1, 1].map((side) => addMonths(day, side * plan.followUp.riskWindowMonths)) as [string, string];
  const followed = steps.filter((s) => s.what === 'risk' && s.at >= startedAt).map((s) => localDateOf(s.at));
  if (followed.some((date) => date >= from && date <= to)) return undefined;
  const kind = followed.length === 0 ? 'risk-missing' : 'risk-outside';
  return { kind, since: dueAt, windowGone: now > dueOn(to) };
}
