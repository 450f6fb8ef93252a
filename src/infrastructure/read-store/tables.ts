import pg from 'pg';
import { OBLIGATIONS_MODEL } from '../../projections/obligations/obligations.js';
import { type Column, isNullable, type Projection, sqlType } from '../../projections/projection.js';
import { ROLES } from '../event-store/postgres/roles.js';
import { bringForward } from '../postgres/schema-steps.js';
import { grantSql } from './grants.js';
import { KEPT_TABLES } from './kept-tables.js';
import { migrateObligations, OBLIGATION_TABLES } from './obligations/tables.js';
import { quoted } from './quoted.js';
import { raiseWalls, type Walls } from './row-security.js';

/** The runner's own columns beside a read model's: the newest occurredAt a key has folded, and the streams its history stands in. */
export const OWN: Readonly<Record<string, Column>> = { _at: 'instant', _streams: 'texts' };
const FIRST_INSTANT = '0001-01-01T00:00:00.000Z';
/** An old log may hold an alert that fell due in the year 0, which PostgreSQL does not have: it is kept at the edge of the calendar. */
export const asHeld = (instant: string): string => (instant < FIRST_INSTANT ? FIRST_INSTANT : instant);

export const columnsOf = (p: Projection): readonly (readonly [string, Column])[] =>
  Object.entries({ ...p.table, ...OWN });

/** Brings what is kept forward, and creates the read models' tables; one whose version changed is dropped and built anew from the log. */
export async function migrateReadStore(pool: pg.Pool, projections: readonly Projection[]): Promise<Walls> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock(7361, 2)');
    await bringForward(client, KEPT_TABLES);
    for (const p of projections) await migrateOne(client, p);
    await migrateObligations(client);
    await client.query(grantSql([...OBLIGATION_TABLES, ...projections.map((p) => p.name)]));
    await client.query(`grant usage on schema public to ${ROLES.asker}, ${ROLES.party}`);
    return await raiseWalls(client);
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

/** Read models whose table is missing or of another version: a migration drops them, and they are filled from the log. */
export async function modelsToBuild(
  client: Pick<pg.ClientBase, 'query'>,
  projections: readonly Projection[],
): Promise<readonly string[]> {
  const there = await client.query("select 1 where to_regclass('public.checkpoint') is not null");
  const text = 'select name, version from public.checkpoint';
  const known = there.rowCount === 0 ? [] : (await client.query<{ name: string; version: number }>(text)).rows;
  const versions = new Map(known.map(({ name, version }) => [name, version]));
  return [...projections, OBLIGATIONS_MODEL].flatMap(({ name, version }) =>
    versions.get(name) === version ? [] : [name],
  );
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
