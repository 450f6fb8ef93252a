import { Temporal } from 'temporal-polyfill';

/** An instant in epoch milliseconds. */
export type Ms = number;
/** A local date in Europe/Copenhagen, `YYYY-MM-DD` (compares as text). */
export type Day = string;

const ZONE = 'Europe/Copenhagen';
export const HOUR: Ms = 3_600_000;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** ISO 8601 with an offset, seconds optional (commands.md, field types); null where it is no such instant. */
export function parseInstant(text: string): Ms | null {
  if (!INSTANT.test(text)) return null;
  try {
    // A leap second is no instant of the calendar that the rest computes with.
    if (/T\d{2}:\d{2}:60/.test(text)) return null;
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
}

export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

export const iso = (instant: Ms): string => new Date(instant).toISOString();

export const dayOf = (instant: Ms): Day =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(ZONE).toPlainDate().toString();

export const yearOf = (instant: Ms): number => Number(dayOf(instant).slice(0, 4));

/** domain.md section 6: the same day of the month, or the month's last; going back clips alike. */
export const plusMonths = (day: Day, months: number): Day =>
  Temporal.PlainDate.from(day).add({ months }, { overflow: 'constrain' }).toString();

export const plusDays = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString();

export const daysBetween = (from: Day, to: Day): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;

/** Limits in months, days or working days end with the local day, 23:59:59.999. */
export const endOfDay = (day: Day): Ms => atLocal(day, '23:59:59.999');

/** The instant of a local wall-clock time in Copenhagen (a skipped time moves forward, a repeated one is the first). */
export const atLocal = (day: Day, time: string): Ms =>
  Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(ZONE).epochMilliseconds;

/** Gregorian Easter Sunday (the anonymous computus). */
function easter(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const holidayCache = new Map<number, Set<Day>>();
/** The default holidays of domain.md section 6: Store Bededag until 2023, no 24 or 31 December, no 5 June. */
function holidays(year: number): Set<Day> {
  const known = holidayCache.get(year);
  if (known) return known;
  const e = easter(year);
  const moving = [-3, -2, 0, 1, 39, 49, 50].map((offset) => plusDays(e, offset));
  if (year <= 2023) moving.push(plusDays(e, 26));
  const all = new Set([...moving, `${year}-01-01`, `${year}-12-25`, `${year}-12-26`]);
  holidayCache.set(year, all);
  return all;
}

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: Day): number => Temporal.PlainDate.from(day).dayOfWeek;

const NONE: ReadonlySet<Day> = new Set();

/** `extra`: further holidays of a plan. */
export function isWorkingDay(day: Day, extra: ReadonlySet<Day> = NONE): boolean {
  if (weekdayOf(day) > 5 || extra.has(day)) return false;
  return !holidays(Number(day.slice(0, 4))).has(day);
}

/** The nth working day after (never on) the day. */
export function workingDayAfter(day: Day, n: number, extra: ReadonlySet<Day> = NONE): Day {
  let at = day;
  for (let left = n; left > 0; ) {
    at = plusDays(at, 1);
    if (isWorkingDay(at, extra)) left -= 1;
  }
  return at;
}

/** Whole years from the birth date to the day; who is born on 29 February comes of age on 1 March of a common year. */
export const ageOn = (birthDate: Day, day: Day): number =>
  Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0);
