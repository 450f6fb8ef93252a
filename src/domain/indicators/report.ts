import type { IndicatorDefinition, Plan } from '../plan/schema.js';
import { type IndicatorCount, newest } from './counting.js';
import type { Definition } from './definition.js';
import { definitionOf } from './definitions/index.js';
import type { Facts, Figure } from './facts.js';

export { DEFINITIONS } from './definitions/index.js';

export interface Indicator extends IndicatorCount {
  readonly id: string;
  readonly target: number | null;
  /** Null where value or target is. */
  readonly met: boolean | null;
  readonly baseline: readonly { readonly year: number; readonly value: number }[];
}
export interface IndicatorQuestion {
  readonly plan: Plan;
  readonly plans: readonly Plan[];
  readonly year: number;
  readonly clock: string;
  /** By which version of its definition an indicator is counted, by its id; what is not said is counted by the newest. */
  readonly versions?: Versions | undefined;
}
export type Versions = Readonly<Record<string, number>>;

/** Every indicator that the plan names, and every measurement recorded for the year beside them. @throws RangeError for a version that there is not */
export const indicators = (facts: Facts, asked: IndicatorQuestion): readonly Indicator[] =>
  shown(facts, asked).map((definition) => indicator(facts, asked, definition));

/** By which version each indicator of the report is counted: what a frozen report names, so that it can be computed again. */
export const versionsOf = (facts: Facts, asked: Pick<IndicatorQuestion, 'plan' | 'year' | 'versions'>): Versions =>
  Object.fromEntries(shown(facts, asked).map(({ id, kind }) => [id, definitionOf(kind, asked.versions?.[id]).version]));

/** What the versions of a report say, as a plain value to hash or to show. @throws RangeError for a version that there is not */
export const definitionContent = (
  plan: Plan,
  versions: Versions,
): Readonly<Record<string, Pick<Definition, 'kind' | 'version' | 'wording'>>> =>
  Object.fromEntries(
    Object.entries(versions).map(([id, asked]) => {
      const { kind, version, wording } = definitionOf(named(plan, id).kind, asked);
      return [id, { kind, version, wording }];
    }),
  );

function shown(facts: Facts, { plan, year }: Pick<IndicatorQuestion, 'plan' | 'year'>): readonly IndicatorDefinition[] {
  const known = new Set(plan.indicators.map((i) => i.id));
  const beside = facts.figures.filter((f) => !f.historical && f.year === year && !known.has(f.indicator));
  return [...plan.indicators, ...[...new Set(beside.map((f) => f.indicator))].sort().map(unnamed)];
}

function indicator(facts: Facts, asked: IndicatorQuestion, definition: IndicatorDefinition): Indicator {
  const { id, kind } = definition;
  const counted = definitionOf(kind, asked.versions?.[id]).count({ ...asked, facts, definition });
  const target = targetIn(asked, definition);
  const met = counted.value === null || target === null ? null : counted.value >= target;
  return { id, ...counted, target, met, baseline: baseline(definition, facts.figures) };
}

/** A goal that is set for one year only is no target in the others (KØ-8). */
function targetIn({ plan, year }: IndicatorQuestion, { id, target }: IndicatorDefinition): number | null {
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
    const value = newest(recorded.filter((f) => f.year === year))?.value;
    return { year, value: value ?? definition.baseline.find((b) => b.year === year)?.value ?? 0 };
  });
}

const named = (plan: Plan, id: string) => plan.indicators.find((i) => i.id === id) ?? unnamed(id);
const unnamed = (id: string): IndicatorDefinition => ({
  id,
  kind: 'measurement',
  name: { da: id, en: id },
  unit: 'value',
  target: null,
  qualifier: null,
  targetGroup: null,
  kinds: [],
  baseline: [],
  source: 'recorded, not named by the plan',
});
