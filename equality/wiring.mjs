import pg from 'pg';
import { PostgresStore } from '../dist/infrastructure/event-store/postgres/postgres-store.js';
import { asRole, ROLES } from '../dist/infrastructure/event-store/postgres/roles.js';
import { Projector } from '../dist/infrastructure/read-store/projector.js';
import { projections } from '../dist/projections/index.js';

export { projections };

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function poolOf(url, role, max = 4) {
  const pool = new pg.Pool({
    connectionString: url,
    options: role && asRole(ROLES[role]),
    max,
    application_name: 'equality',
  });
  pool.on('error', () => undefined);
  return pool;
}

/** A server that is being started again refuses everybody; whoever comes then comes again. */
export async function opened(url) {
  for (;;) {
    try {
      return await PostgresStore.open(url, { patience: 500, readers: 2 });
    } catch {
      await pause(50);
    }
  }
}

/** Store and projector as the installation wires them, over the log of one database and, where asked for, the tables of another. */
export async function withReadModels(url, work, { tables = url, through = (store) => store } = {}) {
  const store = await opened(url);
  const pool = poolOf(tables, 'projector');
  const read = through(store);
  try {
    return await work({ store: read, pool, projector: new Projector(pool, read, projections) });
  } finally {
    await pool.end();
    await store.close();
  }
}
