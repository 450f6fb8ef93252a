import { openPool } from '../../scenarios/pools.js';
import { CONNECTIONS } from './connections.js';
import { drive } from './measure.js';
import type { Peer } from './peer.js';
import { countRows, insertOf, TABLE } from './rows.js';

/** A bare prepared INSERT from this very process, by the driver we use ourselves. */
export async function insert(url: string): Promise<Peer> {
  const pool = openPool(url, { max: CONNECTIONS });
  await pool.query(TABLE);
  return {
    run: (load) => drive((events) => pool.query(insertOf(events)), load),
    count: () => countRows(pool),
    close: () => pool.end(),
  };
}
