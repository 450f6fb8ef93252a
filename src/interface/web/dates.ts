import { endOfDay, localDateOf, localTimeOf, startOfDay } from '../../domain/kernel/calendar.js';
import type { Language } from '../words/words.js';
import type { Page } from './page.js';

/** Made once: making one takes far longer than formatting by it. */
const LOCALES = { da: 'da-DK', en: 'en-GB' } as const satisfies Record<Language, string>;
const formats = (language: Language) => {
  const day = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'Europe/Copenhagen' } as const;
  return {
    day: new Intl.DateTimeFormat(LOCALES[language], day),
    dayOfYear: new Intl.DateTimeFormat(LOCALES[language], { ...day, year: 'numeric' }),
    date: new Intl.DateTimeFormat(LOCALES[language], { ...day, weekday: undefined, year: 'numeric' }),
    month: new Intl.DateTimeFormat(LOCALES[language], {
      month: 'short',
      year: 'numeric',
      timeZone: 'Europe/Copenhagen',
    }),
    ago: new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto' }),
  };
};
const FORMATS = { da: formats('da'), en: formats('en') } as const;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** `man. 30. nov. 09.30`: with its weekday, its year where that is another, and its time where it is not merely the end of the day. */
export function dated(instant: string, now: string, language: Language): string {
  if (instant === '') return ''; // not told to this reader
  const { day, dayOfYear } = FORMATS[language];
  const at = new Date(instant);
  const isThisYear = localDateOf(instant).slice(0, 4) === localDateOf(now).slice(0, 4);
  const time = localTimeOf(instant);
  const date = (isThisYear ? day : dayOfYear).format(at);
  return time === '23:59' ? date : `${date} ${language === 'da' ? time.replace(':', '.') : time}`;
}

/** A local day, `2026-11-30`: `man. 30. nov.` */
export const dayOn = (page: Pick<Page, 'today' | 'language'>, localDate: string): string =>
  datedOn(page, endOfDay(localDate));
/** The local day of an instant, without its time. */
export const dayAt = (page: Pick<Page, 'today' | 'language'>, instant: string): string =>
  instant === '' ? '' : dayOn(page, localDateOf(instant));
/** A local day of long ago, on which no weekday tells anything: `25. feb. 2005`. */
export const dateOf = ({ language }: Pick<Page, 'language'>, localDate: string): string =>
  FORMATS[language].date.format(new Date(endOfDay(localDate)));
/** The month of a local day, where the day tells nothing: `feb. 2005`. */
export const monthOf = ({ language }: Pick<Page, 'language'>, localDate: string): string =>
  FORMATS[language].month.format(new Date(endOfDay(localDate)));
/** `09.30`, beside a day that is said already. */
export const timeOn = ({ language }: Pick<Page, 'language'>, instant: string): string =>
  language === 'da' ? localTimeOf(instant).replace(':', '.') : localTimeOf(instant);
/** On a page, which knows what day it is. */
export const datedOn = ({ today, language }: Pick<Page, 'today' | 'language'>, instant: string): string =>
  dated(instant, today ? startOfDay(today) : instant, language);

/** `om 22 timer`, `i morgen`, `for 3 dage siden`. Whole days by the calendar, hours within a day. */
export function relative(instant: string, now: string, language: Language): string {
  if (instant === '') return '';
  const { ago } = FORMATS[language];
  const [then, today] = [localDateOf(instant), localDateOf(now)];
  const days = Math.round((Date.parse(then) - Date.parse(today)) / DAY);
  const hours = (Date.parse(instant) - Date.parse(now)) / HOUR;
  if (Math.abs(hours) < 24 && localTimeOf(instant) !== '23:59') {
    return Math.abs(hours) < 1 ? ago.format(Math.round(hours * 60), 'minute') : ago.format(Math.trunc(hours), 'hour');
  }
  if (Math.abs(days) < 60) return ago.format(days, 'day');
  return Math.abs(days) < 730 ? ago.format(Math.trunc(days / 30), 'month') : ago.format(Math.trunc(days / 365), 'year');
}

/** Both, the absolute one first. */
export const datedAndRelative = (instant: string, now: string, language: Language): string =>
  instant === '' ? '' : `${dated(instant, now, language)} (${relative(instant, now, language)})`;
