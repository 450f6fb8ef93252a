import type pg from 'pg';
import { canonical } from '../../src/application/canonical.js';
import { columnsOf } from '../../src/infrastructure/read-store/tables.js';
import { projections } from '../../src/projections/index.js';
import type { Group, Projection } from '../../src/projections/projection.js';

type Columns = Readonly<Record<string, unknown>>;
/** The rows of each read model by their keys, each value in one form wherever it comes from. */
export type Rows = Readonly<Record<string, ReadonlyMap<string, Readonly<Record<string, string>>>>>;

function plain(value: unknown, type: string): unknown {
  if (value === null || value === undefined) return null;
  return type.startsWith('instant')
    ? new Date(value as string | Date).toISOString()
    : JSON.parse(JSON.stringify(value));
}

/** The read model's columns and the runner's own. */
function byKey(p: Projection, rows: readonly Columns[]) {
  return new Map(
    rows.map((row) => [
      p.primaryKey.map((name) => String(row[name])).join(' '),
      Object.fromEntries(columnsOf(p).map(([name, type]) => [name, canonical(plain(row[name], type))])),
    ]),
  );
}

async function ofAll(rowsOf: (p: Projection) => readonly Columns[] | Promise<readonly Columns[]>): Promise<Rows> {
  const all: Record<string, Rows[string]> = {};
  for (const p of projections) all[p.name] = byKey(p, await rowsOf(p));
  return all;
}

/** What stands in the tables. */
export const rowsInTables = (pool: pg.Pool): Promise<Rows> =>
  ofAll(async ({ name }) => (await pool.query<Columns>(`select * from "${name}"`)).rows);

export type GroupsOf = (p: Projection) => ReadonlyMap<string, Group>;
/** @param groupsOf what a read model's keys come to, by key */
export const rowsOfGroups = (groupsOf: GroupsOf): Promise<Rows> =>
  ofAll((p) =>
    [...groupsOf(p).values()].flatMap(({ rows, at, streams }) =>
      rows.map((row): Columns => ({ ...row, _at: at, _streams: streams })),
    ),
  );

/** @returns a line for each read model in which they differ, with the first key and its columns */
export function differences(what: string, ones: Rows, others: Rows): readonly string[] {
  return Object.entries(ones).flatMap(([model, one]) => {
    const other = others[model] ?? new Map();
    const keys = [...new Set([...one.keys(), ...other.keys()])].filter(
      (key) => canonical(one.get(key) ?? null) !== canonical(other.get(key) ?? null),
    );
    const [key] = keys;
    if (key === undefined) return [];
    const [a = {}, b = {}] = [one.get(key), other.get(key)];
    const columns = Object.keys({ ...a, ...b }).filter((name) => a[name] !== b[name]);
    const values = columns
      .slice(0, 2)
      .map((name) => `${name}: ${String(a[name]).slice(0, 300)} and ${String(b[name]).slice(0, 300)}`);
    return [
      `${what}: ${model} differs in ${keys.length} of ${one.size} and ${other.size} rows, first ${key} in ${columns.join(', ')} (${values.join('; ')})`,
    ];
  });
}
