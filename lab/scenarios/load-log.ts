import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { StoredEvent } from '../../src/application/ports/event-store.js';
import { EVENT_COPY, eventRows } from './event-rows.js';
import { withClient } from './pools.js';

export interface Loaded {
  readonly events: number;
  readonly seconds: number;
}

/**
 * Fills an empty, migrated log. Segments and fingerprints are not there: nothing that folds events reads them.
 * @param url of the database's owner, whom the guards let insert
 * @param batches of stored events, in the order of positions from 1 on
 * @returns events written, and the seconds it took
 */
export async function loadLog(url: string, batches: Iterable<readonly StoredEvent[]>): Promise<Loaded> {
  let last: StoredEvent | undefined;
  const counted = (batch: readonly StoredEvent[]) => {
    last = batch.at(-1);
  };
  const began = performance.now();
  await withClient(url, async (client) => {
    await client.query('begin');
    await pipeline(Readable.from(eventRows(batches, counted)), client.query(copyFrom(EVENT_COPY)));
    await client.query('update head set position = $1, recorded_at = $2', [last?.position, last?.recordedAt]);
    await client.query('commit');
    // As autovacuum does in a log that grows by and by: the planner knows the table, and its pages are marked visible.
    await client.query('vacuum (analyze) event');
  });
  return { events: last?.position ?? 0, seconds: (performance.now() - began) / 1000 };
}

/** The first batches, until they hold that many events; the iterator stays open for the rest. */
export function* firstOf<T>(iterator: Iterator<readonly T[], void>, events: number): Generator<readonly T[]> {
  for (let taken = 0; taken < events; ) {
    const { done, value } = iterator.next();
    if (done) return;
    taken += value.length;
    yield value;
  }
}
