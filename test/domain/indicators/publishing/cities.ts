import type { Edition, Unpublished } from '../../../../src/domain/indicators/publishing/edition.js';
import { publish } from '../../../../src/domain/indicators/publishing/publish.js';
import type { Indicator } from '../../../../src/domain/indicators/report.js';
import type { Plan } from '../../../../src/domain/plan/schema.js';
import { loadPlans } from '../../../../src/infrastructure/plans/plan-files.js';

const plans = loadPlans('plans').map((p) => p.plan);
export const planCalled = (id: string): Plan => {
  const plan = plans.find((p) => p.planId === id);
  if (!plan) throw new Error(`no plan ${id}`);
  return plan;
};
export const K16 = planCalled('koebenhavn-2016');
export const K20 = planCalled('koebenhavn-2020');
export const K24 = planCalled('koebenhavn-2024');

export const countOf = (id: string, value: number | null): Indicator => ({
  id,
  value,
  numerator: null,
  denominator: null,
  unknown: 0,
  target: null,
  met: null,
  baseline: [],
});
export const shareOf = (
  id: string,
  denominator: number,
  numerator: number,
  unknown = 0,
  target: number | null = null,
): Indicator => {
  const value = denominator === 0 ? null : numerator / denominator;
  const met = value === null || target === null ? null : value >= target;
  return { id, value, numerator, denominator, unknown, target, met, baseline: [] };
};

export const reportOf = (
  plan: Plan,
  year: number,
  position: number,
  indicators: readonly Indicator[],
): Unpublished => ({ plan, year, position, clock: `${year + 1}-02-01T00:00:00.000Z`, indicators });

/** Publishes one after the other, each knowing those before it. */
export function series(reports: readonly Unpublished[], minimum = 5): readonly Edition[] {
  const editions: Edition[] = [];
  for (const report of reports) editions.push({ ...report, indicators: publish(report, editions, minimum).indicators });
  return editions;
}
export const only = (edition: Edition | undefined, id: string) => {
  const found = edition?.indicators.find((i) => i.id === id);
  if (!found) throw new Error(`${id} is not in the edition`);
  return found;
};
