import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ensureDatabase } from '../../dist/infrastructure/embedded-postgres/database.js';
import { embeddedServer } from '../../dist/infrastructure/embedded-postgres/server.js';
import { migrate } from '../../dist/infrastructure/event-store/postgres/postgres-store.js';
import { migrateTables } from './ours.mjs';

/** An embedded server in a folder of its own, until `work` is done or interrupted. */
export async function withServer(work) {
  const folder = mkdtempSync(join(tmpdir(), 'sagsspor-bench-'));
  const server = await embeddedServer(folder);
  const leave = async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const interrupted = () => void leave().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  try {
    return await work(server);
  } finally {
    process.off('SIGINT', interrupted);
    await leave();
  }
}

/** A database with nothing in it. @returns its url */
export async function emptyDatabase(server, name) {
  await ensureDatabase(server.url('postgres'), name);
  return server.url(name);
}

/** A database with the product's tables. @returns its url, as its owner */
export async function productDatabase(server, name) {
  const url = await emptyDatabase(server, name);
  await migrate(url);
  await migrateTables(url);
  return url;
}
