// A writer process of the campaign: appends to hot streams, and to cold ones, until it is told to stop or killed.
// Arguments: url, journal, seed, and as JSON how: `writers` in this process, `hot` and `cold` streams, `most` events an append, of up to
// about `size` bytes, `rest` in ms.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { PostgresStore } from '../dist/infrastructure/event-store/postgres/postgres-store.js';
import { give } from './appending.mjs';
import { Journal } from './journal.mjs';
import { prng } from './prng.mjs';

const [url, file, seed, how] = process.argv.slice(2);
const { writers, hot, cold, most, size, rest } = JSON.parse(how);
const chance = prng(Number(seed));
const journal = new Journal(file);
let stopping = false;
process.once('SIGTERM', () => {
  stopping = true;
});

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function patiently(work) {
  for (;;) {
    try {
      return await work();
    } catch {
      await pause(50);
    }
  }
}

/** The newest event of a stream; the ones before the last known are not read again, a hot stream is long. */
const known = new Map();
async function tailOf(store, stream) {
  const tail = (await patiently(() => store.readStream(stream, { from: known.get(stream) ?? 1 }))).at(-1);
  if (tail) known.set(stream, tail.version);
  return tail;
}

function entryFor(stream, tail) {
  const stale = tail && chance.chance(0.15);
  const version = stale ? Math.max(0, tail.version - 1) : (tail?.version ?? 0);
  let previous = tail ? hash(tail.bytes) : null;
  const b = Array.from({ length: chance.whole(1, most) }, () => {
    const bytes = Buffer.from(JSON.stringify({ previous, n: randomBytes(chance.whole(12, size / 2)).toString('hex') }));
    previous = hash(bytes);
    return { id: randomUUID(), bytes: bytes.toString('base64') };
  });
  return { t: 'try', c: randomUUID(), s: stream, v: version, b };
}

async function write() {
  const store = await patiently(() => PostgresStore.open(url, { patience: 500, readers: 1 }));
  while (!stopping) {
    const isCold = cold > 0 && chance.chance(0.5);
    const stream = isCold ? `cold-${chance.whole(1, cold)}` : `hot-${chance.whole(1, hot)}`;
    const entry = entryFor(stream, await tailOf(store, stream));
    journal.write(entry);
    await give(store, entry, journal, () => pause(chance.whole(1, 40)));
    if (rest > 0) await pause(chance.whole(0, rest));
  }
  await store.close();
}

await Promise.all(Array.from({ length: writers }, write));
journal.close();
process.exit(0);
