import { endOf } from '../case/course-status.js';
import { everAccepted, offerStatus } from '../case/offer-status.js';
import type { CourseStep, Factor } from '../case/state.js';
import { advice, ending, newestOutcome } from '../concern/state.js';
import { type CourseFacts, obligationsOfOffer, progressDay, triageOf } from '../deadlines.js';
import { addMonths, localDateOf, localYearOf } from '../kernel/calendar.js';
import { planInForce } from '../plan/in-force.js';
import type { IndicatorDefinition, Plan } from '../plan/schema.js';
import type { Facts } from './facts.js';

/** What an indicator is counted from. `clock`: the report's, never the wall clock (domain.md section 6). */
export interface Counting {
  readonly facts: Facts;
  readonly year: number;
  readonly clock: string;
  readonly plans: readonly Plan[];
  readonly plan: Plan;
  readonly definition: IndicatorDefinition;
}
export interface Counted {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** What still lacks the fact that would decide. */
  readonly unknown: number;
}

export const count = (value: number | null): Counted => ({ value, numerator: null, denominator: null, unknown: 0 });

/** Unrounded; null when there is nothing to divide by. */
function share<T>(of: readonly T[], holds: (one: T) => boolean, unknown: number): Counted {
  const numerator = of.filter(holds).length;
  return { value: of.length === 0 ? null : numerator / of.length, numerator, denominator: of.length, unknown };
}

const inYear = (date: string, year: number) => Number(date.slice(0, 4)) === year;

/** Concerns received in the year; those dismissed as duplicates are left out. */
const received = ({ facts, year }: Counting) =>
  facts.concerns.filter((c) => localYearOf(c.receivedAt) === year && ending(c.steps) !== 'duplicate');
const undecided = (c: Facts['concerns'][number]) =>
  newestOutcome(c.steps) === undefined && ending(c.steps) === undefined;

export const concernsReceived = (c: Counting) => count(received(c).length);

export const casesStarted = ({ facts, year }: Counting) =>
  count(facts.cases.filter((c) => localYearOf(c.openedAt) === year).length);

export function substantiatedShare(c: Counting): Counted {
  const all = received(c);
  return share(all, ({ steps }) => newestOutcome(steps) === 'substantiated', all.filter(undecided).length);
}

export function triageOnTime(c: Counting): Counted {
  const all = received(c).map((concern) => ({
    concern,
    triage: triageOf(concern.concernId, concern, c.plans, c.clock),
  }));
  const pastLimit = all.filter(({ triage }) => triage && c.clock > triage.dueAt);
  const counted = all.filter(
    ({ concern: { steps }, triage }) =>
      triage &&
      newestOutcome(steps) === 'substantiated' &&
      ending(steps) === undefined &&
      (triage.metAt !== undefined || c.clock > triage.dueAt),
  );
  return share(
    counted,
    ({ triage }) => triage?.state === 'met',
    pastLimit.filter(({ concern }) => undecided(concern)).length,
  );
}

export function offerAcceptance({ facts, year, definition }: Counting): Counted {
  const offers = facts.offers.filter((o) => definition.kinds.includes(o.kind) && localYearOf(o.offeredAt) === year);
  return share(offers, everAccepted, offers.filter((o) => offerStatus(o) === 'open').length);
}

export function reofferCompliance({ facts, year, plans, clock }: Counting): Counted {
  const due = facts.offers
    .flatMap((o) => obligationsOfOffer(o, plans, clock))
    .filter((o) => localYearOf(o.dueAt) === year && o.state !== 'lapsed')
    .filter((o) => o.metAt !== undefined || clock > o.dueAt);
  return share(due, (o) => o.state === 'met', 0);
}

type Status = Extract<CourseStep, { what: 'status' }>;
type Risk = Extract<CourseStep, { what: 'risk' }>;
const completed = ({ facts, definition }: Counting) =>
  facts.courses.flatMap((course) => {
    const end = endOf(course);
    return end?.what === 'completed' && definition.kinds.includes(course.kind)
      ? [{ course, on: localDateOf(end.at) }]
      : [];
  });
const within = (at: string, from: string, to: string) => localDateOf(at) >= from && localDateOf(at) <= to;

