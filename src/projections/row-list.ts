import type { RowList, Scope } from '../application/ports/read-models.js';
import { placedBy } from './order.js';

/** A list of a read model, made where its question stands. */
export const rowList = <Row extends object, Query extends Scope>(
  list: Pick<RowList<Row, Query>, 'listed' | 'orders'> & { readonly of: { readonly name: string } },
): RowList<Row, Query> => {
  const placeOf = (row: Row, sort?: string) => placedBy(list.orders, sort)(row);
  return { ...list, placeOf } as unknown as RowList<Row, Query>;
};
