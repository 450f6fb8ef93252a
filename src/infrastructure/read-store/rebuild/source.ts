import type pg from 'pg';
import type { Source } from '../../../projections/folding/raw.js';
import { holds } from '../../../projections/folding/slices.js';
import { copiedRows, eventIn, LOG_COLUMNS, type Piece } from './log-rows.js';

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

/** The same as a fold of the whole log takes it. */
export const wholeLog = (pool: pg.Pool): Source =>
  async function* ({ slice, to, types, everywhere }) {
    const all = new Set(everywhere);
    for await (const { data, rows } of fromTable(pool)({ from: 1, to, types }))
      yield rows.map((row) => eventIn(data, row)).filter((e) => all.has(e.type) || holds(slice, e.stream));
  };

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
