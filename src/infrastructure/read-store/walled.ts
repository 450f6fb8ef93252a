import type { Writable } from 'node:stream';
import type pg from 'pg';
import type { RowWallContext } from '../../projections/wall-context.js';
import { withConnection } from './outage.js';
import { on, prepared } from './prepared.js';
import { beginAs } from './row-security.js';
import type { Db } from './sql.js';

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
  resolve(answer: pg.QueryResult): void;
  reject(error: unknown): void;
}

/** One packet: each write wakes the server, and on two processors that it has to share was a fifth of what a page took. */
function inOnePacket<T>(client: pg.PoolClient, send: () => T): T {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Writable } }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

/**
 * Where a reader's statements are asked: what comes in one turn is one transaction, which says who the reader is, sent with its begin and its end in one
 * packet (`pipeline`). The connection is given back when that has ended, so that whoever has it next finds nothing of it.
 */
export function walled(pool: pg.Pool, standing: RowWallContext): Db {
  const begin = beginAs(standing);
  let turn: Asked[] | undefined;

  function send(client: pg.PoolClient, asked: readonly Asked[]): void {
    const [began, answers, ended] = inOnePacket(client, () => [
      client.query(begin),
      asked.map(({ text, values }) => client.query(prepared(text, values))),
      client.query('commit'),
    ]);
    // Where the reader could not be told, nothing that was found is answered.
    answers.forEach((answer, i) => {
      const one = asked[i];
      Promise.all([answer, began]).then(([found]) => one?.resolve(found), one?.reject);
    });
    Promise.all([began, ended]).then(
      () => client.release(),
      () => client.release(true),
    );
  }

  const end = (asked: readonly Asked[]) => {
    turn = undefined;
    pool.connect().then(
      (client) => send(client, asked),
      (error: unknown) => {
        for (const { reject } of asked) reject(error);
      },
    );
  };
  return {
    ask: (text, values) =>
      new Promise((resolve, reject) => {
        if (!turn) {
          const own: Asked[] = [];
          turn = own;
          setImmediate(() => end(own));
        }
        turn.push({ text, values, resolve, reject });
      }),
    moment: (work) =>
      withConnection(pool, async (client) => {
        await client.query(begin);
        const done = await work(on(client));
        await client.query('commit');
        return done;
      }),
  };
}
