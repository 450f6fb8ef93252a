import { decode } from '../../src/application/codec.js';
import type { EventStore } from '../../src/application/ports/event-store.js';
import type { Recorded } from '../../src/domain/kernel/event.js';
import { FoldedModels } from '../../src/projections/folded-models.js';
import { fold, type Projection, touchedBy } from '../../src/projections/projection.js';

interface Folded {
  /** How many events it has been held against. */
  readonly seen: number;
  readonly rows: Promise<readonly object[]>;
}

/**
 * Read models folded from a log that grows: what is new is read and decoded once, and a read model is folded anew only where something new
 * touches a key of it. To ask is an event too, so that otherwise each question would fold the whole city again.
 */
export function growingModels(store: EventStore): () => Promise<FoldedModels> {
  const events: Recorded[] = [];
  const folded = new Map<Projection, Folded>();
  let models: FoldedModels | undefined;

  const rowsOf = (p: Projection, count: number): Promise<readonly object[]> => {
    const known = folded.get(p);
    // Somebody still reads what stood before.
    if (known && known.seen > count) return rowsNow(p, count);
    const isUntouched = known && events.slice(known.seen, count).every((event) => touchedBy(p, event).length === 0);
    const rows = isUntouched ? known.rows : rowsNow(p, count);
    folded.set(p, { seen: count, rows });
    return rows;
  };
  const rowsNow = async (p: Projection, count: number) =>
    [...fold(p, events.slice(0, count)).values()].flatMap((group) => group.rows);

  return async () => {
    const { position } = await store.head();
    const last = events.at(-1)?.position ?? 0;
    if (models && position === last) return models;
    const found: Recorded[] = [];
    if (position > last)
      for await (const batch of store.readAll({ from: last + 1, to: position })) found.push(...batch.map(decode));
    // Another question may have read them meanwhile.
    events.push(...found.filter((event) => event.position > (events.at(-1)?.position ?? 0)));
    const count = events.length;
    models = new FoldedModels(events.at(-1)?.position ?? 0, (p) => rowsOf(p, count));
    return models;
  };
}
