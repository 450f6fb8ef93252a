import { endOf } from '../case/course-status.js';
import type { Course } from '../case/state.js';
import { endOfDay, localDateOf, startOfDay } from '../kernel/calendar.js';
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
export interface IndicatorCount {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** What still lacks the fact that would decide. */
  readonly unknown: number;
}

export const count = (value: number | null): IndicatorCount => ({
  value,
  numerator: null,
  denominator: null,
  unknown: 0,
});

/** Unrounded; null when there is nothing to divide by. */
export function share<T>(of: readonly T[], holds: (one: T) => boolean, unknown: number): IndicatorCount {
  const numerator = of.filter(holds).length;
  return { value: of.length === 0 ? null : numerator / of.length, numerator, denominator: of.length, unknown };
}

/** Whether a local date lies in the year. */
export const dateInYear = (date: string, year: number): boolean => Number(date.slice(0, 4)) === year;

/** Whether a course was completed or aborted before a local date. */
export const endedBefore = (course: Pick<Course, 'steps'>, day: string): boolean => {
  const end = endOf(course);
  return end !== undefined && localDateOf(end.at) < day;
};

/** Whether an instant lies in the local year. The year is asked for its ends once: a zoned date for each fact would cost more than the count. */
export function inLocalYear(year: number): (instant: string) => boolean {
  const digits = String(year).padStart(4, '0');
  const first = startOfDay(`${digits}-01-01`);
  const last = endOfDay(`${digits}-12-31`);
  return (instant) => instant >= first && instant <= last;
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
