import { randomUUID } from 'node:crypto';
import { EventStoreDbStore } from '../../../src/infrastructure/event-store/eventstoredb/eventstoredb-store.js';
import { BESIDE_EVENTSTOREDB } from '../../../src/infrastructure/event-store/eventstoredb/schema.sql.js';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import type { TestServer } from '../postgres.js';
import { startDouble } from './double.js';

/** Not for what else runs in this process: whatever is compared with the server must not go there. */
const REAL = process.env.EVENT_STORE_URL;
delete process.env.EVENT_STORE_URL;

/** A server to test against: the real one where EVENT_STORE_URL names it, else a double of its own. */
export async function startServer(): Promise<{ connectionString: string; prefix: string; stop(): Promise<void> }> {
  // Whoever was here before has left streams on a real server: ours are told apart by their names.
  if (REAL) return { connectionString: REAL, prefix: `t-${randomUUID()}-`, stop: async () => undefined };
  const { connectionString, stop } = await startDouble();
  return { connectionString, prefix: '', stop };
}

/** An empty store on it. */
export async function emptyStore(server: TestServer) {
  const { connectionString, prefix, stop } = await startServer();
  const beside = await server.freshDatabase();
  await migrate(beside, BESIDE_EVENTSTOREDB);
  const store = await EventStoreDbStore.open(connectionString, beside, { prefix });
  const close = async () => {
    await store.close();
    await stop();
  };
  return { store, close };
}
