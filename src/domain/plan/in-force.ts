import type { Plan } from './schema.js';

/** When a plan was adopted to hold (PlanAdopted): local dates, both in force; `to` null = until the next plan. */
export interface PlanPeriod {
  readonly planId: string;
  readonly from: string;
  readonly to: string | null;
}

/** The plans with the periods in which they were adopted; a plan adopted several times has the last period of the list, others their file's own. */
export function withPeriods(plans: readonly Plan[], adopted: readonly PlanPeriod[]): readonly Plan[] {
  if (adopted.length === 0) return plans;
  const periods = new Map(adopted.map((p) => [p.planId, p]));
  return plans.map((plan) => {
    const period = periods.get(plan.planId);
    return period ? { ...plan, from: period.from, to: period.to } : plan;
  });
}

export const findPlan = (plans: readonly Plan[], planId: string): Plan | undefined =>
  plans.find((p) => p.planId === planId);

/**
 * The plan by which an Infohus works on a local date: the one whose period holds it, of several the one that began last. Where none
 * does, the newest that began before (limits go on until they are replaced), before the first plan the earliest.
 */
export function planInForce(
  plans: readonly Plan[],
  infohus: string,
  date: string,
  adopted: readonly PlanPeriod[] = [],
): Plan | undefined {
  const own = withPeriods(plans, adopted).filter((p) => p.infohus === infohus);
  const begun = own.filter((p) => p.from <= date);
  return latest(begun.filter((p) => holds(p, date))) ?? latest(begun) ?? earliest(own);
}

/** Whether any day of the calendar year lies within the plan's period (commands.md, `planInForce` of the report). */
export function inForce(plan: Plan, year: number): boolean {
  const digits = String(year).padStart(4, '0');
  return plan.from <= `${digits}-12-31` && (plan.to === null || plan.to >= `${digits}-01-01`);
}

const holds = ({ to }: Plan, date: string) => to === null || date <= to;
const latest = (plans: readonly Plan[]) =>
  plans.reduce<Plan | undefined>((found, p) => (found && found.from > p.from ? found : p), undefined);
const earliest = (plans: readonly Plan[]) =>
  plans.reduce<Plan | undefined>((found, p) => (found && found.from <= p.from ? found : p), undefined);
