import { localDateOf, localTimeOf } from '../../../domain/kernel/calendar.js';

/** Danish date and time of day, as an input of the page takes it. */
export function localNow(): string {
  const now = new Date().toISOString();
  return `${localDateOf(now)}T${localTimeOf(now)}`;
}
