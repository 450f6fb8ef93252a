import type { Plan } from '../../domain/plan/schema.js';

/** More years a glance does not take in. */
export const YEARS_DRAWN = 10;

export const yearOf = (date: string): number => Number(date.slice(0, 4));

/** The years that an internal report draws: those of the plan up to its own. */
export const yearsDrawn = (plan: Plan, year: number): readonly number[] => {
  const first = Math.max(Math.min(yearOf(plan.from), year), year - YEARS_DRAWN + 1);
  return Array.from({ length: year - first + 1 }, (_, i) => first + i);
};
