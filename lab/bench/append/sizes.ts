import { withClient } from '../../scenarios/pools.js';

/** Tables, their indexes and TOAST, of all that is not the server's own. */
const BYTES = `
select coalesce(sum(pg_total_relation_size(c.oid)), 0)::float8 as bytes
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`;

export const storedBytes = (url: string): Promise<number> =>
  withClient(url, async (client) => (await client.query<{ bytes: number }>(BYTES)).rows[0]?.bytes ?? 0);
