import { installed } from '../append/installed.mjs';
import { openPool } from '../append/pool.mjs';

const EVENTS_A_STREAM = 20;
/** As it comes it takes 100 events and waits 50 ms; a rebuild of its own would set that otherwise, so both are measured. */
export const PULLING = {
  'as it comes': undefined,
  'without pauses': { batchSize: 1000, pullingFrequencyInMs: 1 },
};

/** emmett-postgresql's own rebuild of one projection, which counts the events of each stream. */
export async function emmettRebuild(url, events, pulling) {
  const peer = await import(installed('@event-driven-io/emmett-postgresql'));
  const { SQL } = await import(installed('@event-driven-io/dumbo'));
  const pool = openPool(url);
  try {
    await append(peer, url, pool, events);
    await pool.query('create table counted (stream text primary key, events int not null)');
    const rebuild = peer.rebuildPostgreSQLProjections({
      connectionString: url,
      ...(pulling && { pulling }),
      projections: [counting(peer, SQL)],
    });
    const began = performance.now();
    await rebuild.start();
    const seconds = (performance.now() - began) / 1000;
    await rebuild.close();
    const { rows } = await pool.query('select coalesce(sum(events), 0)::int as n from counted');
    if (rows[0].n !== events) throw new Error(`emmett counted ${rows[0].n} of ${events} events`);
    return { events, seconds, rate: events / seconds };
  } finally {
    await pool.end();
  }
}

async function append({ getPostgreSQLEventStore }, url, pool, events) {
  const store = getPostgreSQLEventStore(url, { connectionOptions: { connectionString: url, pool } });
  for (let i = 0; i < events; i += EVENTS_A_STREAM) {
    const batch = Array.from({ length: Math.min(EVENTS_A_STREAM, events - i) }, (_, n) => ({
      type: 'Benched',
      data: { stream: `case-${i}`, n },
    }));
    await store.appendToStream(`case-${i}`, batch);
  }
  await store.close();
}

const counting = ({ postgreSQLRawSQLProjection }, SQL) =>
  postgreSQLRawSQLProjection({
    name: 'counted',
    canHandle: ['Benched'],
    evolve: ({ data }) =>
      SQL`insert into counted values (${data.stream}, 1) on conflict (stream) do update set events = counted.events + 1`,
  });
