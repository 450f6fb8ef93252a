import type { IndicatorDefinition, Plan } from '../plan/schema.js';
import * as counting from './counting.js';
import type { Facts, Figure } from './facts.js';

/** The definition of each kind of indicator (domain.md section 6). */
export const DEFINITIONS: Readonly<Record<IndicatorDefinition['kind'], (c: counting.Counting) => counting.Counted>> = {
  'concerns-received': counting.concernsReceived,
  'cases-started': counting.casesStarted,
  'substantiated-share': counting.substantiatedShare,
  'triage-on-time': counting.triageOnTime,
  'offer-acceptance': counting.offerAcceptance,
  'reoffer-compliance': counting.reofferCompliance,
  'education-employment': counting.educationEmployment,
  'not-at-risk': counting.notAtRisk,
  'progress-6-months': counting.progressAfterSixMonths,
  'advice-given': counting.adviceGiven,
  measurement: counting.measured,
  activity: counting.activityGoal,
};

export interface Indicator extends counting.Counted {
  readonly id: string;
  readonly target: number | null;
  /** Null where value or target is. */
  readonly met: boolean | null;
  readonly baseline: readonly { readonly year: number; readonly value: number }[];
}
export interface Asked {
  readonly plan: Plan;
  readonly plans: readonly Plan[];
  readonly year: number;
  readonly clock: string;
}

/** Every indicator that the plan names, and every measurement recorded for the year beside them. */
export function indicators(facts: Facts, asked: Asked): readonly Indicator[] {
  const { plan, year } = asked;
  const known = new Set(plan.indicators.map((i) => i.id));
  const beside = [
    ...new Set(
      facts.figures.filter((f) => !f.historical && f.year === year && !known.has(f.indicator)).map((f) => f.indicator),
    ),
  ];
  return [...plan.indicators, ...beside.sort().map(unnamed)].map((definition) => indicator(facts, asked, definition));
}

function indicator(facts: Facts, asked: Asked, definition: IndicatorDefinition): Indicator {
  const counted = DEFINITIONS[definition.kind]({ ...asked, facts, definition });
  const { id } = definition;
  const target = targetIn(asked, definition);
  const met = counted.value === null || target === null ? null : counted.value >= target;
  return { id, ...counted, target, met, baseline: baseline(definition, facts.figures) };
}

/** A goal that is set for one year only is no target in the others (KØ-8). */
function targetIn({ plan, year }: Asked, { id, target }: IndicatorDefinition): number | null {
  const goal = plan.goals.find((g) => g.indicator === id);
  return goal && goal.year !== null && goal.year !== year ? null : target;
}

/** The plan's own history, and the figures recorded for years before the log: the recorded one counts. Never in `value`. */
function baseline(definition: IndicatorDefinition, figures: readonly Figure[]) {
  const recorded = figures.filter((f) => f.historical && f.indicator === definition.id);
  const years = [...new Set([...definition.baseline.map((b) => b.year), ...recorded.map((f) => f.year)])].sort(
    (a, b) => a - b,
  );
  return years.map((year) => {
    const value = counting.newest(recorded.filter((f) => f.year === year))?.value;
    return { year, value: value ?? definition.baseline.find((b) => b.year === year)?.value ?? 0 };
  });
}

const unnamed = (id: string): IndicatorDefinition => ({
  id,
  kind: 'measurement',
  name: { da: id, en: id },
  unit: 'value',
  target: null,
  targetGroup: null,
  kinds: [],
  baseline: [],
  source: 'recorded, not named by the plan',
});
