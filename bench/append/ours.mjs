import { randomBytes, randomUUID } from 'node:crypto';
import { migrate, PostgresStore } from '../../dist/infrastructure/event-store/postgres/postgres-store.js';
import { drive } from './measure.mjs';
import { faultsOfLog } from './oracle.mjs';
import { newStream, payload } from './payload.mjs';
import { openPool } from './pool.mjs';

const fingerprint = randomBytes(32);

/** `PostgresStore.append` to new streams, as the application calls it; the events carry no sealed segments. */
export async function ours(url) {
  await migrate(url);
  const store = await PostgresStore.open(url);
  const pool = openPool(url, { max: 1 });
  return {
    run: (load) => drive((events) => store.append(appendOf(events)), load),
    count: async () => (await pool.query('select count(*)::int as n from event')).rows[0].n,
    faults: (acknowledged) => faultsOfLog(pool, acknowledged),
    async close() {
      await store.close();
      await pool.end();
    },
  };
}

function appendOf(events) {
  const event = () => ({ eventId: randomUUID(), type: 'Benched', bytes: payload, segments: [] });
  return {
    commandId: randomUUID(),
    fingerprint,
    clock: new Date().toISOString(),
    writes: [{ stream: newStream(), expectedVersion: 0, events: Array.from({ length: events }, event) }],
  };
}
