// *Dates*: what may not lie after the `at` of its command.
import type { Data } from './model.js';
import { dayOf, type Ms, parseInstant } from './time.js';

const DAYS = new Set(['heldOn', 'signedOn', 'givenOn', 'trainedOn', 'receivedOn', 'deliveredOn']);
const INSTANTS = new Set(['receivedAt', 'notifiedAt', 'sentAt']);

export function liesAfter(data: Data, at: Ms): boolean {
  return Object.entries(data).some(([key, value]) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return liesAfter(Object(value), at);
    if (typeof value !== 'string') return false;
    if (DAYS.has(key)) return value > dayOf(at);
    return INSTANTS.has(key) && (parseInstant(value) ?? at) > at;
  });
}
