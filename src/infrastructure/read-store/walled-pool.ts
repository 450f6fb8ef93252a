import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import type { RowWallContext } from '../../application/ports/standing.js';
import { beginAs } from './row-security.js';

/**
 * A pool whose connections belong to one reader while they are in somebody's hands: each is a transaction that says who that is, and ends as it is
 * given back, so that the next one finds nothing of it. The answer does not wait for that end.
 */
export function walledPool(pool: pg.Pool, standing: RowWallContext): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect();
      try {
        await client.query(beginAs(standing));
      } catch (error) {
        client.release(true);
        throw error;
      }
      const query = (text: string, values: readonly unknown[]) => client.query(text, [...values]);
      const release = () =>
        void client.query('commit').then(
          () => client.release(),
          () => client.release(true),
        );
      return { query, release } as unknown as PostgresPoolClient;
    },
    end: () => Promise.resolve(),
  };
}
