import pg from 'pg';
import { projections } from '../../../src/projections/index.js';
import type { Columns } from '../../../src/projections/projection.js';
import { countOf } from '../../scenarios/pools.js';

/** Over this many days the copies of a row are spread, so that they stand all over the list. */
const DAYS = 3000;
const MULTIPLIED = ['case_list', 'concern_facts'];

export interface Multiplier {
  /** @returns how many cases there are now */
  until(cases: number): Promise<number>;
  close(): Promise<void>;
}

/**
 * Makes more cases of those that are there: each row once more with other ids, at other times. Folding a log of so many cases would give
 * the same tables in an hour. Called again for more of them; `close` ends it.
 */
export async function multiplier(url: string): Promise<Multiplier> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const tables = projections.filter((p) => MULTIPLIED.includes(p.name));
  for (const { name } of tables) await client.query(`create temp table original_${name} as select * from "${name}"`);
  const count = () => countOf(client, 'select count(*)::int as n from case_list');
  const originals = await count();
  let copies = 1;
  return {
    async until(cases) {
      const wanted = Math.max(copies, Math.round(cases / originals));
      for (const { name, table } of tables) {
        await withoutIndexes(client, name, () => client.query(copied(name, table), [copies, wanted - 1]));
        await client.query(`vacuum (analyze) "${name}"`);
      }
      copies = wanted;
      return count();
    },
    close: () => client.end(),
  };
}

/** Ids are hashed with the copy's number, in both tables alike, so that a copied concern belongs to the copied case. */
function copied(name: string, table: Columns): string {
  const values = Object.entries(table).map(([column, type]) => {
    if (type.startsWith('uuid')) return `md5("${column}"::text || n)::uuid`;
    if (type.startsWith('instant')) return `"${column}" - (n * 7919 % ${DAYS}) * interval '1 day'`;
    return `"${column}"`;
  });
  const names = Object.keys(table).map((column) => `"${column}"`);
  return `insert into "${name}" (${names}, _at, _streams)
    select ${values}, _at, _streams from original_${name}, generate_series($1::int, $2::int) n`;
}

/** They are built again over all rows: much sooner done than row by row. The primary key stays. */
async function withoutIndexes(client: pg.Client, table: string, work: () => Promise<unknown>): Promise<void> {
  const { rows } = await client.query<{ indexname: string; indexdef: string }>(
    `select indexname, indexdef from pg_indexes where schemaname = 'public' and tablename = $1
        and indexname not in (select conname from pg_constraint)`,
    [table],
  );
  for (const { indexname } of rows) await client.query(`drop index "${indexname}"`);
  await work();
  for (const { indexdef } of rows) await client.query(indexdef);
}
