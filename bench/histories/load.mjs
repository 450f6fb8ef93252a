import pg from 'pg';
import { CopyIn } from './copy-in.mjs';
import { EVENT_COPY, eventRows } from './rows.mjs';

/**
 * Fills an empty, migrated log. Segments and fingerprints are not there: nothing that folds events reads them.
 * @param url of the database's owner, whom the guards let insert
 * @param batches of stored events, in the order of positions from 1 on
 * @returns events written, and the seconds it took
 */
export async function loadLog(url, batches) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const began = performance.now();
  let last;
  const counted = (batch) => {
    last = batch.at(-1);
  };
  try {
    await client.query('begin');
    await client.query(new CopyIn(EVENT_COPY, eventRows(batches, counted))).done;
    await client.query('update head set position = $1, recorded_at = $2', [last.position, last.recordedAt]);
    await client.query('commit');
    // As autovacuum does in a log that grows by and by: the planner knows the table, and its pages are marked visible.
    await client.query('vacuum (analyze) event');
  } finally {
    await client.end();
  }
  return { events: last.position, seconds: (performance.now() - began) / 1000 };
}

/** The first batches, until they hold that many events; the iterator stays open for the rest. */
export function* firstOf(iterator, events) {
  for (let taken = 0; taken < events; ) {
    const { done, value } = iterator.next();
    if (done) return;
    taken += value.length;
    yield value;
  }
}
