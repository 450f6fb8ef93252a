import type { Child } from 'hono/jsx';
import { isText, type Orders } from '../../projections/order.js';
import { upTo } from '../words/format.js';
import { type Page, type Sortable, Table } from './layout.js';
import { type Chosen, FilterForm, type FilterProps, listHref, Pages } from './list.js';
import { SaveList } from './saved/saved-lists.js';

/** The headings of a list: those that name one of its orders can be pressed, and again for the same from its other end. */
export const headings =
  (page: Page, path: string, chosen: Chosen, orders: Orders) =>
  (name: string, by: string): Sortable => {
    const now = chosen.sort ?? orders.first;
    const begins = orders.first.endsWith(by) ? orders.first : isText(orders, by) ? by : `-${by}`;
    const isIt = now === by || now === `-${by}`;
    const turned = now === by ? `-${by}` : by;
    const { sort: _, ...others } = chosen;
    const next = isIt ? turned : begins;
    const href = listHref(path, page, next === orders.first ? others : { ...others, sort: next });
    return { name, href, sorted: isIt ? (now === by ? 'ascending' : 'descending') : undefined };
  };

/** A list as a page shows it: its filter, its rows with how many there are in all, where it goes on, and its file. */
interface ListProps extends FilterProps {
  readonly list: {
    readonly rows: readonly unknown[];
    readonly next: string | null;
    readonly prev: string | null;
    readonly total: { readonly count: number; readonly more: boolean } | null;
  };
  readonly isFirst: boolean;
  /** Never only headings: a sentence, and a way on. */
  readonly none: Child;
  readonly head: readonly (string | Sortable)[];
  readonly cells: readonly (readonly Child[])[];
  /** The address of its file. */
  readonly file: string;
}
export function ListBody({ list, isFirst, none, head, cells, file, ...filter }: ListProps) {
  const { page, path, chosen } = filter;
  const { say, language } = page;
  const caption = `${list.total ? upTo(list.total, language) : cells.length} ${say('list.count')}`;
  return (
    <>
      {filter.fields.length > 0 ? <FilterForm {...filter} /> : null}
      {cells.length === 0 ? <p>{none}</p> : <Table caption={caption} head={head} rows={cells} />}
      <Pages page={page} path={path} chosen={chosen} list={list} isFirst={isFirst} />
      <SaveList page={page} />
      <p>
        <a href={listHref(file, page, chosen)}>{say('list.csv')}</a>
      </p>
    </>
  );
}
