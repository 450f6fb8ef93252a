import type { RowList, Scope } from '../application/ports/read-models.js';

/** A list of a read model, made where its question stands. */
export const rowList = <Row extends object, Query extends Scope>(
  list: Pick<RowList<Row, Query>, 'listed' | 'placeOf'> & { readonly of: { readonly name: string } },
): RowList<Row, Query> => list as unknown as RowList<Row, Query>;
