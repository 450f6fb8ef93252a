import type pg from 'pg';
import { countOf, openPool } from '../../scenarios/pools.js';
import { CONNECTIONS } from '../append/connections.js';
import { installed } from '../append/installed.js';
import type { Dumbo, Emmett } from '../emmett-types.js';

const EVENTS_A_STREAM = 20;
type Pulling = { readonly batchSize: number; readonly pullingFrequencyInMs: number } | undefined;
/** As it comes it takes 100 events and waits 50 ms; a rebuild of its own would set that otherwise, so both are measured. */
export const PULLING: Readonly<Record<string, Pulling>> = {
  'as it comes': undefined,
  'without pauses': { batchSize: 1000, pullingFrequencyInMs: 1 },
};

export interface EmmettRun {
  readonly events: number;
  readonly seconds: number;
  readonly rate: number;
}

/** emmett-postgresql's own rebuild of one projection, which counts the events of each stream. */
export async function emmettRebuild(url: string, events: number, pulling: Pulling): Promise<EmmettRun> {
  const peer: Emmett = await import(installed('@event-driven-io/emmett-postgresql'));
  const { SQL }: Dumbo = await import(installed('@event-driven-io/dumbo'));
  const pool = openPool(url, { max: CONNECTIONS });
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
    const counted = await countOf(pool, 'select coalesce(sum(events), 0)::int as n from counted');
    if (counted !== events) throw new Error(`emmett counted ${counted} of ${events} events`);
    return { events, seconds, rate: events / seconds };
  } finally {
    await pool.end();
  }
}

async function append({ getPostgreSQLEventStore }: Emmett, url: string, pool: pg.Pool, events: number): Promise<void> {
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

const counting = ({ postgreSQLRawSQLProjection }: Emmett, SQL: Dumbo['SQL']) =>
  postgreSQLRawSQLProjection({
    name: 'counted',
    canHandle: ['Benched'],
    evolve: ({ data }) =>
      SQL`insert into counted values (${data.stream}, 1) on conflict (stream) do update set events = counted.events + 1`,
  });
