import { installed } from './installed.mjs';
import { drive } from './measure.mjs';
import { jsonPayload, newStream } from './payload.mjs';
import { openPool } from './pool.mjs';

/** emmett-postgresql, with as many connections as the other peers in Node; it makes its tables itself at the first append. */
export async function emmett(url) {
  const { getPostgreSQLEventStore } = await import(installed('@event-driven-io/emmett-postgresql'));
  const pool = openPool(url);
  const store = getPostgreSQLEventStore(url, { connectionOptions: { connectionString: url, pool } });
  const event = { type: 'Benched', data: jsonPayload };
  return {
    run: (load) => drive((events) => store.appendToStream(newStream(), Array(events).fill(event)), load),
    count: async () => (await pool.query('select count(*)::int as n from emt_messages')).rows[0].n,
    async close() {
      await store.close();
      await pool.end();
    },
  };
}
