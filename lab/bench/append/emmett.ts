import { countOf, openPool } from '../../scenarios/pools.js';
import type { Emmett } from '../emmett-types.js';
import { CONNECTIONS } from './connections.js';
import { installed } from './installed.js';
import { drive } from './measure.js';
import { jsonPayload, newStream } from './payload.js';
import type { Peer } from './peer.js';

/** emmett-postgresql, with as many connections as the other peers in Node; it makes its tables itself at the first append. */
export async function emmett(url: string): Promise<Peer> {
  const { getPostgreSQLEventStore }: Emmett = await import(installed('@event-driven-io/emmett-postgresql'));
  const pool = openPool(url, { max: CONNECTIONS });
  const store = getPostgreSQLEventStore(url, { connectionOptions: { connectionString: url, pool } });
  const event = { type: 'Benched', data: jsonPayload };
  return {
    run: (load) => drive((events) => store.appendToStream(newStream(), Array(events).fill(event)), load),
    count: () => countOf(pool, 'select count(*)::int as n from emt_messages'),
    async close() {
      await store.close();
      await pool.end();
    },
  };
}
