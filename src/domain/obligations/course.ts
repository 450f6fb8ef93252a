import { endOf } from '../case/course-status.js';
import type { Course, CourseStep } from '../case/state.js';
import { addDays, addMonths, daysBetween, localDateOf } from '../kernel/calendar.js';
import { planInForce } from '../plan/in-force.js';
import type { Plan } from '../plan/schema.js';
import {
  by,
  type Change,
  daysBefore,
  dueOn,
  type End,
  EVER,
  lapse,
  met,
  type Obligation,
  obligation,
} from './obligation.js';

export type CourseFacts = Course & { readonly courseId: string; readonly caseId?: string; readonly infohus: string };

/** Progress after six active months (K20-2), and status and risk after a completed mentor course (K16-9, K16-10). */
export function obligationsOfCourse(course: CourseFacts, plans: readonly Plan[], now: string): readonly Obligation[] {
  const plan = planInForce(plans, course.infohus, localDateOf(course.startedAt));
  if (!plan || course.startedAt > now) return [];
  const known = { ...course, steps: by(course.steps, now) };
  return [progress(known, plan, now), ...followUps(known, plans, now)];
}

const ids = ({ infohus, caseId, courseId }: CourseFacts) => ({ infohus, ...(caseId ? { caseId } : {}), courseId });

interface Pause {
  readonly from: string;
  /** Its last day: resumed, or the course ended in it. Undefined while it runs. */
  readonly to: string | undefined;
}
export function pausesOf(steps: readonly CourseStep[]): readonly Pause[] {
  const pauses: Pause[] = [];
  for (const { what, at } of steps) {
    const running = pauses.at(-1)?.to === undefined ? pauses.at(-1) : undefined;
    if (what === 'paused' && !running) pauses.push({ from: localDateOf(at), to: undefined });
    if (running && (what === 'resumed' || what === 'completed' || what === 'aborted')) {
      pauses[pauses.length - 1] = { ...running, to: localDateOf(at) };
    }
    if (what === 'completed' || what === 'aborted') break;
  }
  return pauses;
}

/**
 * The day progress is due: six months after the start, moved on by each pause that began by that day as it was moved so far and has ended.
 * A pause that runs when the course ends, ends with it.
 */
export function progressDay({ startedAt, steps }: Pick<Course, 'startedAt' | 'steps'>, plan: Plan) {
  const sixth = addMonths(localDateOf(startedAt), plan.progress.months);
  let day = sixth;
  let paused = false;
  for (const { from, to } of pausesOf(steps)) {
    if (from > day) break;
    if (to === undefined) paused = true;
    else day = addDays(day, daysBetween(from, to));
  }
  return { day, paused };
}

function progress(course: CourseFacts, plan: Plan, now: string): Obligation {
  const measured = course.steps.find((s) => s.what === 'measured' && counts(course, plan, s));
  // What is met keeps the day on which it was due then.
  const { day, paused } = progressDay(measured ? { ...course, steps: by(course.steps, measured.at) } : course, plan);
  const { startedAt } = course;
  const given = {
    obligation: 'progress',
    ...ids(course),
    startedAt,
    dueAt: dueOn(day),
    ...extended(course, plan),
  } as const;
  const end = progressEnd(course, measured, day, paused);
  const held = !end && paused; // while a pause runs it is not overdue
  if (now === EVER) return obligation(held ? { ...given, held } : given, end, now, daysBefore(plan));
  return obligation(given, end, held && now > given.dueAt ? given.dueAt : now, daysBefore(plan));
}

/** What a pause does to the day: it stands while the pause runs, and moves on by its length when the course is resumed. */
function extended(course: CourseFacts, plan: Plan): Pick<Obligation, 'originalDueAt' | 'changes'> {
  const changes = course.steps.flatMap(({ what, at }): readonly Change[] => {
    if (what !== 'paused' && what !== 'resumed') return [];
    return [{ at, why: what, dueAt: dueOn(progressDay({ ...course, steps: by(course.steps, at) }, plan).day) }];
  });
  if (changes.length === 0) return {};
  return { originalDueAt: dueOn(addMonths(localDateOf(course.startedAt), plan.progress.months)), changes };
}

function progressEnd(
  course: CourseFacts,
  measured: CourseStep | undefined,
  day: string,
  paused: boolean,
): End | undefined {
  const ended = endOf(course);
  const endedEarly = ended !== undefined && localDateOf(ended.at) < day;
  if (measured && !(endedEarly && measured.at > ended.at)) {
    return { how: 'met', at: measured.at, late: !paused && measured.at > dueOn(day) };
  }
  if (endedEarly) return { how: 'lapsed' };
  const left = course.steps.find(({ what }) => what === 'left');
  return left && lapse(left.at, dueOn(day), undefined);
}

/** Not more than a month before the day it was due as it stood when it was measured: what is met stays met, whatever pauses follow. */
function counts(course: CourseFacts, plan: Plan, measured: CourseStep): boolean {
  const { day } = progressDay({ ...course, steps: by(course.steps, measured.at) }, plan);
  return localDateOf(measured.at) >= addMonths(day, -plan.progress.early);
}

function followUps(course: CourseFacts, plans: readonly Plan[], now: string): readonly Obligation[] {
  const completed = endOf(course);
  const plan = completed && planInForce(plans, course.infohus, localDateOf(completed.at));
  if (!plan || completed.what !== 'completed' || !plan.followUp.kinds.includes(course.kind)) return [];
  const { statusMonths, riskMonths, riskWindowMonths } = plan.followUp;
  const started = localDateOf(completed.at);
  const after = course.steps.slice(course.steps.indexOf(completed) + 1);
  const riskDay = addMonths(started, riskMonths);
  const earliest = addMonths(riskDay, -riskWindowMonths);
  return [
    followUp('status-follow-up', addMonths(started, statusMonths), (s) => s.what === 'status'),
    followUp('risk-follow-up', riskDay, (s) => s.what === 'risk' && localDateOf(s.at) >= earliest),
  ];

  function followUp(
    name: 'status-follow-up' | 'risk-follow-up',
    day: string,
    answers: (step: CourseStep) => boolean,
  ): Obligation {
    const dueAt = dueOn(day);
    const given = { obligation: name, ...ids(course), startedAt: completed?.at ?? '', dueAt };
    const end = after.reduce<End | undefined>(
      (known, s) =>
        known ?? (answers(s) ? met(s.at, dueAt) : s.what === 'left' ? lapse(s.at, dueAt, undefined) : undefined),
      undefined,
    );
    return obligation(given, end, now, daysBefore(plan as Plan));
  }
}
