import pg from 'pg';
import { projections } from './ours.mjs';

/**
 * What each read model's table holds: rows, and a hash that does not depend on their order. The streams of a key are a set: in which order
 * they were first seen differs where something came late.
 */
export async function contents(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = {};
    for (const { name, table } of projections) {
      const columns = Object.keys(table).map((column) => `"${column}"::text`);
      const { rows } = await client.query(
        `select count(*)::int as rows, coalesce(sum(hashtextextended(row(${columns.join(', ')}, _at,
           (select array_agg(s order by s) from unnest(_streams) s))::text, 0)::numeric), 0)::text as hash from "${name}"`,
      );
      found[name] = rows[0];
    }
    return found;
  } finally {
    await client.end();
  }
}

/** @returns the read models that differ, and how */
export function differences(ones, others) {
  return Object.entries(ones)
    .filter(([name, { rows, hash }]) => others[name].rows !== rows || others[name].hash !== hash)
    .map(([name, { rows }]) =>
      rows === others[name].rows
        ? `${name}: ${rows} rows, not the same`
        : `${name}: ${rows} rows and ${others[name].rows}`,
    );
}
