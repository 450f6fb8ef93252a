import pg from 'pg';
import { ROLES } from '../../src/infrastructure/event-store/postgres/roles.js';
import { LIMITS, poolTo } from '../../src/infrastructure/postgres/connections.js';

type Options = Pick<pg.PoolConfig, 'max' | 'options'>;

/** What ends an idle connection (the server that stops after another fault) is told by the next query; it must not end the process. */
export function openPool(url: string, options: Options = {}): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, application_name: 'lab', ...options });
  pool.on('error', () => undefined);
  return pool;
}

/** Connections that may do what a role may. */
export const poolAs = (role: keyof typeof ROLES, url: string, max = 4): pg.Pool =>
  poolTo(url, { limits: LIMITS.copying, name: 'lab', role: ROLES[role], pipeline: WALLED.has(role) }, max);
const WALLED: ReadonlySet<keyof typeof ROLES> = new Set(['asker', 'party']);

/** One connection of its own, for some work. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What `select count(*)::int as n …` says. */
export async function countOf(client: Pick<pg.Pool, 'query'>, text: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(text);
  return rows[0]?.n ?? 0;
}
