import { daysBetween, localDateOf } from '../kernel/calendar.js';
import { inLocalYear } from './counting.js';
import type { Facts } from './facts.js';

/** The cases opened in a year, and how long their first contact took. Null: withheld, or (the days) there is nothing to tell them of. */
export interface FirstContacts {
  readonly year: number;
  readonly opened: number | null;
  readonly contacted: number | null;
  readonly waiting: number | null;
  /** Of those with a contact: local days from the opening, the one in the middle. */
  readonly medianDays: number | null;
}

/**
 * Time to first contact (screens.md section 4), from the opening of the case: contacts are recorded on cases, so a concern that became none has no
 * first contact to wait for. Counts below the plan's limit are withheld, and with them the count that would tell them as the rest of the whole.
 */
export const firstContacts = (
  { cases }: Pick<Facts, 'cases'>,
  years: readonly number[],
  minimum: number,
): readonly FirstContacts[] =>
  years.map((year) => {
    const inYear = inLocalYear(year);
    const opened = cases.filter((c) => inYear(c.openedAt));
    const days = opened.flatMap((c) => (c.firstContactAt ? [daysTo(c.openedAt, c.firstContactAt)] : []));
    const waiting = opened.length - days.length;
    const parts = days.length >= minimum && waiting >= minimum;
    return {
      year,
      opened: opened.length >= minimum ? opened.length : null,
      contacted: parts ? days.length : null,
      waiting: parts ? waiting : null,
      medianDays: days.length >= minimum ? median(days) : null,
    };
  });

/** A date that was corrected may put a contact before the opening: then nobody waited. */
const daysTo = (openedAt: string, contactAt: string): number =>
  Math.max(0, daysBetween(localDateOf(openedAt), localDateOf(contactAt)));

/** Of an even number the mean of the two in the middle. */
function median(days: readonly number[]): number | null {
  const sorted = days.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
