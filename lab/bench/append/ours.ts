import { randomBytes, randomUUID } from 'node:crypto';
import type { Append } from '../../../src/application/ports/event-store.js';
import { migrate, PostgresStore } from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import { countOf, openPool } from '../../scenarios/pools.js';
import { drive } from './measure.js';
import { faultsOfLog } from './oracle.js';
import { newStream, payload } from './payload.js';
import type { Peer } from './peer.js';

const fingerprint = randomBytes(32);

/** `PostgresStore.append` to new streams, as the application calls it; the events carry no sealed segments. */
export async function ours(url: string): Promise<Peer> {
  await migrate(url);
  const store = await PostgresStore.open(url);
  const pool = openPool(url, { max: 1 });
  return {
    run: (load) => drive((events) => store.append(appendOf(events)), load),
    count: () => countOf(pool, 'select count(*)::int as n from event'),
    faults: (acknowledged) => faultsOfLog(pool, acknowledged),
    async close() {
      await store.close();
      await pool.end();
    },
  };
}

function appendOf(events: number): Append {
  const event = () => ({ eventId: randomUUID(), type: 'Benched', bytes: payload, segments: [] });
  return {
    commandId: randomUUID(),
    fingerprint,
    clock: new Date().toISOString(),
    writes: [{ stream: newStream(), expectedVersion: 0, events: Array.from({ length: events }, event) }],
  };
}
