import type pg from 'pg';
import { Readiness } from '../application/operations/readiness.js';
import { installationReadings, type ReadingDependencies } from '../application/operations/readings.js';
import type { EventStore } from '../application/ports/event-store.js';
import type { ReadModelRunner } from '../application/ports/read-model-status.js';
import type { TellsReadiness } from '../application/ports/readiness.js';
import type { Readings } from '../application/ports/telemetry.js';
import { sleep } from '../infrastructure/clock/sleep.js';
import { BESIDE_EVENTSTOREDB } from '../infrastructure/event-store/eventstoredb/schema.sql.js';
import { LOG } from '../infrastructure/event-store/postgres/migrate.js';
import { PostgresStore } from '../infrastructure/event-store/postgres/postgres-store.js';
import { ROLES, type Role } from '../infrastructure/event-store/postgres/roles.js';
import { LIMITS, type Limits } from '../infrastructure/postgres/connections.js';
import { isBehind } from '../infrastructure/postgres/schema-steps.js';
import { type PoolName, poolReadings } from '../infrastructure/postgres/watched-pool.js';
import { KEPT_TABLES } from '../infrastructure/read-store/kept-tables.js';
import type { PostgresKeys } from '../infrastructure/vault/key-ring.js';
import type { Kms } from '../infrastructure/vault/kms.js';

interface Watched {
  readonly store: EventStore;
  readonly projector: ReadModelRunner;
  readonly keys: PostgresKeys;
  readonly kms: Kms;
  readonly poolOf: (role: Role, limits: Limits) => pg.Pool;
}

/** Whether requests may be sent here, asked of every part by itself. */
function readinessOf({ store, projector, keys, kms, poolOf }: Watched): TellsReadiness {
  const [reader, app] = [poolOf(ROLES.reader, LIMITS.request), poolOf(ROLES.app, LIMITS.request)];
  const logSchema = store instanceof PostgresStore ? LOG : BESIDE_EVENTSTOREDB;
  return new Readiness({
    sleep,
    database: () => reader.query('select'),
    log: store,
    keys: () => Promise.all([keys.living([]), kms.epochs()]),
    pending: async () => {
      const behind = { log: isBehind(app, logSchema), kept: isBehind(reader, KEPT_TABLES), keys: keys.isBehind() };
      const found = await Promise.all(
        Object.entries(behind).map(async ([name, asked]) => ((await asked) ? [name] : [])),
      );
      return found.flat();
    },
    models: projector,
  });
}

/** What those ask who watch this process. */
export function watchingOf({
  pools,
  ...of
}: Watched & Omit<ReadingDependencies, 'readiness'> & { readonly pools: ReadonlyMap<pg.Pool, PoolName> }): {
  readonly readiness: TellsReadiness;
  readonly readings: readonly Readings[];
} {
  const readiness = readinessOf(of);
  // Pools first: what is asked after them takes connections itself.
  return { readiness, readings: [async () => poolReadings(pools), ...installationReadings({ ...of, readiness })] };
}
