import { createHash } from 'node:crypto';
import { StoreUnavailable, VersionConflict } from '../dist/application/ports/event-store.js';

const appendOf = ({ c, s, v, b }) => ({
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

/** Gives one journalled append until it is known what became of it, and journals what was answered. `rest` is waited for between attempts. */
export async function give(store, entry, journal, rest) {
  for (;;) {
    try {
      const { outcome, events } = await store.append(appendOf(entry));
      journal.write({ t: 'ack', c: entry.c, p: events.map((e) => e.position), d: outcome === 'duplicate' });
      return;
    } catch (error) {
      if (error instanceof VersionConflict) return journal.write({ t: 'no', c: entry.c });
      if (!(error instanceof StoreUnavailable)) throw error;
      const k = error.cause?.code ?? 'no connection';
      journal.write({ t: error.outcome === 'unknown' ? 'doubt' : 'refused', c: entry.c, k });
      await rest();
      journal.write({ t: 'again', c: entry.c });
    }
  }
}
