import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { ensureDatabase } from '../../src/infrastructure/embedded-postgres/database.js';
import { codeOf } from '../../src/infrastructure/embedded-postgres/failure.js';
import { embeddedServer } from '../../src/infrastructure/embedded-postgres/server.js';

export interface TestServer {
  /** Connection string of the superuser for a database of this name. */
  url(database: string): string;
  /** A new, empty database of its own. @returns its connection string */
  freshDatabase(): Promise<string>;
  /** Drops the databases made by this handle (ending their sessions) and leaves the server; the last one stops it. */
  stop(): Promise<void>;
}

const folder = fileURLToPath(new URL('../../.tmp/test-pg', import.meta.url));

/** One embedded server for all workers and runs of this repository: whoever comes first starts it, the others join. */
export async function testServer(): Promise<TestServer> {
  const server = await embeddedServer(folder, { settings: { max_connections: '200' } });
  await dropLeftovers(server.url('postgres'));
  const made: string[] = [];
  return {
    url: (database) => server.url(database),
    freshDatabase: async () => {
      const name = `t_${randomBytes(8).toString('hex')}`;
      await ensureDatabase(server.url('postgres'), name);
      made.push(name);
      return server.url(name);
    },
    stop: async () => {
      await drop(server.url('postgres'), made.splice(0), 'with (force)');
      await server.close();
    },
  };
}

/**
 * Databases of crashed runs. The names are read first, the leases counted after: when ours is the only lease, whoever
 * made those databases has gone, and one made meanwhile is not in the list.
 */
async function dropLeftovers(url: string): Promise<void> {
  const [names, leases] = await withClient(url, async (client) => [
    (await client.query<{ datname: string }>("select datname from pg_database where datname like 't\\_%'")).rows,
    (await client.query("select from pg_stat_activity where application_name = 'sagsspor-lease'")).rowCount,
  ]);
  if (leases !== 1) return;
  const left = names.map(({ datname }) => datname);
  await drop(url, left, '');
}

async function drop(url: string, names: readonly string[], how: string): Promise<void> {
  if (names.length === 0) return;
  await withClient(url, async (client) => {
    for (const name of names) {
      try {
        await client.query(`drop database if exists ${pg.escapeIdentifier(name)} ${how}`);
      } catch (error) {
        // 55006: someone still looks at it (a debugger, psql). It is dropped by a later run.
        if (codeOf(error) !== '55006') throw error;
      }
    }
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
