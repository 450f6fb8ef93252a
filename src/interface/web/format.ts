import type { Count } from '../../application/queries/paging.js';
import { localDateOf, localTimeOf } from '../../domain/kernel/calendar.js';
import type { Language } from './words.js';

/** Local date and time of an instant in Europe/Copenhagen, `2016-03-01 10:00`. */
export const when = (instant: string): string => `${localDateOf(instant)} ${localTimeOf(instant)}`;
export const day = (instant: string): string => localDateOf(instant);
/** The first characters are enough to tell cases of a list apart; the whole id stands in the link. */
export const short = (id: string): string => id.slice(0, 8);

export const number = (value: number, language: Language, percent: boolean): string =>
  new Intl.NumberFormat(
    language === 'da' ? 'da-DK' : 'en-GB',
    percent ? { style: 'percent', maximumFractionDigits: 1 } : { maximumFractionDigits: 2 },
  ).format(value);

/** `1.000+` where it was counted no further. */
export const upTo = ({ count, more }: Count, language: Language): string =>
  `${number(count, language, false)}${more ? '+' : ''}`;

/** `OfferSupport` → `Offer support`: commands and events have English names in the code and the contract. */
export const words = (name: string): string => {
  const spaced = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};
