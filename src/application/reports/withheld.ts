import { definitionOf } from '../../domain/indicators/definitions/index.js';
import type { Edition } from '../../domain/indicators/publishing/edition.js';
import { type Indicator, indicators } from '../../domain/indicators/report.js';
import { ascending } from '../../domain/kernel/order.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { Years } from './basis.js';
import { YEARS_DRAWN, yearOf } from './drawn.js';
import { clockOf, publishedFigures } from './publication.js';
import { type Basis, headOf, statedBy, withHash } from './report.js';
import type { Knowing, ShownReport } from './view.js';

/** The facts that a withheld report is made from: everything that the same reader is shown beside it. */
export const togetherWith = (year: number): Years => ({
  from: year - YEARS_DRAWN + 1,
  to: Number.POSITIVE_INFINITY,
  allPlans: true,
});

export interface Withheld {
  readonly report: ShownReport & { readonly knowing: Knowing };
  /** All that it was decided with, in that order: the years before and the other plans, at the end the report's own figures. */
  readonly shown: readonly Edition[];
}

/**
 * The internal report for who may not see every figure (domain.md section 6): what a publication would withhold is withheld, by the same rules. It is
 * held against what was published, and against what the same reader is shown as of the same moment: the years before and the Infohus' other plans,
 * always in one order, so that two of these reports are not subtracted from each other either.
 */
export function withheldOn(
  basis: Basis,
  editions: readonly Edition[],
  /** Of a report that was made before: what it states. */
  versions: Knowing['definitions'] = besideOf(basis),
): Withheld {
  const shown = shownTogether(basis, editions, versions);
  const knowing: Knowing = { editions: editions.length, definitions: versions };
  const content = { ...headOf(statedBy(basis)), suppressBelow: basis.plan.suppressBelow.count, knowing };
  return { report: withHash({ ...content, indicators: shown.at(-1)?.indicators ?? [] }, basis), shown };
}
function shownTogether(
  basis: Basis,
  editions: readonly Edition[],
  versions: Knowing['definitions'],
): readonly Edition[] {
  const { asked, moment, facts, plans } = basis;
  const clock = clockOf(moment.clock, 'instant' in asked ? asked.clock : undefined);
  const byAll = { ...versions, ...basis.definitions };
  const figures = (plan: Plan, year: number): readonly Indicator[] =>
    indicators(facts, { plan, plans, year, clock: moment.clock, versions: byAll });
  const shown: Edition[] = [];
  for (const { by, of } of upTo(basis)) {
    const report = { plan: by, year: of, position: moment.position, clock, indicators: figures(by, of) };
    const told = publishedFigures(report, [...editions, ...shown], by.suppressBelow.count);
    shown.push({ ...report, indicators: told });
  }
  return shown;
}

/** The reports that come before this one, and it: year by year, the plans of each in one order. */
function upTo({ plans, plan, year }: Basis): readonly { readonly by: Plan; readonly of: number }[] {
  const own = plansOf(plans, plan);
  const first = Math.max(Math.min(year, ...own.map((p) => yearOf(p.from))), year - YEARS_DRAWN + 1);
  const before = Array.from({ length: year - first }, (_, i) => first + i);
  const inYear = (of: number, all: readonly Plan[]) => all.map((by) => ({ by, of }));
  return [...before.flatMap((of) => inYear(of, own)), ...inYear(year, own.slice(0, own.indexOf(plan) + 1))];
}
const plansOf = (plans: readonly Plan[], { infohus }: Plan): readonly Plan[] =>
  plans.filter((p) => p.infohus === infohus).sort(ascending(({ planId }) => planId));

/** The newest version of each indicator that only the other plans have. */
const besideOf = ({ plans, plan, definitions }: Basis): Knowing['definitions'] =>
  Object.fromEntries(
    plansOf(plans, plan)
      .flatMap((p) => p.indicators)
      .filter(({ id }) => !Object.hasOwn(definitions, id))
      .map(({ id, kind }) => [id, definitionOf(kind).version] as const)
      .sort(ascending(([id]) => id)),
  );
