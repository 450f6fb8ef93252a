import type { Recorded } from '../domain/kernel/event.js';
import type { RawEvent, Source } from '../projections/folding/raw.js';
import { holds } from '../projections/folding/slices.js';
import { decode } from './codec.js';
import type { EventStore } from './ports/event-store.js';

/** From any store, chosen by type there and by slice here. */
export const fromStore = (store: EventStore): Source =>
  async function* ({ slice, to, types, everywhere }) {
    const all = new Set(everywhere);
    if (to < 1) return;
    for await (const batch of store.readAll({ to, types }))
      yield batch
        .filter((e) => all.has(e.type) || holds(slice, e.stream))
        .map(({ position, recordedAt, stream, type, bytes }) => ({
          ...{ position, stream, type, bytes },
          recorded: Date.parse(recordedAt),
        }));
  };

export const parsed = ({ position, recorded, bytes }: RawEvent): Recorded =>
  decode({ position, bytes, recordedAt: new Date(recorded).toISOString() });
