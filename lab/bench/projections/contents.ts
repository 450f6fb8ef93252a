import { projections } from '../../../src/projections/index.js';
import { withClient } from '../../scenarios/pools.js';

/** Of a read model's table: rows, and a hash that does not depend on their order. */
export interface Content {
  readonly rows: number;
  readonly hash: string;
}
export type Contents = Readonly<Record<string, Content>>;

/** The streams of a key are a set: in which order they were first seen differs where something came late. */
export function contents(url: string): Promise<Contents> {
  return withClient(url, async (client) => {
    const found: Record<string, Content> = {};
    for (const { name, table } of projections) {
      const columns = Object.keys(table).map((column) => `"${column}"::text`);
      const { rows } = await client.query<Content>(
        `select count(*)::int as rows, coalesce(sum(hashtextextended(row(${columns.join(', ')}, _at,
           (select array_agg(s order by s) from unnest(_streams) s))::text, 0)::numeric), 0)::text as hash from "${name}"`,
      );
      for (const row of rows) found[name] = row;
    }
    return found;
  });
}

/** @returns the read models that differ, and how */
export function differences(ones: Contents, others: Contents): readonly string[] {
  return Object.entries(ones).flatMap(([name, { rows, hash }]) => {
    const other = others[name];
    if (other?.rows === rows && other.hash === hash) return [];
    return other?.rows === rows
      ? [`${name}: ${rows} rows, not the same`]
      : [`${name}: ${rows} rows and ${other?.rows}`];
  });
}
