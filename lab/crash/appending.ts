import { createHash } from 'node:crypto';
import {
  type Append,
  type EventStore,
  StoreUnavailable,
  VersionConflict,
} from '../../src/application/ports/event-store.js';
import type { Journal, JournalledAppend } from './journal.js';

const appendOf = ({ c, s, v, b }: JournalledAppend): Append => ({
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
export async function give(
  store: EventStore,
  given: JournalledAppend,
  journal: Journal,
  rest: () => Promise<unknown>,
): Promise<void> {
  const { c } = given;
  for (;;) {
    try {
      const { outcome, events } = await store.append(appendOf(given));
      return journal.write({ t: 'ack', c, p: events.map((e) => e.position), d: outcome === 'duplicate' });
    } catch (error) {
      if (error instanceof VersionConflict) return journal.write({ t: 'no', c });
      if (!(error instanceof StoreUnavailable)) throw error;
      const cause = error.cause as { readonly code?: string } | undefined;
      journal.write({ t: error.outcome === 'unknown' ? 'doubt' : 'refused', c, k: cause?.code ?? 'no connection' });
      await rest();
      journal.write({ t: 'again', c });
    }
  }
}
