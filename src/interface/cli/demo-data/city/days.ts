import {
  addDays,
  addMonths,
  addWorkingDays,
  danishCalendar,
  isWorkingDay,
  localDateOf,
  startOfDay,
} from '../../../../domain/kernel/calendar.js';

const HOLIDAYS = danishCalendar();
const HOUR = 3_600_000;

/** An instant in milliseconds: that local day at that hour of the clock on the wall (of the clock's ordinary days). */
export const onDay = (date: string, hour: number): number => Date.parse(startOfDay(date)) + hour * HOUR;
export const dayOf = (ms: number): string => localDateOf(new Date(ms).toISOString());
export const fromDay = (date: string, days: number): string => addDays(date, days);
export const fromMonth = (date: string, months: number): string => addMonths(date, months);
/** So many working days later, or before where the number is negative. */
export function workingDay(date: string, days: number): string {
  if (days >= 0) return addWorkingDays(date, days, HOLIDAYS);
  let [at, left] = [date, -days];
  while (left > 0) {
    at = addDays(at, -1);
    if (isWorkingDay(at, HOLIDAYS)) left--;
  }
  return at;
}
/** That instant where somebody is at work, else the morning of the next working day: never earlier. `latest`: an hour of the day. */
export function atWork(ms: number, latest = 15.75): number {
  const date = dayOf(ms);
  const hour = (ms - Date.parse(startOfDay(date))) / HOUR;
  if (isWorkingDay(date, HOLIDAYS) && hour <= latest) return onDay(date, Math.max(hour, 8.25));
  return onDay(addWorkingDays(date, 1, HOLIDAYS), 8.5);
}
