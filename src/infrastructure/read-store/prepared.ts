import type pg from 'pg';
import { withConnection } from './outage.js';
import type { Db } from './sql.js';

/** Texts of statements: each is some kilobytes here, and a plan of as many at the server on every connection that sent it. */
const MOST = 400;
/** Not what begins or ends a transaction. */
const ASKS = /^\s*(?:select|with)\b/;

/**
 * Statements, each prepared under a name where it comes again: behind the walls a page's questions took three to ten times as long to plan as to
 * answer (docs/bench.md). What is sent once, and what there are too many kinds of, is planned as it comes.
 */
export class Statements {
  private readonly names = new Map<string, string | undefined>();
  private named = 0;

  sent(text: string, values: readonly unknown[]): pg.QueryConfig {
    const { names } = this;
    if (!names.has(text)) {
      if (names.size < MOST && ASKS.test(text)) names.set(text, undefined);
      return { text, values: [...values] };
    }
    const name = names.get(text) ?? `asked-${++this.named}`;
    names.set(text, name);
    return { name, text, values: [...values] };
  }
}
/** One name for one text, whichever pool sends it: a database knows it by its connection. */
const statements = new Statements();
export const prepared = (text: string, values: readonly unknown[]): pg.QueryConfig => statements.sent(text, values);

/** Statements of whoever works for himself, prepared where they come again. */
export const over = (pool: pg.Pool): Db => ({
  ask: (text, values) => pool.query(prepared(text, values)),
  moment: (work) =>
    withConnection(pool, async (client) => {
      await client.query('begin isolation level repeatable read read only');
      const done = await work(on(client));
      await client.query('commit');
      return done;
    }),
});
/** A connection in the midst of its transaction. */
export const on = (client: pg.ClientBase): Db => {
  const db: Db = { ask: (text, values) => client.query(prepared(text, values)), moment: (work) => work(db) };
  return db;
};
