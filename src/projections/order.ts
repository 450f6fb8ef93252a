import type { Cursor, PageRequest } from '../application/ports/read-models.js';
import { compare } from '../domain/kernel/order.js';

/** The order of every list: newest first, then by id from behind, so that a database reads one index backwards. */
export const newestFirst =
  <R>(place: (row: R) => Cursor) =>
  (a: R, b: R): number =>
    -comparePlaces(place(a), place(b));
const comparePlaces = (a: Cursor, b: Cursor): number => compare(a.at, b.at) || compare(a.id, b.id);

/** A part of rows that stand in order. */
export function partOf<R>(rows: readonly R[], place: (row: R) => Cursor, part: PageRequest | undefined): readonly R[] {
  if (!part) return rows;
  const { limit, below, above } = part;
  if (above) return rows.filter((r) => comparePlaces(place(r), above) > 0).slice(-limit);
  return rows.filter((r) => !below || comparePlaces(place(r), below) < 0).slice(0, limit);
}
