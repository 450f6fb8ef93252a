import pg from 'pg';
import { type Column, isNullable, type Projection, sqlType } from '../../projections/projection.js';
import { ROLES } from '../event-store/postgres/roles.js';
import { migrateObligations, OBLIGATION_TABLES } from './obligations/tables.js';
import { quoted } from './quoted.js';
import { raiseWalls } from './row-security.js';

/** The runner's own columns beside a read model's: the newest occurredAt a key has folded, and the streams its history stands in. */
export const OWN: Readonly<Record<string, Column>> = { _at: 'instant', _streams: 'texts' };
const FIRST_INSTANT = '0001-01-01T00:00:00.000Z';
/** An old log may hold an alert that fell due in the year 0, which PostgreSQL does not have: it is kept at the edge of the calendar. */
export const asHeld = (instant: string): string => (instant < FIRST_INSTANT ? FIRST_INSTANT : instant);

export const columnsOf = (p: Projection): readonly (readonly [string, Column])[] =>
  Object.entries({ ...p.table, ...OWN });

/** What a rebuild remembers, so that another process can show it and go on with it. */
const REBUILD_TABLES = ['rebuild', 'rebuild_range', 'rebuild_slice'] as const;
const REBUILD_SQL = `
create table if not exists rebuild (
  only_row boolean primary key default true check (only_row), id uuid not null default gen_random_uuid(), models text[] not null, position bigint not null, slices int not null,
  phase text not null, started_at timestamptz not null default now());
alter table rebuild add column if not exists id uuid not null default gen_random_uuid();
alter table rebuild add column if not exists ranges int not null default 0;
create table if not exists rebuild_range (
  range int primary key, file text not null, events bigint not null, size bigint not null, blocks json not null, done_at timestamptz not null default clock_timestamp());
create table if not exists rebuild_slice (slice int primary key, events bigint not null, done_at timestamptz not null default now())`;

/** Creates the read models' tables and checkpoints; one whose version changed is dropped and built anew from the log. */
export async function migrateReadStore(pool: pg.Pool, projections: readonly Projection[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock(7361, 2)');
    await client.query(`create table if not exists checkpoint (
      name text primary key, version int not null, position bigint not null, failed_at bigint, failure text)`);
    await client.query(`create table if not exists import_refusal (
      command_id uuid primary key, code text not null, rule text, message text not null)`);
    for (const p of projections) await migrateOne(client, p);
    await migrateObligations(client);
    await client.query(REBUILD_SQL);
    await grant(client, [
      'checkpoint',
      'import_refusal',
      ...REBUILD_TABLES,
      ...OBLIGATION_TABLES,
      ...projections.map((p) => p.name),
    ]);
    await client.query(`grant usage on schema public to ${ROLES.asker}, ${ROLES.party}`);
    await raiseWalls(client);
  } finally {
    await client.query('select pg_advisory_unlock(7361, 2)').catch(() => undefined);
    client.release();
  }
}

/** A read model's table without its keys; `table` where it is built under another name. */
export function tableSql(p: Projection, table = p.name): string {
  const columns = columnsOf(p).map(
    ([name, type]) => `${quoted(name)} ${sqlType(type)}${isNullable(type) ? '' : ' not null'}`,
  );
  return `create table ${quoted(table)} (${columns.join(', ')}) with (fillfactor = 80)`;
}

/** Its primary key and what lists filter and page by. */
export function keysSql(p: Projection, table = p.name): readonly string[] {
  const indexes = p.indexes ?? ('infohus' in p.table ? [['infohus']] : []);
  const primary = `alter table ${quoted(table)} add primary key (${p.primaryKey.map(quoted).join(', ')})`;
  const others = indexes.map((columns) => {
    const how = columns.some((name) => p.table[name]?.startsWith('texts')) ? 'using gin ' : '';
    return `create index on ${quoted(table)} ${how}(${columns.map(quoted).join(', ')})`;
  });
  return [primary, ...others];
}

async function migrateOne(client: pg.PoolClient, p: Projection): Promise<void> {
  const { rows } = await client.query<{ version: number }>('select version from checkpoint where name = $1', [p.name]);
  if (rows[0]?.version === p.version) return;
  await client.query('begin');
  await client.query(`drop table if exists ${quoted(p.name)} cascade`);
  await client.query(tableSql(p));
  for (const sql of keysSql(p)) await client.query(sql);
  await client.query(
    `insert into checkpoint (name, version, position) values ($1, $2, 0)
     on conflict (name) do update set version = excluded.version, position = 0, failed_at = null, failure = null`,
    [p.name, p.version],
  );
  await client.query('commit');
}

/** Read models are written by one role and read by others; none may touch the log. Who asks for a reader is let in where the walls stand (`raiseWalls`). */
export async function grant(client: Pick<pg.ClientBase, 'query'>, tables: readonly string[]): Promise<void> {
  const list = tables.map((t) => `public.${quoted(t)}`).join(', ');
  await client.query(`revoke all on ${list} from public`);
  await client.query(`grant select, insert, update, delete on ${list} to ${ROLES.projector}`);
  await client.query(`grant select on ${list} to ${ROLES.reader}`);
}
