import type { AnyDecider } from '../domain/kernel/decider.js';
import { type Recorded, streamOf } from '../domain/kernel/event.js';
import { grouped } from '../domain/kernel/grouped.js';
import { history } from '../domain/kernel/history.js';
import { deciderNamed } from '../domain/registry.js';
import { decodedOnce, hashOf } from './codec.js';
import { onceOf } from './once-of.js';
import type { EventStore, StoredEvent } from './ports/event-store.js';

/** An aggregate as it stands: folded by the law from everything its stream holds. */
export interface Loaded {
  readonly stream: string;
  readonly decider: AnyDecider;
  readonly state: unknown;
  readonly version: number;
  /** Hash of the newest event's bytes; null for a new stream. */
  readonly previous: string | null;
  readonly events: readonly Recorded[];
}

/** Up to an event that was read: the same record is asked for again and again, by the questions of a page and by the pages after it. */
const loadedUpTo = onceOf((_: StoredEvent) => new Map<AnyDecider, Loaded>());

export function loadFrom(decider: AnyDecider, stream: string, stored: readonly StoredEvent[]): Loaded {
  const own = byStream(stored).get(stream) ?? [];
  const last = own.at(-1);
  // Only where it begins at the beginning: a part of a stream folds to something else.
  if (last?.version !== own.length) return folded(decider, stream, own);
  const known = loadedUpTo(last).get(decider) ?? folded(decider, stream, own);
  loadedUpTo(last).set(decider, known);
  return known;
}

const byStream = onceOf((stored: readonly StoredEvent[]) => grouped(stored, ({ stream }) => stream));

function folded(decider: AnyDecider, stream: string, own: readonly StoredEvent[]): Loaded {
  const events = own.map(decodedOnce);
  const state = history(events).reduce((s, e) => decider.evolve(s, e), decider.initial);
  const last = own.at(-1);
  return { stream, decider, state, version: last?.version ?? 0, previous: last ? hashOf(last.bytes) : null, events };
}

/** What a record is loaded from. */
export type Streams = Pick<EventStore, 'readStream'>;

/** The log as it stood before a position: what was recorded from there on is not in it. */
export const logBefore = (store: Streams, position: number): Streams => ({
  readStream: async (stream) => (await store.readStream(stream)).filter((e) => e.position < position),
});

/** As it stands in the log now. */
export async function loadRecord(store: Streams, aggregate: string, id: string): Promise<Loaded> {
  const stream = streamOf(aggregate, id);
  return loadFrom(deciderNamed(aggregate), stream, await store.readStream(stream));
}
