import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** Texts of statements: each is some kilobytes here, and a plan of as many at the server on every connection that sent it. */
const MOST = 400;
/** Not what begins or ends a transaction. */
const ASKS = /^\s*(?:select|with)\b/;
const names = new Map<string, string | undefined>();

/**
 * A statement, prepared under a name where it comes again: behind the walls a page's questions took three to ten times as long to plan as to
 * answer (docs/bench.md). What is sent once, and what there are too many kinds of, is planned as it comes.
 */
export function prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
  if (!names.has(text)) {
    if (names.size < MOST && ASKS.test(text)) names.set(text, undefined);
    return { text, values: [...values] };
  }
  const name = names.get(text) ?? `asked-${++named}`;
  names.set(text, name);
  return { name, text, values: [...values] };
}
let named = 0;

/** A pool whose statements are prepared where they come again. */
export function preparedPool(pool: pg.Pool): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect();
      const query = (text: string, values: readonly unknown[]) => client.query(prepared(text, values));
      return { query, release: () => client.release() } as unknown as PostgresPoolClient;
    },
    end: () => Promise.resolve(),
  };
}
