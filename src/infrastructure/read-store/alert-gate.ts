import type pg from 'pg';
import type { AlertGate } from '../../application/ports/runtime.js';

const LOCK = '7361, 3';

/** Locks of the database's own sessions: whoever is killed lets go of them, so that alerts are never kept quiet for good. */
export class DatabaseGate implements AlertGate {
  constructor(private readonly pool: pg.Pool) {}

  importing<T>(work: () => Promise<T>): Promise<T> {
    return this.holding(`pg_advisory_lock_shared(${LOCK})`, `pg_advisory_unlock_shared(${LOCK})`, work) as Promise<T>;
  }
  evaluating<T>(work: () => Promise<T>): Promise<T | undefined> {
    return this.holding(`pg_try_advisory_lock(${LOCK})`, `pg_advisory_unlock(${LOCK})`, work);
  }

  private async holding<T>(take: string, leave: string, work: () => Promise<T>): Promise<T | undefined> {
    const client = await this.pool.connect();
    let lost: Error | undefined;
    const onLost = (error: Error) => {
      lost = error; // the server has let go of the lock by itself
    };
    client.on('error', onLost);
    try {
      const { rows } = await client.query<{ taken: unknown }>(`select ${take} as taken`);
      if (rows[0]?.taken === false) return undefined;
      try {
        return await work();
      } finally {
        await client.query(`select ${leave}`).catch(onLost);
      }
    } finally {
      client.off('error', onLost);
      client.release(lost);
    }
  }
}
