import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { withConnection } from '../outage.js';

/** Another rebuild has begun since: this one lost its lock, and has nothing to fill any more. */
export class RebuildReplaced extends Error {
  constructor() {
    super('another rebuild has begun meanwhile, or this one was given up');
  }
}

/** Work that is shared out among processes: parts 0 … count - 1, each noted in a table when it is done. */
export interface Shared {
  readonly id: string;
  readonly count: number;
  readonly table: 'rebuild_range' | 'rebuild_slice';
  readonly column: 'range' | 'slice';
  readonly lock: number;
}

/**
 * Takes parts that nobody does and nobody has done, one after the other, until there are none. Any number of processes may do this: a part is
 * claimed by a lock that falls with its session, and what it gives comes with the note that it is done, in one transaction.
 */
export async function inParts(
  pool: pg.Pool,
  signal: AbortSignal,
  shared: Shared,
  work: (client: pg.PoolClient, part: number) => Promise<void>,
): Promise<void> {
  for (;;) {
    let left = false;
    for (let part = 0; part < shared.count; part++) {
      signal.throwIfAborted();
      const claimed = await withConnection(pool, (client) => one(client, shared, part, work));
      if (!claimed) left = true;
    }
    // What others have claimed may fall back to us if they die.
    if (!left) return;
    await wait(100);
  }
}

/** @returns false where another process has claimed it */
async function one(
  client: pg.PoolClient,
  { id, table, column, lock }: Shared,
  part: number,
  work: (client: pg.PoolClient, part: number) => Promise<void>,
): Promise<boolean> {
  await client.query('begin');
  await client.query('set local synchronous_commit = off'); // what is done and its note can only be lost together
  // Held until the part is done: what it belongs to cannot be dropped and made again for another rebuild meanwhile. Before any note is looked
  // at, because who drops it takes them in this order too.
  const own = await client.query(`select from rebuild where id = $1 and phase = 'building' for key share`, [id]);
  if (own.rowCount === 0) throw new RebuildReplaced();
  const claim = await client.query('select pg_try_advisory_xact_lock($1, $2) as mine', [lock, part]);
  const done = await client.query(`select from ${table} where ${column} = $1`, [part]);
  if (!claim.rows[0].mine || done.rowCount === 1) {
    await client.query('rollback');
    return claim.rows[0].mine;
  }
  await work(client, part);
  await client.query('commit');
  return true;
}
