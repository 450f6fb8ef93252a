import { join } from 'node:path';
import type pg from 'pg';
import { NeedsMending } from '../application/refusal.js';
import { isInitialised } from '../infrastructure/embedded-postgres/cluster.js';
import { BESIDE_EVENTSTOREDB } from '../infrastructure/event-store/eventstoredb/schema.sql.js';
import { isEventStoreDb } from '../infrastructure/event-store/open-store.js';
import { LOG } from '../infrastructure/event-store/postgres/migrate.js';
import { LIMITS, withClient } from '../infrastructure/postgres/connections.js';
import { type Schema, stepsTaken } from '../infrastructure/postgres/schema-steps.js';
import { KEPT_TABLES } from '../infrastructure/read-store/kept-tables.js';
import { modelsToBuild } from '../infrastructure/read-store/tables.js';
import { KEY_TABLES } from '../infrastructure/vault/postgres-keys.js';
import type { Migration } from '../interface/cli/machinery.js';
import { projections } from '../projections/index.js';
import { type Closer, databases } from './databases.js';
import type { Config } from './settings.js';

/**
 * What a start of this version would do to the schemas. Nothing is changed, not even by being opened.
 * @throws NeedsMending where there is no database: to open one would make it
 */
export async function migrations(config: Config, data: string): Promise<readonly Migration[]> {
  const isElsewhere = config.DATABASE_URL && config.VAULT_DATABASE_URL;
  if (!isElsewhere && !isInitialised({ pgdata: join(data, 'pgdata') }))
    throw new NeedsMending(`no-database: ${data} holds none. A start would make one; name the folder that is served.`);
  const opened: Closer[] = [];
  try {
    const { logUrl, keysUrl } = await databases(config, data, opened);
    const log = isEventStoreDb(config.EVENT_STORE_URL ?? '') ? BESIDE_EVENTSTOREDB : LOG;
    const wanted = { limits: LIMITS.request, name: 'sagsspor-migrate' };
    const keys = await withClient(keysUrl, wanted, (client) => standing(client, 'keys', KEY_TABLES));
    return await withClient(logUrl, wanted, async (client) => [
      await standing(client, 'log', log),
      await standing(client, 'kept', KEPT_TABLES),
      keys,
      ...(await modelsToBuild(client, projections)).map((name): Migration => ({ what: name, does: 'builds-anew' })),
    ]);
  } finally {
    for (const close of opened.reverse()) await close().catch(() => undefined);
  }
}

async function standing(client: pg.Client, what: string, schema: Schema): Promise<Migration> {
  const [taken, known] = [await stepsTaken(client, schema), schema.steps.length];
  if (taken > known) return { what, does: schema.newer ? 'refuses' : 'nothing', taken, known };
  return { what, does: taken < known ? 'adds-steps' : 'nothing', taken, known };
}
