import type { Count } from '../../application/queries/paging.js';
import type { Language } from './words.js';

/** A record's number, as it is said on the telephone; ids stand in addresses and proofs only (screens.md law 1). */
export const numberOf = (number: string | null | undefined): string => number ?? '–';
/** The first characters of a hash, enough to tell two apart. */
export const short = (hash: string): string => hash.slice(0, 8);

/** Made once: making one takes far longer than formatting by it. */
const FORMATS = {
  da: { percent: formatIn('da-DK', true), plain: formatIn('da-DK', false) },
  en: { percent: formatIn('en-GB', true), plain: formatIn('en-GB', false) },
} as const satisfies Record<Language, object>;
function formatIn(locale: string, percent: boolean): Intl.NumberFormat {
  return new Intl.NumberFormat(
    locale,
    percent ? { style: 'percent', maximumFractionDigits: 1 } : { maximumFractionDigits: 2 },
  );
}
export const number = (value: number, language: Language, percent: boolean): string =>
  FORMATS[language][percent ? 'percent' : 'plain'].format(value);

/** `1.000+` where it was counted no further. */
export const upTo = (found: Count | null, language: Language): string =>
  found ? `${number(found.count, language, false)}${found.more ? '+' : ''}` : '';

/** `OfferSupport` → `Offer support`: commands and events have English names in the code and the contract. */
export const words = (name: string): string => {
  const spaced = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

export const sizeOf = (bytes: number, language: Language): string => {
  const [unit, value] = bytes < 1_000_000 ? ['kB', Math.max(1, bytes / 1_000)] : ['MB', bytes / 1_000_000];
  return `${new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }).format(value)} ${unit}`;
};
