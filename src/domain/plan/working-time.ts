import {
  addDays,
  addWorkingDays,
  danishCalendar,
  isWorkingDay,
  localDateOf,
  localTimeOf,
  weekdayOf,
} from '../kernel/calendar.js';
import type { Plan } from './schema.js';

const calendars = new WeakMap<Plan['holidays'], ReturnType<typeof danishCalendar>>();

/** The days on which an Infohus does not work beside Saturday and Sunday (domain.md section 6). */
export function holidaysOf({ holidays }: Plan): ReturnType<typeof danishCalendar> {
  const known = calendars.get(holidays) ?? danishCalendar(holidays.extra);
  calendars.set(holidays, known);
  return known;
}

/** Whether the Infohus is open at the instant: on a working day, from the first minute of its hours up to the last, which is outside (KØ-3). */
export function isOpen(plan: Plan, instant: string): boolean {
  const date = localDateOf(instant);
  if (!isWorkingDay(date, holidaysOf(plan))) return false;
  const time = localTimeOf(instant);
  const weekday = weekdayOf(date);
  return plan.openingHours.days.some((d) => d.weekday === weekday && d.from <= time && time < d.to);
}

/**
 * The nth working day that opens after the instant: the same day while it has not opened yet. A plan that opens on no weekday counts
 * working days alone.
 */
export function openingDayAfter(plan: Plan, instant: string, n: number): string {
  const { days } = plan.openingHours;
  const date = localDateOf(instant);
  const time = localTimeOf(instant);
  const opens = (day: string, after: string) =>
    isWorkingDay(day, holidaysOf(plan)) && days.some((d) => d.weekday === weekdayOf(day) && d.from > after);
  if (!days.some((d) => d.weekday <= 5)) return addWorkingDays(date, n, holidaysOf(plan));
  let left = opens(date, time) ? n - 1 : n;
  let day = date;
  while (left > 0) {
    day = addDays(day, 1);
    if (opens(day, '')) left -= 1;
  }
  return day;
}
