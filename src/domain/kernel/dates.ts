import { localDateOf } from './calendar.js';
import { Sealed } from './sealed.js';

/** Fields that say when something was done: they may not lie after `at` (commands.md, *Dates*). What is planned or expected may. */
const DAYS = new Set(['heldOn', 'signedOn', 'givenOn', 'trainedOn', 'receivedOn', 'deliveredOn', 'informedOn']);
const INSTANTS = new Set(['notifiedAt', 'sentAt', 'discoveredAt']);

/** The path of the first such field that lies after the instant, at any depth; undefined where none does. */
export function datedAhead(data: object, at: string, under = ''): string | undefined {
  for (const [name, value] of Object.entries(data)) {
    const path = under ? `${under}.${name}` : name;
    if (typeof value === 'string') {
      if (DAYS.has(name) && value > localDateOf(at)) return path;
      if (INSTANTS.has(name) && value > at) return path;
    } else if (value !== null && typeof value === 'object' && !(value instanceof Sealed)) {
      const inside = datedAhead(value, at, path);
      if (inside) return inside;
    }
  }
  return undefined;
}
