import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import type { AlertGate } from '../../application/ports/runtime.js';

/** A lock of the database's own session: whoever is killed lets go of it. Work that two processes must not do at once. */
export class DatabaseLock {
  constructor(
    private readonly pool: pg.Pool,
    private readonly number: number,
  ) {}

  /** Waits for the lock; several may hold it `shared` beside each other, none beside one alone. */
  shared<T>(work: () => Promise<T>): Promise<T> {
    return this.holding('pg_try_advisory_lock_shared', 'pg_advisory_unlock_shared', true, work) as Promise<T>;
  }
  /** Waits until nobody holds it. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.holding('pg_try_advisory_lock', 'pg_advisory_unlock', true, work) as Promise<T>;
  }
  /** Undefined, and nothing done, where somebody holds it. */
  alone<T>(work: () => Promise<T>): Promise<T | undefined> {
    return this.holding('pg_try_advisory_lock', 'pg_advisory_unlock', false, work);
  }

  private async holding<T>(
    take: string,
    leave: string,
    waits: boolean,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    const client = await this.pool.connect();
    let lost: Error | undefined;
    const onLost = (error: Error) => {
      lost = error; // the server has let go of the lock by itself
    };
    client.on('error', onLost);
    const key = `(7361, ${this.number})`;
    try {
      // Asked again rather than waited for at the server: no statement may last as long as somebody else's work.
      while (!(await this.tried(client, `select ${take}${key} as taken`))) {
        if (!waits) return undefined;
        await wait(REST);
      }
      try {
        return await work();
      } finally {
        await client.query(`select ${leave}${key}`).catch(onLost);
      }
    } finally {
      client.off('error', onLost);
      client.release(lost);
    }
  }

  private async tried(client: pg.PoolClient, sql: string): Promise<boolean> {
    return (await client.query<{ taken: boolean }>(sql)).rows[0]?.taken === true;
  }
}

/** Milliseconds between two attempts. */
const REST = 50;

/** Alerts are never kept quiet for good: an import that is killed lets go of its lock. */
export class DatabaseGate implements AlertGate {
  private readonly lock: DatabaseLock;
  constructor(pool: pg.Pool) {
    this.lock = new DatabaseLock(pool, 3);
  }
  importing<T>(work: () => Promise<T>): Promise<T> {
    return this.lock.shared(work);
  }
  evaluating<T>(work: () => Promise<T>): Promise<T | undefined> {
    return this.lock.alone(work);
  }
}
