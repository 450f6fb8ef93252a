import type pg from 'pg';
import { Readiness } from '../application/operations/readiness.js';
import type { EventStore } from '../application/ports/event-store.js';
import type { ReadModelRunner } from '../application/ports/read-model-status.js';
import type { TellsReadiness } from '../application/ports/readiness.js';
import { sleep } from '../infrastructure/clock/sleep.js';
import { BESIDE_EVENTSTOREDB } from '../infrastructure/event-store/eventstoredb/schema.sql.js';
import { LOG } from '../infrastructure/event-store/postgres/migrate.js';
import { PostgresStore } from '../infrastructure/event-store/postgres/postgres-store.js';
import { ROLES, type Role } from '../infrastructure/event-store/postgres/roles.js';
import { LIMITS, type Limits } from '../infrastructure/postgres/connections.js';
import { isBehind } from '../infrastructure/postgres/schema-steps.js';
import { KEPT_TABLES } from '../infrastructure/read-store/kept-tables.js';
import type { PostgresKeys } from '../infrastructure/vault/key-ring.js';
import type { Kms } from '../infrastructure/vault/kms.js';

export interface Watched {
  readonly store: EventStore;
  readonly projector: ReadModelRunner;
  readonly keys: PostgresKeys;
  readonly kms: Kms;
  readonly poolOf: (role: Role, limits: Limits) => pg.Pool;
}

/** Whether requests may be sent here, asked of every part by itself. */
export function readinessOf({ store, projector, keys, kms, poolOf }: Watched): TellsReadiness {
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
