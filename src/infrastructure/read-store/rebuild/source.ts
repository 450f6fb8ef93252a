import type pg from 'pg';
import { copiedRows, LOG_COLUMNS, type Piece } from './log-rows.js';

/** Events of these types between two positions, both inclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly types: readonly string[];
}
export type ReadRange = (range: Range) => AsyncIterable<Piece>;

/** From the table of the log, chosen and sent by the server: COPY in binary, so that bytes stay bytes. */
export const fromTable =
  (pool: pg.Pool): ReadRange =>
  ({ from, to, types }) =>
    copiedRows(
      pool,
      `select ${LOG_COLUMNS} from public.event
       where position between ${from} and ${to} and type = any(${literal(`{${types.join(',')}}`)}::text[])`,
    );

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
