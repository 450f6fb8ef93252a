import { localDateOf } from '../../domain/kernel/calendar.js';
import type { Language } from '../words/words.js';

/** "1. februar 2026" of the Danish date of an instant: the same wherever it is printed. */
export const day = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'da' ? 'da-DK' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${localDateOf(instant)}T00:00:00Z`),
  );
