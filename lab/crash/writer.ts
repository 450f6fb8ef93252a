// A writer process of the campaign: appends to hot streams, and to cold ones, until it is told to stop or killed.
// Arguments: url, journal, seed, and as JSON how: `writers` in this process, `hot` and `cold` streams, `most` events an append, of up to
// about `size` bytes, `rest` in ms.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import type { StoredEvent } from '../../src/application/ports/event-store.js';
import { PostgresStore } from '../../src/infrastructure/event-store/postgres/postgres-store.js';
import { Random } from '../../src/interface/cli/demo-data/random.js';
import { give } from './appending.js';
import { Journal, type JournalledAppend } from './journal.js';

type How = Readonly<Record<'writers' | 'hot' | 'cold' | 'most' | 'size' | 'rest', number>>;
const [url = '', file = '', seed, how = '{}'] = process.argv.slice(2);
const { writers, hot, cold, most, size, rest }: How = JSON.parse(how);
const random = new Random(Number(seed));
const journal = new Journal(file);
let stopping = false;
process.once('SIGTERM', () => {
  stopping = true;
});

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch {
      await pause(50);
    }
  }
}

/** The newest event of a stream; the ones before the last known are not read again, a hot stream is long. */
const known = new Map<string, number>();
async function tailOf(store: PostgresStore, stream: string): Promise<StoredEvent | undefined> {
  const tail = (await patiently(() => store.readStream(stream, { from: known.get(stream) ?? 1 }))).at(-1);
  if (tail) known.set(stream, tail.version);
  return tail;
}

/** Some are given with a version that the stream has left behind. */
function appendTo(stream: string, tail: StoredEvent | undefined): JournalledAppend {
  const stale = tail && random.chance(0.15);
  const version = stale ? Math.max(0, tail.version - 1) : (tail?.version ?? 0);
  let previous = tail ? hash(tail.bytes) : null;
  const b = Array.from({ length: random.whole(1, most) }, () => {
    const n = randomBytes(random.whole(12, size / 2)).toString('hex');
    const bytes = Buffer.from(JSON.stringify({ previous, n }));
    previous = hash(bytes);
    return { id: randomUUID(), bytes: bytes.toString('base64') };
  });
  return { c: randomUUID(), s: stream, v: version, b };
}

async function write(): Promise<void> {
  const store = await patiently(() => PostgresStore.open(url, { patience: 500, readers: 1 }));
  while (!stopping) {
    const isCold = cold > 0 && random.chance(0.5);
    const stream = isCold ? `cold-${random.whole(1, cold)}` : `hot-${random.whole(1, hot)}`;
    const given = appendTo(stream, await tailOf(store, stream));
    journal.write({ t: 'try', ...given });
    await give(store, given, journal, () => pause(random.whole(1, 40)));
    if (rest > 0) await pause(random.whole(0, rest));
  }
  await store.close();
}

await Promise.all(Array.from({ length: writers }, write));
journal.close();
process.exit(0);
