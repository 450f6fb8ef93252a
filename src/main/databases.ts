import type pg from 'pg';
import type { Telemetry } from '../application/ports/telemetry.js';
import { ensureDatabase } from '../infrastructure/embedded-postgres/database.js';
import { type EmbeddedServer, embeddedServer } from '../infrastructure/embedded-postgres/server.js';
import { ROLES, type Role } from '../infrastructure/event-store/postgres/roles.js';
import { endPool, LIMITS, type Limits, poolTo } from '../infrastructure/postgres/connections.js';
import { loginsFor } from '../infrastructure/postgres/logins.js';
import { copiesOf } from '../infrastructure/postgres/standbys.js';
import { type PoolName, watchPool } from '../infrastructure/postgres/watched-pool.js';
import { VAULT_ROLE } from '../infrastructure/vault/key-ring.js';
import type { Config } from './settings.js';

/** What was opened is closed by these, the last first. */
export type Closer = () => Promise<unknown>;

export interface Databases {
  /** Of the log, or of what stands beside it where EVENT_STORE_URL says that the log is elsewhere. */
  readonly logUrl: string;
  readonly keysUrl: string;
  readonly server: EmbeddedServer | undefined;
}
/** Who each part of the program is to the databases: a login of its own, where such may be made; the owner only migrates. */
export interface LoginsOfParts {
  log(role: Role): string;
  readonly keys: string;
  readonly shared: readonly string[];
  readonly isSuperuser: boolean;
}
async function loginsOf({ logUrl, keysUrl }: Databases, data: string): Promise<LoginsOfParts> {
  const log = await loginsFor(logUrl, data, Object.values(ROLES));
  const keys = await loginsFor(keysUrl, data, [VAULT_ROLE]);
  return {
    log: log.url,
    keys: keys.url(VAULT_ROLE),
    shared: [...log.shared, ...keys.shared],
    isSuperuser: (log.shared.length > 0 && log.isSuperuser) || (keys.shared.length > 0 && keys.isSuperuser),
  };
}

/** DATABASE_URL and VAULT_DATABASE_URL where they are set; else the embedded server under the data folder. */
export async function databases(
  { DATABASE_URL: logUrl, VAULT_DATABASE_URL: keysUrl }: Pick<Config, 'DATABASE_URL' | 'VAULT_DATABASE_URL'>,
  data: string,
  opened: Closer[],
): Promise<Databases> {
  if (logUrl && keysUrl) return { logUrl, keysUrl, server: undefined };
  const server = await embeddedServer(data);
  opened.push(() => server.close());
  await ensureDatabase(server.url('postgres'), 'sagsspor');
  await ensureDatabase(server.url('postgres'), 'sagsspor_keys');
  return { logUrl: server.url('sagsspor'), keysUrl: server.url('sagsspor_keys'), server };
}

export async function databasesByPart(
  config: Parameters<typeof databases>[0],
  data: string,
  opened: Closer[],
  telemetry: Telemetry,
) {
  const found = await databases(config, data, opened);
  const logins = await loginsOf(found, data);
  const pools = new Map<pg.Pool, PoolName>();
  const known = (name: PoolName) => (pool: pg.Pool) => void pools.set(watchPool(pool, name, telemetry), name);
  const poolOf = (role: Role, limits: Limits, pipeline = false): pg.Pool => {
    const pool = poolTo(logins.log(role), { limits, name: role, role, pipeline }, 8);
    known(POOL_OF[role])(pool);
    opened.push(() => endPool(pool));
    return pool;
  };
  return { ...found, logins, poolOf, pools, known };
}
const POOL_OF = Object.fromEntries(Object.entries(ROLES).map(([name, role]) => [role, name])) as Record<Role, PoolName>;

/** The owner of the tables, for as long as a migration takes. */
export async function asOwner<T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = poolTo(url, { limits: LIMITS.building, name: 'sagsspor-migrate' }, 1);
  try {
    return await work(pool);
  } finally {
    await endPool(pool);
  }
}

/** How the standbys of both databases stand, when somebody asks. */
export const copiesIn =
  ({ logUrl, keysUrl }: Databases) =>
  async () => ({
    log: await asOwner(logUrl, copiesOf),
    keys: await asOwner(keysUrl, copiesOf),
  });
