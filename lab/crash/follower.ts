// A subscriber of the delivery campaign. It reads the log from the first position on, and when it has followed the writers for a while, again.
// Each batch is one line of its file, both what it was given and where it goes on when it is started again.
// Arguments: url, file, how far beyond the head it follows before it begins again, the file that holds the last position of all.
import { existsSync, readFileSync, truncateSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { PostgresStore } from '../../src/infrastructure/event-store/postgres/postgres-store.js';
import { FOLLOWER, type Reading, recordOf } from './deliveries-check.js';
import { Journal } from './journal.js';

const [url = '', file = '', beyond, endFile = ''] = process.argv.slice(2);

/** The last whole line; half of one was not stored, and its events are read again. */
function checkpoint(): Pick<Reading, 'round' | 'last'> {
  const text = existsSync(file) ? readFileSync(file, 'latin1') : '';
  const whole = text.lastIndexOf('\n') + 1;
  if (whole < text.length) truncateSync(file, whole);
  const line = text.slice(text.lastIndexOf('\n', whole - 2) + 1, whole);
  return line === '' ? { round: 1, last: 0 } : JSON.parse(line);
}

let { round, last } = checkpoint();
const journal = new Journal<Reading>(file);
const end = () => (existsSync(endFile) ? Number(readFileSync(endFile, 'utf8')) : undefined);

/**
 * Follows one subscription until the round is over or there is no more. @throws what ends the subscription: it goes on after what was stored
 * @returns true when there is no more
 */
async function follow(store: PostgresStore): Promise<boolean> {
  const { position: head } = await store.head();
  const stop = new AbortController();
  // Who waits at the end of the log is told of it by nobody else.
  const looking = setInterval(() => last === end() && stop.abort(), 200);
  try {
    for await (const batch of store.subscribe(last + 1, stop.signal)) {
      const record = recordOf(round, batch, process.pid);
      journal.write(record);
      last = record.last;
      if (last >= head + Number(beyond) || last === end()) break;
    }
  } finally {
    clearInterval(looking);
  }
  if (last === end()) return true;
  round++;
  last = 0;
  return false;
}

for (let done = last === end(); !done; ) {
  let store: PostgresStore | undefined;
  try {
    store = await PostgresStore.open(url, { patience: 500, readers: 1, applicationName: FOLLOWER });
    while (!done) done = await follow(store);
  } catch {
    await pause(50);
  } finally {
    await store?.close();
  }
}
process.exit(0);
