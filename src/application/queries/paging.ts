import { inOrder, type Orders, orderOf, partOf, placedBy } from '../../projections/order.js';
import type { ReadModels } from '../../projections/read-models.js';
import type { RowList } from '../../projections/row-list.js';
import type { Cursor, PageRequest, Scope } from '../../projections/scope.js';
import * as p from './params.js';

export interface Paged<R> {
  readonly rows: readonly R[];
  /** The page below begins under this place, the page above ends over it; null: there is none. */
  readonly below: Cursor | null;
  readonly above: Cursor | null;
}

/** One row more than the page has is asked for: whether it is there tells whether the list goes on. */
export async function pageOf<R>(
  ask: (part: PageRequest) => Promise<readonly R[]>,
  placeOf: (row: R) => Cursor,
  part: PageRequest,
): Promise<Paged<R>> {
  const found = await ask({ ...part, limit: part.limit + 1 });
  const more = found.length > part.limit;
  const rows = part.above && more ? found.slice(1) : found.slice(0, part.limit);
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows,
    below: last && (part.above || more) ? placeOf(last) : null,
    above: first && (part.above ? more : part.below) ? placeOf(first) : null,
  };
}

/** Rows that one read of an export takes. */
const AT_ONCE = 500;
/** Every page from the first to the last: what is written meanwhile is not missed below where it reads, and nothing comes twice. */
export async function* allPages<R>(
  ask: (part: PageRequest) => Promise<readonly R[]>,
  placeOf: (row: R) => Cursor,
): AsyncGenerator<readonly R[]> {
  for (let below: Cursor | null | undefined; below !== null; ) {
    const page: Paged<R> = await pageOf(ask, placeOf, { limit: AT_ONCE, below });
    if (page.rows.length > 0) yield page.rows;
    below = page.below;
  }
}

/** Nobody reads a thousand rows, and beyond it counting costs more than the page (docs/decisions). */
const MOST = 1000;
/** `more`: there are at least as many, and they were counted no further. */
export interface Count {
  readonly count: number;
  readonly more: boolean;
}
export async function countOf(upTo: (cap: number) => Promise<number>): Promise<Count> {
  const counted = await upTo(MOST + 1);
  return { count: Math.min(MOST, counted), more: counted > MOST };
}

/** A list: how its rows are read, in which order they stand, and what of them is shown. */
interface List<R, S> {
  /** As it was asked for; it stands in the cursors. */
  readonly sort?: string | undefined;
  rows(part?: PageRequest): Promise<readonly R[]>;
  placeOf(row: R): Cursor;
  show(rows: readonly R[]): Promise<readonly S[]>;
}
interface Countable {
  count(cap: number): Promise<number>;
}

/** A list of a read model by its question: its rows, how many there are, and where each stands in the order that is asked for. */
export const listOf = <R extends object, Q extends Scope>(live: ReadModels, list: RowList<R, Q>, asked: Q) => ({
  rows: (part?: PageRequest) => live.listRows(list, asked, part),
  count: (cap: number) => live.countRows(list, asked, cap),
  placeOf: (row: R) => list.placeOf(row, asked.sort),
  sort: asked.sort,
});

/** A list of rows that are at hand. */
export function listOfAll<R extends object>(all: readonly R[], declared: Orders, sort: string | undefined) {
  const [placeOf, { up }] = [placedBy(declared, sort) as (row: R) => Cursor, orderOf(declared, sort)];
  const rows = all.toSorted(inOrder(placeOf, up));
  return {
    rows: async (part?: PageRequest) => partOf(rows, placeOf, part, up),
    count: async (cap: number) => Math.min(cap, rows.length),
    ...{ placeOf, sort },
  };
}

/**
 * A list of which not every row is shown to the reader, by what no condition of a table can say: it is read on from where the last rows stood, until
 * the part is full. Its count is of the same rows.
 */
export function sifted<R>(
  { rows, placeOf, sort }: Pick<List<R, unknown>, 'rows' | 'placeOf' | 'sort'>,
  keep: (rows: readonly R[]) => readonly R[],
) {
  async function upTo({ limit, below, above }: PageRequest): Promise<readonly R[]> {
    let [kept, place]: [readonly R[], Cursor | undefined] = [[], above ?? below];
    for (;;) {
      const found = await rows({ limit: AT_ONCE, ...(above ? { above: place } : { below: place }) });
      kept = above ? [...keep(found), ...kept] : [...kept, ...keep(found)];
      const last = above ? found[0] : found.at(-1);
      if (kept.length >= limit || found.length < AT_ONCE || !last) break;
      place = placeOf(last);
    }
    return above ? kept.slice(-limit) : kept.slice(0, limit);
  }
  return {
    rows: (part?: PageRequest) => upTo(part ?? { limit: Number.POSITIVE_INFINITY }),
    count: async (cap: number) => (await upTo({ limit: cap })).length,
    ...{ placeOf, sort },
  };
}

/** A page where one is asked for, else the whole list. */
export async function listed<R, S>(
  part: PageRequest | undefined,
  { rows, count, placeOf, show, sort }: List<R, S> & Countable,
) {
  if (!part) return { rows: await show(await rows()), next: null, prev: null, total: null };
  const [page, total] = await Promise.all([pageOf(rows, placeOf, part), countOf(count)]);
  return {
    rows: await show(page.rows),
    next: page.below && p.cursorOf('below', page.below, sort),
    prev: page.above && p.cursorOf('above', page.above, sort),
    total,
  };
}

/** The whole list as a file is written: page by page, as it is read. */
export async function* exported<R, S>({ rows, placeOf, show }: List<R, S>): AsyncGenerator<readonly S[]> {
  for await (const page of allPages(rows, placeOf)) yield await show(page);
}
