import type pg from 'pg';
import { type Group, type Projection, sqlType } from '../../projections/projection.js';
import { quoted } from './quoted.js';
import { asHeld, columnsOf } from './tables.js';

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
/** Instants are read back as UTC text with milliseconds, as events hold them. */
export const selected = (name: string, type: string): string =>
  type.startsWith('timestamptz')
    ? `to_char(${quoted(name)} at time zone 'UTC', ${ISO}) as ${quoted(name)}`
    : quoted(name);

/** What is known of these keys, with the runner's own columns. */
export async function readGroups(
  client: pg.ClientBase,
  p: Projection,
  table: string,
  keys: readonly string[],
): Promise<Map<string, Group>> {
  const key = p.primaryKey[0] ?? '';
  const list = columnsOf(p).map(([name, type]) => selected(name, sqlType(type)));
  const { rows } = await client.query(
    `select ${list.join(', ')} from ${quoted(table)} where ${quoted(key)} = any($1) order by ${p.primaryKey.map(quoted).join(', ')}`,
    [keys],
  );
  const groups = new Map<string, Group>();
  for (const { _at, _streams, ...row } of rows) {
    const known = groups.get(row[key]);
    groups.set(row[key], { rows: [...(known?.rows ?? []), row], at: _at, streams: _streams });
  }
  return groups;
}

/** A group's rows as they stand in the table. */
export const rowsOf = (group: Group | undefined): readonly Record<string, unknown>[] =>
  group ? group.rows.map((row) => ({ ...row, _at: group.at, _streams: group.streams })) : [];

/** A key that was folded again, or begins anew, may have fewer rows than before. */
export async function deleteSurplus(
  client: pg.ClientBase,
  p: Projection,
  table: string,
  before: ReadonlyMap<string, Group>,
  after: ReadonlyMap<string, Group>,
): Promise<void> {
  const ids = (group: Group | undefined) =>
    (group?.rows ?? []).map((row) =>
      p.primaryKey.map((name) => String((row as Record<string, unknown>)[name])).join(' '),
    );
  const shrunk = [...before].filter(([key, group]) => {
    const now = new Set(ids(after.get(key)));
    return ids(group).some((id) => !now.has(id));
  });
  if (shrunk.length === 0) return;
  await client.query(`delete from ${quoted(table)} where ${quoted(p.primaryKey[0] ?? '')} = any($1)`, [
    shrunk.map(([key]) => key),
  ]);
}

/** All rows in one statement, whatever their number. */
export async function upsert(
  client: pg.ClientBase,
  p: Projection,
  table: string,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = columnsOf(p);
  const names = columns.map(([name]) => quoted(name));
  const set = columns
    .filter(([name]) => !p.primaryKey.includes(name))
    .map(([name]) => `${quoted(name)} = excluded.${quoted(name)}`);
  await client.query(
    `insert into ${quoted(table)} (${names.join(', ')})
     select ${names.join(', ')} from json_to_recordset($1::json) as r(${columns.map(([name, type]) => `${quoted(name)} ${sqlType(type)}`).join(', ')})
     on conflict (${p.primaryKey.map(quoted).join(', ')}) do update set ${set.join(', ')}`,
    [JSON.stringify(rows.map(within(columns)))],
  );
}

function within(columns: ReturnType<typeof columnsOf>) {
  const instants = columns.filter(([, type]) => sqlType(type) === 'timestamptz').map(([name]) => name);
  const held = (value: unknown) => (typeof value === 'string' ? asHeld(value) : value);
  return (row: Record<string, unknown>) =>
    instants.every((name) => held(row[name]) === row[name])
      ? row
      : { ...row, ...Object.fromEntries(instants.map((name) => [name, held(row[name])])) };
}
