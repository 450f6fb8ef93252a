// A subscriber of the campaign: writes each position that it was given to its file, with a hash of what stood there, and goes on after the last
// one when started again.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { PostgresStore } from '../../src/infrastructure/event-store/postgres/postgres-store.js';
import { Journal, linesOf, type Seen } from './journal.js';

const [url = '', file = ''] = process.argv.slice(2);
const seen = existsSync(file) ? linesOf(file).map((line): Seen => JSON.parse(line)) : [];
let next = (seen.at(-1)?.[0] ?? 0) + 1;
const journal = new Journal<Seen>(file);
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
while (!stop.signal.aborted) {
  try {
    const store = await PostgresStore.open(url, { patience: 500 });
    for await (const batch of store.subscribe(next, stop.signal)) {
      for (const { position, recordedAt, bytes } of batch) {
        journal.write([position, createHash('sha256').update(recordedAt).update(bytes).digest('hex')]);
        next = position + 1;
      }
    }
    await store.close();
  } catch {
    await pause(50);
  }
}
process.exit(0);
