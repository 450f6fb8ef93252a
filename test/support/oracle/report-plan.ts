// What a report shows of a plan: its own indicators, activity goals, progress and advice, with target and met.
import type { Course } from './case-state.js';
import { progress } from './obligations.js';
import type { Oracle } from './oracle.js';
import type { Goal, Plan, PlanIndicator } from './plan-file.js';
import { count, type Figure, share } from './report-figure.js';
import { activities, agreements } from './rest.js';
import { dayOf, type Ms, plusMonths, yearOf } from './time.js';
import type { View } from './view.js';

export interface Asked {
  readonly oracle: Oracle;
  readonly all: View;
  readonly year: number;
  readonly clock: Ms;
  readonly until?: Ms | undefined;
}

function goalValue(plan: Plan, goal: Goal, { oracle, year, until }: Asked): Figure {
  const inYear = (day: string) => Number(day.slice(0, 4)) === year;
  // AMBIGUOUS: agreements are those that were signed. Alternative: activities of the goal's kind.
  if (goal.count === 'agreements') return count(agreements(oracle.log, plan.infohus, until).filter(inYear).length);
  const found = activities(oracle.log, until).filter(
    (item) =>
      item.infohus === plan.infohus &&
      item.kind === goal.activityKind &&
      inYear(item.heldOn) &&
      (goal.schoolType === null || goal.schoolType === item.schoolType),
  );
  return count(goal.count === 'events' ? found.length : found.reduce((sum, item) => sum + item.participants, 0));
}

/** Which measurements up to one month after the due day, and whether a later one is better than the first. */
function measured(course: Course, dueDay: string): { few: boolean; better: boolean } {
  const [first, ...later] = course.steps.filter(
    (step) => step.what === 'measured' && dayOf(step.at) <= plusMonths(dueDay, 1),
  );
  const better = later.some((step) =>
    (step.factors ?? []).some((factor) =>
      (first?.factors ?? []).some(
        (before) =>
          before.factor === factor.factor &&
          before.kind === factor.kind &&
          (factor.kind === 'risk' ? factor.level < before.level : factor.level > before.level),
      ),
    ),
  );
  return { few: later.length === 0, better };
}

/** AMBIGUOUS: "better on at least one factor" compares a factor of the same name and kind. Alternative: the name alone. */
function progressShare(kinds: readonly string[], { all, year, clock }: Asked): Figure {
  const of = [...all.cases.values()]
    .flatMap((state) => [...state.courses.values()])
    .filter((course) => kinds.includes(course.kind))
    .flatMap((course) => {
      const { dueDay } = progress(course, clock);
      const end = course.steps.find((step) => step.what === 'completed' || step.what === 'aborted');
      // "Ended before it": on an earlier day, as with the obligation.
      if (Number(dueDay.slice(0, 4)) !== year || (end && dayOf(end.at) < dueDay)) return [];
      return [measured(course, dueDay)];
    });
  return share(of, ({ better }) => better, of.filter(({ few }) => few).length);
}

const adviceGiven = ({ all, year }: Asked): Figure =>
  count(
    all.concerns.filter((concern) =>
      concern.facts.some((fact) => fact.type === 'GiveAdvice' && yearOf(fact.at) === year),
    ).length,
  );

/** The indicators that K16 does not have; undefined for any other. */
export function figureOf(plan: Plan, indicator: PlanIndicator, asked: Asked): Figure | undefined {
  if (indicator.kind === 'progress-6-months') return progressShare(indicator.kinds, asked);
  if (indicator.kind === 'advice-given') return adviceGiven(asked);
  const goal = plan.goals.find((item) => item.indicator === indicator.id);
  return indicator.kind === 'activity' && goal ? goalValue(plan, goal, asked) : undefined;
}

/** AMBIGUOUS: a goal for one year has no target in another. Alternative: the indicator's target stands in every year. */
export function targetOf(plan: Plan, indicator: PlanIndicator, year: number): number | null {
  const goal = plan.goals.find((item) => item.indicator === indicator.id);
  if (indicator.kind !== 'activity' || !goal) return indicator.target;
  return goal.year === null || goal.year === year ? goal.from : null;
}
