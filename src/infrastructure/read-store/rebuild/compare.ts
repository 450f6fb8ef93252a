import type pg from 'pg';
import type { Difference } from '../../../application/ports/read-model-status.js';
import type { Projection } from '../../../projections/projection.js';
import { quoted } from '../quoted.js';
import { columnsOf } from '../tables.js';
import { beside } from './names.js';

/** Both must stand at the same position and stay there meanwhile. */
export async function compare(client: pg.ClientBase, p: Projection): Promise<Difference> {
  const key = p.primaryKey.map(quoted);
  const columns = columnsOf(p).map(([name]) => name);
  const [live, anew] = [quoted(p.name), quoted(beside(p))];
  const on = key.map((column) => `l.${column} = b.${column}`).join(' and ');
  // As jsonb, so that the order of keys in a state does not count; json itself cannot be compared.
  const { rows } = await client.query(
    `select array[${key.map((column) => `coalesce(l.${column}, b.${column})::text`).join(', ')}] as key,
        to_jsonb(l) as live, to_jsonb(b) as anew, count(*) over ()::int as different
      from ${live} l full join ${anew} b on ${on}
      where to_jsonb(l) is distinct from to_jsonb(b) order by 1 limit 1`,
  );
  const total = await client.query(`select count(*)::int as rows from ${anew}`);
  const [first] = rows;
  return {
    model: p.name,
    rows: total.rows[0].rows,
    different: first?.different ?? 0,
    first: first
      ? {
          key: first.key,
          columns: columns.filter((c) => JSON.stringify(first.live?.[c]) !== JSON.stringify(first.anew?.[c])),
        }
      : null,
  };
}
