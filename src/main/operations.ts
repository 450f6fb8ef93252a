import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { fromStore } from '../application/log-source.js';
import type { EventStore } from '../application/ports/event-store.js';
import { PostgresStore } from '../infrastructure/event-store/postgres/postgres-store.js';
import { ROLES, type Role } from '../infrastructure/event-store/postgres/roles.js';
import { LIMITS, type Limits } from '../infrastructure/postgres/connections.js';
import type { Projector } from '../infrastructure/read-store/projector.js';
import { ReadModelOperations } from '../infrastructure/read-store/read-model-operations.js';
import { fromTable } from '../infrastructure/read-store/rebuild/source.js';
import { projections } from '../projections/index.js';
import { asOwner } from './databases.js';

interface Operated {
  readonly store: EventStore;
  readonly projector: Projector;
  readonly pool: pg.Pool;
  readonly data: string;
  readonly logUrl: string;
  readonly poolOf: (role: Role, limits: Limits) => pg.Pool;
  readonly login: (role: Role) => string;
}

/** What operators do with read models: a log in the same database is read there, in files under the data folder. */
export const operationsOf = ({ store, projector, pool, data, logUrl, poolOf, login }: Operated) =>
  new ReadModelOperations({
    ...{ pool, store, projector, projections },
    source:
      store instanceof PostgresStore
        ? { read: fromTable(poolOf(ROLES.app, LIMITS.copying)), folder: join(data, 'rebuild') }
        : fromStore(store),
    urls: { projector: login(ROLES.projector), app: login(ROLES.app) },
    asOwner: (work) => asOwner(logUrl, work),
    seconds: () => performance.now() / 1000,
    processes: Math.min(availableParallelism(), 8),
  });
