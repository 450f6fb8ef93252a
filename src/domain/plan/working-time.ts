import { danishCalendar, isWorkingDay, localDateOf, localTimeOf, weekdayOf } from '../kernel/calendar.js';
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
