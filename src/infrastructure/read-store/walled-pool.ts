import type { Writable } from 'node:stream';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import type { RowWallContext } from '../../projections/wall-context.js';
import { prepared } from './prepared.js';
import { beginAs } from './row-security.js';

/**
 * What is asked in one turn travels in one packet: each write wakes the server, and on two processors that it has to share was a fifth of what a
 * page took.
 */
function inOnePacket(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Writable } }).connection;
  stream.cork();
  setImmediate(() => stream.uncork());
}

/** A connection while it is this reader's: in how many hands it is, and whether it began well. */
interface Held {
  readonly client: pg.PoolClient;
  readonly began: Promise<unknown>;
  users: number;
  ended: boolean;
}

/**
 * A pool whose connections belong to one reader while they are in somebody's hands: each is a transaction that says who that is, and ends as it is
 * given back, so that the next one finds nothing of it. What one question asks at once goes over one connection, one statement behind the other
 * without waiting (`pipeline`): a begin and a commit around each was two thirds of what a page sent. Nobody waits for the end.
 */
export function walledPool(pool: pg.Pool, standing: RowWallContext): PostgresPool {
  let held: Promise<Held> | undefined;
  const begin = async (): Promise<Held> => {
    const client = await pool.connect();
    inOnePacket(client);
    const began = client.query(beginAs(standing));
    began.catch(() => undefined); // whoever asks is told
    return { client, began, users: 0, ended: false };
  };
  /** Not at once: what is asked next follows in the same turn. */
  const end = (one: Held) =>
    setImmediate(() => {
      if (one.users > 0 || one.ended) return;
      one.ended = true;
      held = undefined;
      Promise.all([one.began, one.client.query('commit')]).then(
        () => one.client.release(),
        () => one.client.release(true),
      );
    });
  return {
    async connect() {
      held ??= begin().catch((error: unknown) => {
        held = undefined;
        throw error;
      });
      const one = await held;
      one.users++;
      const query = async (text: string, values: readonly unknown[]) =>
        (await Promise.all([one.client.query(prepared(text, values)), one.began]))[0];
      const release = () => {
        one.users--;
        if (one.users === 0) end(one);
      };
      return { query, release } as unknown as PostgresPoolClient;
    },
    end: () => Promise.resolve(),
  };
}
