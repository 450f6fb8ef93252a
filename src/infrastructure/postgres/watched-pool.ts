import type pg from 'pg';
import type { Reading, Telemetry } from '../../application/ports/telemetry.js';
import type { Labelled } from '../../application/telemetry/metrics.js';

export type PoolName = Labelled<'pool_wait'>['pool'];
type Told = (error: Error | undefined, client: pg.PoolClient | undefined, release: (broken?: unknown) => void) => void;

/** How long was waited for a connection: whoever asks the pool a question waits by the same method. */
export function watchPool(pool: pg.Pool, name: PoolName, telemetry: Telemetry): pg.Pool {
  const connect = pool.connect.bind(pool) as (told?: Told) => Promise<pg.PoolClient> | undefined;
  const watched = (told?: Told) => {
    const began = telemetry.seconds();
    const there = () => telemetry.observe('pool_wait', telemetry.seconds() - began, { pool: name });
    if (told)
      return connect((...given) => {
        there();
        told(...given);
      });
    return connect()?.finally(there);
  };
  return Object.assign(pool, { connect: watched });
}

/** Of several pools of one name together. */
export function poolReadings(pools: ReadonlyMap<pg.Pool, PoolName>): readonly Reading[] {
  const found = new Map<PoolName, { busy: number; idle: number; waiting: number }>();
  for (const [{ totalCount, idleCount, waitingCount }, name] of pools) {
    const { busy, idle, waiting } = found.get(name) ?? { busy: 0, idle: 0, waiting: 0 };
    found.set(name, {
      ...{ busy: busy + totalCount - idleCount, idle: idle + idleCount, waiting: waiting + waitingCount },
    });
  }
  return [...found].flatMap(([pool, states]) =>
    (['busy', 'idle', 'waiting'] as const).map(
      (state): Reading => ({ name: 'pool_connections', value: states[state], labels: { pool, state } }),
    ),
  );
}
