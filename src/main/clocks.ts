import type pg from 'pg';
import type { Clock } from '../application/ports/runtime.js';
import { AgreedClock } from '../infrastructure/clock/agreed-clock.js';

export const wallClock: Clock = { now: () => new Date().toISOString() };

/** This machine's clock, where it agrees with the database's. */
export const agreedWith = (pool: pg.Pool) =>
  AgreedClock.with(
    wallClock,
    () => clockOf(pool),
    () => performance.now(),
  );

const clockOf = async (pool: pg.Pool): Promise<Date> =>
  (await pool.query<{ now: Date }>('select clock_timestamp() as now')).rows[0]?.now ?? new Date(Number.NaN);
