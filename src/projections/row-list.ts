import type { ListQuery } from './condition.js';
import { type Orders, placedBy } from './order.js';
import type { Projection } from './projection.js';
import type { Cursor, Scope } from './scope.js';

/** A list of a read model: one question, which the read store asks of its table and a fold of its rows. What is listed is what is counted. */
export interface RowList<Row extends object, Query extends Scope> {
  readonly of: Projection;
  listed(query: Query): ListQuery;
  readonly orders: Orders;
  placeOf(row: Row, sort?: string): Cursor;
}

/** A list of a read model, made where its question stands. */
export const rowList = <Row extends object, Query extends Scope>(
  list: Pick<RowList<Row, Query>, 'listed' | 'orders'> & { readonly of: { readonly name: string } },
): RowList<Row, Query> => {
  const placeOf = (row: Row, sort?: string) => placedBy(list.orders, sort)(row);
  return { ...list, placeOf } as unknown as RowList<Row, Query>;
};
