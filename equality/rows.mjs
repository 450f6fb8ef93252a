import { canonical } from '../dist/application/canonical.js';
import { projections } from './wiring.mjs';

const OWN = { _at: 'instant', _streams: 'texts' };

const plain = (value, type) => {
  if (value === null || value === undefined) return null;
  return type.startsWith('instant') ? new Date(value).toISOString() : JSON.parse(JSON.stringify(value));
};

/** Rows by key, each value in one form wherever it comes from: the read model's columns and the runner's own. */
function byKey({ table, primaryKey }, rows) {
  const columns = Object.entries({ ...table, ...OWN });
  return new Map(
    rows.map((row) => [
      primaryKey.map((name) => String(row[name])).join(' '),
      Object.fromEntries(columns.map(([name, type]) => [name, canonical(plain(row[name], type))])),
    ]),
  );
}

const ofAll = async (rowsOf) => {
  const all = {};
  for (const p of projections) all[p.name] = byKey(p, await rowsOf(p));
  return all;
};

/** What stands in the tables. */
export const rowsInTables = (pool) => ofAll(async ({ name }) => (await pool.query(`select * from "${name}"`)).rows);

/** @param groupsOf what a read model's keys come to, by key: rows, at, streams */
export const rowsOfGroups = (groupsOf) =>
  ofAll((p) =>
    [...groupsOf(p).values()].flatMap(({ rows, at, streams }) =>
      rows.map((row) => ({ ...row, _at: at, _streams: streams })),
    ),
  );

/** @returns a line for each read model in which they differ, with the first key and its columns */
export function differences(what, ones, others) {
  return Object.keys(ones).flatMap((model) => {
    const [one, other] = [ones[model], others[model]];
    const keys = [...new Set([...one.keys(), ...other.keys()])].filter(
      (key) => canonical(one.get(key) ?? null) !== canonical(other.get(key) ?? null),
    );
    if (keys.length === 0) return [];
    const [a = {}, b = {}] = [one.get(keys[0]), other.get(keys[0])];
    const columns = Object.keys({ ...a, ...b }).filter((name) => a[name] !== b[name]);
    const values = columns
      .slice(0, 2)
      .map((name) => `${name}: ${String(a[name]).slice(0, 300)} and ${String(b[name]).slice(0, 300)}`);
    return [
      `${what}: ${model} differs in ${keys.length} of ${one.size} and ${other.size} rows, first ${keys[0]} in ${columns.join(', ')} (${values.join('; ')})`,
    ];
  });
}
