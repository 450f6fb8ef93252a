import type pg from 'pg';

/** Any number, the same for every process: one migration of a database at a time. */
const LOCK = 7_219_550_104;

/** Tables that belong together and are brought forward together. */
export interface Schema {
  /** Where the steps taken are written down, with its schema. */
  readonly versions: string;
  /** Each step once, in order, never edited after it was released. */
  readonly steps: readonly string[];
  /** What is said anew at every start: rights of roles, some of which are made later than the tables. */
  readonly rights?: string;
  /**
   * What is thrown where a newer program has been here. Without it every step only adds, so that a program of before goes on beside the new one
   * while processes are renewed one by one.
   */
  readonly newer?: (found: number, known: number) => Error;
}

/** Of the log that a database belongs to, in one row (companions.ts). Only the owner asks for it. */
export const markTable = (name: string): string => `
create table public.${name} (only_row boolean primary key default true check (only_row), log text not null);
revoke all on public.${name} from public;
`;

/** Takes the steps that were not taken, under a lock and each in a transaction of its own. Run by the owner of the tables. */
export async function bringForward(client: Pick<pg.ClientBase, 'query'>, schema: Schema): Promise<void> {
  const { versions, steps, rights, newer } = schema;
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    const [within = ''] = versions.split('.');
    if (within !== 'public') await client.query(`create schema if not exists ${within}`);
    await client.query(
      `create table if not exists ${versions} (version int primary key, applied_at timestamptz not null default now())`,
    );
    const found = await client.query<{ version: number }>(
      `select coalesce(max(version), 0) as version from ${versions}`,
    );
    const current = found.rows[0]?.version ?? 0;
    if (current > steps.length && newer) throw newer(current, steps.length);
    for (const [index, step] of steps.entries()) if (index >= current) await apply(client, step, [versions, index + 1]);
    if (rights) await client.query(rights);
  } finally {
    // A connection that is lost has no lock either.
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
  }
}

async function apply(client: Pick<pg.ClientBase, 'query'>, step: string, [versions, version]: [string, number]) {
  await client.query('begin isolation level read committed');
  try {
    await client.query(step);
    await client.query(`insert into ${versions} (version) values ($1)`, [version]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** How many steps were taken; none where nothing was made yet. Changes nothing. */
export async function stepsTaken(client: Pick<pg.ClientBase, 'query'>, { versions }: Schema): Promise<number> {
  const known = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [versions]);
  if (!known.rows[0]?.there) return 0;
  const { rows } = await client.query<{ version: number | null }>(`select max(version) as version from ${versions}`);
  return rows[0]?.version ?? 0;
}

/** Whether the database stands behind what this program knows. Asked as anybody who may read the table of steps. */
export async function isBehind(client: Pick<pg.Pool, 'query'>, { versions, steps }: Schema): Promise<boolean> {
  const { rows } = await client.query<{ version: number | null }>(`select max(version) as version from ${versions}`);
  return (rows[0]?.version ?? 0) < steps.length;
}
