import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDatabase } from '../../src/infrastructure/embedded-postgres/database.js';
import { embeddedServer } from '../../src/infrastructure/embedded-postgres/server.js';
import { cluster, ofThisRun } from './data-folder.js';
import { madeOnce } from './made-once.js';

export interface TestServer {
  /** Connection string of the superuser for a database of this name. */
  url(database: string): string;
  /** A new, empty database of its own. @returns its connection string */
  freshDatabase(): Promise<string>;
  /** Leaves the server. It and its databases end with the run: to stop it, or to drop one, waits for a checkpoint. */
  stop(): Promise<void>;
}

/** Nothing here outlives the run: it never comes to a checkpoint. What a commit promises is as in production. */
const SETTINGS = { max_connections: '200', max_wal_size: '16GB', checkpoint_timeout: '1d' };

/** One embedded server for all workers of a run: whoever comes first starts it, the others join. */
export async function testServer(): Promise<TestServer> {
  const folder = await madeOnce(ofThisRun('server'), cluster);
  const server = await embeddedServer(folder, { settings: SETTINGS });
  await madeOnce(ofThisRun('server-held'), async (part) => {
    await held(server.url('postgres'), folder);
    mkdirSync(part);
  });
  return {
    url: (database) => server.url(database),
    freshDatabase: async () => {
      const name = `t_${randomBytes(8).toString('hex')}`;
      await ensureDatabase(server.url('postgres'), name);
      return server.url(name);
    },
    stop: () => server.close(),
  };
}

async function held(url: string, folder: string): Promise<void> {
  const args = ['test/support/hold-server.mjs', url, join(folder, 'pgdata'), process.env.TEST_RUN_PID ?? ''];
  const holder = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  await once(holder.stdout, 'data');
  holder.stdout.destroy();
  holder.unref();
}
