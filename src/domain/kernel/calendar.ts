import { Temporal } from 'temporal-polyfill';

/**
 * Local time of Denmark. Instants are UTC text with milliseconds (`YYYY-MM-DDTHH:mm:ss.sssZ`), dates local text (`YYYY-MM-DD`),
 * so that text order is time order. Everything is pure and total on such text: what would leave the four-digit years stays at
 * their edge, so that a date of the year 9999 in one event cannot stop a projection. Text of another shape is a RangeError.
 * Local dates and times are right from 1900 to 9999; before 1900 Denmark had no hour-based zone, and only the order is kept.
 * The first year is 1: PostgreSQL has no year 0, and one such limit would stop the read model that holds it for ever.
 */
const ZONE = 'Europe/Copenhagen';
const FIRST_DATE = '0001-01-01';
const LAST_DATE = '9999-12-31';
const FIRST_INSTANT = '0001-01-01T00:00:00.000Z';
const LAST_INSTANT = '9999-12-31T23:59:59.999Z';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The common European rule (last Sundays of March and October, 01:00 UTC) holds from here; before it temporal is asked. */
const EU_RULE_SINCE = '1996-01-01';

/** Days on which nobody works beside Saturday and Sunday: a list, a set, or a calendar such as `danishCalendar`. */
export type Holidays = readonly string[] | { has(date: string): boolean };

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const pad = (n: number, width: number) => String(n).padStart(width, '0');
const write = ({ year, month, day }: Civil) => `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;

/** Read digit by digit: every limit of every concern passes here, and a round trip through Date costs four times as much. */
function msOf(instant: string): number {
  const [hour, minute, second] = [digits(instant, 11, 13), digits(instant, 14, 16), digits(instant, 17, 19)];
  const thousandths = digits(instant, 20, 23);
  const shaped = isCanonical(instant) && instant[13] === ':' && instant[16] === ':' && instant[19] === '.';
  if (!(shaped && hour < 24 && minute < 60 && second < 60 && thousandths >= 0))
    throw new RangeError('not an instant in UTC with milliseconds');
  return dayNumber(instant.slice(0, 10)) * DAY_MS + hour * HOUR_MS + minute * 60_000 + second * 1000 + thousandths;
}
const FIRST_MS = Date.parse(FIRST_INSTANT);
const LAST_MS = Date.parse(LAST_INSTANT);
const instantOf = (ms: number): string => {
  if (ms <= FIRST_MS) return FIRST_INSTANT;
  return ms >= LAST_MS ? LAST_INSTANT : new Date(ms).toISOString();
};

/** A date of the calendar in its parts; read digit by digit, because every fact and every limit passes here. */
function civil(date: string): Civil {
  const year = digits(date, 0, 4);
  const month = digits(date, 5, 7);
  const day = digits(date, 8, 10);
  const shaped = date.length === 10 && date[4] === '-' && date[7] === '-';
  if (shaped && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)) return { year, month, day };
  throw new RangeError('not a date of the calendar');
}
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}
const leap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number =>
  month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Days since 1970-01-01: a date has no zone. Date.UTC takes the years 0 to 99 for 1900 to 1999, hence the 400 years' round (146,097 days). */
const dayNumberOf = ({ year, month, day }: Civil): number => Date.UTC(year + 400, month - 1, day) / DAY_MS - 146_097;
const dayNumber = (date: string): number => dayNumberOf(civil(date));
const dateOf = (day: number): string => instantOf(day * DAY_MS).slice(0, 10);

/** Day of the month on which the last Sunday falls; for months of 31 days. */
const lastSunday = (year: number, month: number): number =>
  31 - (weekdayOfDay(dayNumberOf({ year, month, day: 31 })) % 7);
/** 1970-01-01 was a Thursday. */
const weekdayOfDay = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The local days of a year, from 1996, on which summer time begins and ends; the hour is 01:00 UTC. */
const changes = new Map<number, { readonly spring: string; readonly autumn: string }>();
function changesOf(date: string) {
  const year = digits(date, 0, 4);
  let known = changes.get(year);
  if (!known) {
    const on = (month: number) => write({ year, month, day: lastSunday(year, month) });
    known = { spring: on(3), autumn: on(10) };
    changes.set(year, known);
  }
  return known;
}
/** Whether summer time (UTC+2) holds at the instant; from 1996. */
function summerTime(instant: string): boolean {
  const { spring, autumn } = changesOf(instant);
  const changed = 'T01';
  return instant >= spring + changed && instant < autumn + changed;
}

const isCanonical = (instant: string) =>
  instant.length === 24 && instant.charCodeAt(10) === 84 && instant.charCodeAt(23) === 90;

/**
 * Hours before 1996 are remembered: every change of the clocks in this zone since 1900 came on a full hour of UTC.
 * The bound is there because old instants are rare (a back-dated fact), not because the hours would not fit.
 */
const oldHours = new Map<string, { readonly date: string; readonly hour: number }>();
function oldHourOf(instant: string) {
  const hour = instant.slice(0, 13);
  let known = oldHours.get(hour);
  if (!known) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(msOf(`${hour}:00:00.000Z`)).toZonedDateTimeISO(ZONE);
    known = { date: zoned.year < 1 ? FIRST_DATE : zoned.toPlainDate().toString(), hour: zoned.hour };
    if (oldHours.size > 10_000) oldHours.clear();
    oldHours.set(hour, known);
  }
  return known;
}

/** The local date of an instant. A zoned date costs 8 µs in temporal, and every fact has one: hence the rule by hand (design.md). */
export function localDateOf(instant: string): string {
  if (!isCanonical(instant)) throw new RangeError('not an instant in UTC with milliseconds');
  if (instant < EU_RULE_SINCE) return oldHourOf(instant).date;
  const hour = instant.slice(11, 13);
  const date = instant.slice(0, 10);
  if (hour < '22' || (hour === '22' && !summerTime(instant))) return date;
  return addDays(date, 1);
}

export const localYearOf = (instant: string): number => Number(localDateOf(instant).slice(0, 4));

/** Local time of day, `HH:mm`. */
export function localTimeOf(instant: string): string {
  if (!isCanonical(instant)) throw new RangeError('not an instant in UTC with milliseconds');
  const hour =
    instant < EU_RULE_SINCE
      ? oldHourOf(instant).hour
      : (Number(instant.slice(11, 13)) + (summerTime(instant) ? 2 : 1)) % 24;
  return `${pad(hour, 2)}:${instant.slice(14, 16)}`;
}

/** The first instant whose local date this is. */
export function startOfDay(date: string): string {
  const before = addDays(date, -1);
  if (date < EU_RULE_SINCE) return instantOf(Temporal.PlainDate.from(date).toZonedDateTime(ZONE).epochMilliseconds);
  const { spring, autumn } = changesOf(date);
  // At midnight the change of that day is still to come.
  return `${before}T${date > spring && date <= autumn ? 22 : 23}:00:00.000Z`;
}

/** The last instant of a local date, 23:59:59.999 local: where a limit in months, days or working days ends (domain.md section 6). */
export function endOfDay(date: string): string {
  civil(date);
  if (date < EU_RULE_SINCE) return instantOf(msOf(startOfDay(addDays(date, 1))) - 1);
  const { spring, autumn } = changesOf(date);
  return `${date}T${date >= spring && date < autumn ? 21 : 22}:59:59.999Z`;
}

/** Elapsed time, around the clock and across both changes of it; `hours` may be a fraction or negative. */
export const addHours = (instant: string, hours: number): string =>
  instantOf(msOf(instant) + Math.round(hours * HOUR_MS));

/** `days` may be negative. */
export const addDays = (date: string, days: number): string => dateOf(dayNumber(date) + days);

/** Whole days from `a` to `b`; negative where `b` is earlier. */
export const daysBetween = (a: string, b: string): number => dayNumber(b) - dayNumber(a);

/** The same day of the month n months on (n may be negative), or that month's last day where it does not exist: 30 Nov + 3 = 28/29 Feb. */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = civil(date);
  const index = year * 12 + (month - 1) + months;
  const to = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
  if (to.year < 1) return FIRST_DATE;
  if (to.year > 9999) return LAST_DATE;
  return write({ ...to, day: Math.min(day, daysIn(to.year, to.month)) });
}

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (date: string): number => weekdayOfDay(dayNumber(date));

export function isWorkingDay(date: string, holidays: Holidays): boolean {
  return weekdayOf(date) <= 5 && !('has' in holidays ? holidays.has(date) : holidays.includes(date));
}

/** The n-th working day after the date (n ≥ 1), whether or not the date itself is one. */
export function addWorkingDays(date: string, days: number, holidays: Holidays): string {
  if (!Number.isInteger(days) || days < 1) throw new RangeError('working days are counted from 1');
  let day = date;
  for (let left = days; left > 0 && day < LAST_DATE; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}

/** The first working day after the date. */
export const nextWorkingDay = (date: string, holidays: Holidays): string => addWorkingDays(date, 1, holidays);

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const skippedLeaps = century - Math.floor(century / 4);
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + skippedLeaps - moonCorrection + 15) % 30;
  const sinceSunday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - ((year % 100) % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * sinceSunday) / 451);
  const days = epact + sinceSunday - 7 * late + 114;
  return write({ year, month: Math.floor(days / 31), day: (days % 31) + 1 });
}

const STORE_BEDEDAG_UNTIL = 2023;

/** Danish public holidays of a year, in order (domain.md section 6): Store Bededag until 2023, the fourth Friday after Easter. */
export function danishHolidays(year: number): string[] {
  const easter = easterSunday(year);
  const moved = [-3, -2, 0, 1, ...(year <= STORE_BEDEDAG_UNTIL ? [26] : []), 39, 49, 50];
  const christmas = write({ year, month: 12, day: 25 });
  return [
    write({ year, month: 1, day: 1 }),
    ...moved.map((days) => addDays(easter, days)),
    christmas,
    addDays(christmas, 1),
  ];
}

/** The Danish holidays of whatever year is asked for, and local days off beside them (a plan's `holidays.extra`). */
export function danishCalendar(extra: readonly string[] = []): { has(date: string): boolean } {
  const years = new Map<number, ReadonlySet<string>>();
  return {
    has(date) {
      const { year } = civil(date);
      const days = years.get(year) ?? new Set(danishHolidays(year));
      years.set(year, days);
      return days.has(date) || extra.includes(date);
    },
  };
}
