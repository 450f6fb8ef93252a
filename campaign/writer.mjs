// One writer process of the campaign: appends to hot streams until it is told to stop or killed. Arguments: url, journal, seed, streams.
import { createHash, randomUUID } from 'node:crypto';
import process from 'node:process';
import { StoreUnavailable, VersionConflict } from '../dist/application/ports/event-store.js';
import { PostgresStore } from '../dist/infrastructure/event-store/postgres/postgres-store.js';
import { Journal } from './journal.mjs';
import { prng } from './prng.mjs';

const [url, file, seed, streams] = process.argv.slice(2);
const chance = prng(Number(seed));
const journal = new Journal(file);
let stopping = false;
process.once('SIGTERM', () => {
  stopping = true;
});

export const appendOf = ({ c, s, v, b }) => ({
  commandId: c,
  fingerprint: createHash('sha256').update(c).digest(),
  clock: new Date().toISOString(),
  writes: [
    {
      stream: s,
      expectedVersion: v,
      events: b.map(({ id, bytes }) => ({
        eventId: id,
        type: 'Fired',
        bytes: Buffer.from(bytes, 'base64'),
        segments: [],
      })),
    },
  ],
});
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function patiently(work) {
  for (;;) {
    try {
      return await work();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Gives one append until it is known what became of it. */
async function give(store, entry) {
  for (;;) {
    try {
      const { outcome, events } = await store.append(appendOf(entry));
      journal.write({ t: 'ack', c: entry.c, p: events.map((e) => e.position), d: outcome === 'duplicate' });
      return;
    } catch (error) {
      if (error instanceof VersionConflict) return journal.write({ t: 'no', c: entry.c });
      if (!(error instanceof StoreUnavailable)) throw error;
      if (error.outcome === 'unknown') journal.write({ t: 'doubt', c: entry.c });
      await new Promise((resolve) => setTimeout(resolve, chance.whole(1, 40)));
    }
  }
}

const store = await patiently(() => PostgresStore.open(url, { patience: 500 }));
while (!stopping) {
  const s = `hot-${chance.whole(1, Number(streams))}`;
  const tail = (await patiently(() => store.readStream(s))).at(-1);
  const stale = tail && chance.chance(0.15);
  let [v, previous] = [stale ? Math.max(0, tail.version - 1) : (tail?.version ?? 0), tail ? hash(tail.bytes) : null];
  const b = Array.from({ length: chance.whole(1, 3) }, () => {
    const bytes = Buffer.from(JSON.stringify({ previous, n: randomUUID() }));
    previous = hash(bytes);
    return { id: randomUUID(), bytes: bytes.toString('base64') };
  });
  const entry = { t: 'try', c: randomUUID(), s, v, b };
  journal.write(entry);
  await give(store, entry);
}
journal.close();
await store.close();
process.exit(0);
