import { compare } from '../domain/kernel/order.js';
import type { Cursor, PageRequest } from './scope.js';

/**
 * In which orders a list can stand, said once: its pages, its export, its cursors and the headings of its columns are made from this. Each is by a
 * column that always holds something, and then by id, so that no two rows stand at one place and a place can be gone on from (keyset).
 */
export interface Orders<Name extends string = string> {
  readonly id: string;
  /** The column of each; an instant, or where it is named in `texts` a code. */
  readonly by: Readonly<Record<Name, string>>;
  readonly texts?: readonly NoInfer<Name>[];
  /** Where none is asked for. */
  readonly first: Sort<NoInfer<Name>>;
}
/** A name alone begins with the earliest, or with A; with `-` it begins with the last. */
export type Sort<Name extends string = string> = Name | `-${Name}`;
export const orders = <const Name extends string>(declared: Orders<Name>): Orders<Name> => declared;

/** What can be asked for. */
export const sortsOf = <Name extends string>({ by }: Orders<Name>): readonly Sort<Name>[] =>
  (Object.keys(by) as Name[]).flatMap((name) => [`-${name}` as const, name]);
const nameIn = (sort: string): string => sort.replace(/^-/, '');
export const isText = ({ texts = [] }: Orders, sort: string): boolean => texts.includes(nameIn(sort));

export interface Order {
  readonly at: string;
  readonly id: string;
  /** The earliest first. */
  readonly up: boolean;
}
export function orderOf({ by, id, first }: Orders, sort: string = first): Order {
  const at = by[nameIn(sort)];
  if (at === undefined) throw new Error(`No order ${sort}`);
  return { at, id, up: !sort.startsWith('-') };
}
/** Where a row stands in that order. */
export const placedBy =
  (declared: Orders, sort?: string) =>
  (row: object): Cursor => {
    const { at, id } = orderOf(declared, sort);
    const values = row as Readonly<Record<string, unknown>>;
    return { at: String(values[at]), id: String(values[id]) };
  };

/** The order of most lists: newest first, then by id from behind, so that a database reads one index backwards. */
export const newestFirst = <R>(place: (row: R) => Cursor) => inOrder(place, false);
export const inOrder =
  <R>(place: (row: R) => Cursor, up: boolean) =>
  (a: R, b: R): number =>
    (up ? 1 : -1) * comparePlaces(place(a), place(b));
const comparePlaces = (a: Cursor, b: Cursor): number => compare(a.at, b.at) || compare(a.id, b.id);

/** A part of rows that stand in order. @param up they begin with the earliest */
export function partOf<R>(
  rows: readonly R[],
  place: (row: R) => Cursor,
  part: PageRequest | undefined,
  up = false,
): readonly R[] {
  if (!part) return rows;
  const { limit, below, above } = part;
  const beyond = (row: R, cursor: Cursor) => (up ? 1 : -1) * comparePlaces(place(row), cursor);
  if (above) return rows.filter((r) => beyond(r, above) < 0).slice(-limit);
  return rows.filter((r) => !below || beyond(r, below) > 0).slice(0, limit);
}
