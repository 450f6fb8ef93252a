import { drive } from './measure.mjs';
import { openPool } from './pool.mjs';
import { countRows, insertOf, TABLE } from './rows.mjs';

/** A bare prepared INSERT from this very process, by the driver we use ourselves. */
export async function insert(url) {
  const pool = openPool(url);
  await pool.query(TABLE);
  return {
    run: (load) => drive((events) => pool.query(insertOf(events)), load),
    count: () => countRows(pool),
    close: () => pool.end(),
  };
}