export function educationEmployment(c: Counting): Counted {
  const courses = completed(c)
    .map(({ course, on }) => ({ course, from: on, to: addMonths(on, c.plan.followUp.statusMonths) }))
    .filter(({ to }) => inYear(to, c.year))
    .map(({ course, from, to }) =>
      course.steps.filter((s): s is Status => s.what === 'status' && within(s.at, from, to)),
    );
  return share(
    courses,
    (known) => known.some((s) => s.status !== 'neither'),
    courses.filter((known) => known.length === 0).length,
  );
}

export function notAtRisk(c: Counting): Counted {
  const { riskMonths, riskWindowMonths } = c.plan.followUp;
  const courses = completed(c)
    .map(({ course, on }) => ({ course, day: addMonths(on, riskMonths) }))
    .filter(({ day }) => inYear(day, c.year))
    .map(({ course, day }) =>
      course.steps.findLast(
        (s): s is Risk =>
          s.what === 'risk' && within(s.at, addMonths(day, -riskWindowMonths), addMonths(day, riskWindowMonths)),
      ),
    );
  return share(courses, (newest) => newest?.result === 'not-at-risk', courses.filter((newest) => !newest).length);
}

/** K20-2, K24-4: better than the first measurement on at least one factor; factors are never summed or compared across persons. */
export function progressAfterSixMonths({ facts, year, plans, definition }: Counting): Counted {
  const due = facts.courses.flatMap((course) => {
    const plan = planInForce(plans, course.infohus, localDateOf(course.startedAt));
    const day = plan && progressDay(course, plan).day;
    const counts = day && definition.kinds.includes(course.kind) && inYear(day, year) && !endedBefore(course, day);
    return counts ? [measurementsBy(course, addMonths(day, 1))] : [];
  });
  const improved = ([first, ...later]: readonly (readonly Factor[])[]) =>
    later.some((l) => first !== undefined && better(first, l));
  return share(due, improved, due.filter((known) => known.length < 2).length);
}
const endedBefore = (course: CourseFacts, day: string) => {
  const end = endOf(course);
  return end !== undefined && localDateOf(end.at) < day;
};
const measurementsBy = ({ steps }: CourseFacts, day: string) =>
  steps.flatMap((s) => (s.what === 'measured' && localDateOf(s.at) <= day ? [s.factors] : []));
const better = (first: readonly Factor[], later: readonly Factor[]) =>
  first.some(({ factor, kind, level }) =>
    later.some((l) => l.factor === factor && l.kind === kind && (kind === 'risk' ? l.level < level : l.level > level)),
  );

export const adviceGiven = ({ facts, year }: Counting) =>
  count(facts.concerns.filter((c) => advice(c.steps).some((a) => localYearOf(a.at) === year)).length);

/** Participants, events or agreements of the goal's kind in the year, as the goal says (K20-3, K24-2, K24-5, KØ-8). */
export function activityGoal({ facts, year, plan, definition }: Counting): Counted {
  const goal = plan.goals.find((g) => g.indicator === definition.id);
  if (!goal) return count(null);
  if (goal.count === 'agreements') return count(facts.agreements.filter((a) => inYear(a.signedOn, year)).length);
  const held = facts.activities.filter(
    (a) =>
      a.kind === goal.activityKind &&
      inYear(a.heldOn, year) &&
      (goal.schoolType === null || a.schoolType === goal.schoolType),
  );
  return count(goal.count === 'events' ? held.length : held.reduce((sum, a) => sum + a.participants, 0));
}

export function measured({ facts, year, definition }: Counting): Counted {
  const own = facts.figures.filter((f) => !f.historical && f.indicator === definition.id && f.year === year);
  return count(newest(own)?.value ?? null);
}

/** The newest counts: by what happened, then by position. */
export const newest = <T extends { readonly occurredAt: string; readonly position: number }>(
  all: readonly T[],
): T | undefined =>
  all.reduce<T | undefined>(
    (a, b) =>
      a && (a.occurredAt > b.occurredAt || (a.occurredAt === b.occurredAt && a.position > b.position)) ? a : b,
    undefined,
  );
