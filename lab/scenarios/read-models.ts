import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { EventStore } from '../../src/application/ports/event-store.js';
import { PostgresStore } from '../../src/infrastructure/event-store/postgres/postgres-store.js';
import { Projector } from '../../src/infrastructure/read-store/projector.js';
import { projections } from '../../src/projections/index.js';
import { poolAs } from './pools.js';

/** A server that is being started again refuses everybody; whoever comes then comes again. */
export async function opened(url: string): Promise<PostgresStore> {
  for (;;) {
    try {
      return await PostgresStore.open(url, { patience: 500, readers: 2 });
    } catch {
      await pause(50);
    }
  }
}

export interface ReadModelsAt {
  readonly store: EventStore;
  readonly pool: pg.Pool;
  readonly projector: Projector;
}
interface Options {
  /** The database whose tables are used; default: that of the log. */
  readonly tables?: string;
  /** What the projector reads in the place of the store. */
  readonly through?: (store: EventStore) => EventStore;
  readonly connections?: number;
}

/** Store and projector as the installation wires them, until the work is done. */
export async function withReadModels<T>(
  url: string,
  work: (models: ReadModelsAt) => Promise<T>,
  { tables = url, through = (store) => store, connections = 4 }: Options = {},
): Promise<T> {
  const opening = await opened(url);
  const pool = poolAs('projector', tables, connections);
  const store = through(opening);
  try {
    return await work({ store, pool, projector: new Projector(pool, store, projections) });
  } finally {
    await pool.end();
    await opening.close();
  }
}
