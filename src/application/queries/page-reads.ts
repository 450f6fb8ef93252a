import { grouped } from '../../domain/kernel/grouped.js';
import type { ReadModels } from '../../projections/read-models.js';
import type { RowWallContext } from '../../projections/wall-context.js';
import { keptSince } from '../obligations/standing.js';
import type { EventStore, Segment, StoredEvent } from '../ports/event-store.js';
import type { References } from '../references.js';
import type { Stand } from './freshness.js';
import type { StreamsAt } from './stream-memory.js';

type Events = Promise<readonly StoredEvent[]>;

interface Around {
  readonly store: EventStore;
  readonly live: ReadModels;
  readonly references: References;
}

export type Reads = Pick<PageReads, 'store' | 'references' | 'as'>;

/** What the questions of one page read. It is of one moment, so no stream is read twice, and a reader stands behind one wall. */
export class PageReads {
  readonly store: EventStore;
  readonly references: References;
  private readonly behind = new Map<string, ReadModels>();
  constructor(
    private readonly around: Around,
    /** Where the log and the read models stood when the page began, where that is known. */
    private readonly began?: Stand,
    /** Streams as they stand there, where pages before have read some. */
    streams: StreamsAt = around.store,
  ) {
    const { store, references } = around;
    const once = oncePer<Events>();
    let head = began && Promise.resolve({ position: began.head, recordedAt: began.recordedAt });
    const own = {
      readStream: (...[stream, range]: Parameters<EventStore['readStream']>) =>
        range ? store.readStream(stream, range) : once(stream, () => streams.readStream(stream)),
      readSegments: segmentsOnce(store),
      readStreams: (names: readonly string[]) => once(JSON.stringify(names), () => streams.readStreams(names)),
      head: () => {
        head ??= store.head();
        return head;
      },
    };
    this.store = over(store, own);
    const named = oncePer<ReturnType<References['to']>>();
    this.references = over(references, { to: (id) => named(id, () => references.to(id, streams.same)) });
  }

  as(standing: RowWallContext): ReadModels {
    const key = JSON.stringify(standing);
    const known = this.behind.get(key);
    if (known) return known;
    const models = askedOnce(this.around.live.as(standing));
    const since = this.began?.since;
    this.behind.set(key, since === undefined ? models : keptSince(models, since));
    return models;
  }
}

/** What is asked for by a key is asked for once. */
const oncePer = <T>() => {
  const known = new Map<string, T>();
  return (key: string, ask: () => T): T => {
    const found = known.get(key) ?? ask();
    known.set(key, found);
    return found;
  };
};

/** The sealed texts of an event, which several questions of a page open: each key is asked for anew, as an erasure wants it. */
function segmentsOnce(store: EventStore): EventStore['readSegments'] {
  const known = new Map<string, Promise<ReadonlyMap<string, readonly Segment[]>>>();
  return async (eventIds) => {
    const missing = eventIds.filter((id) => !known.has(id));
    if (missing.length > 0) {
      const read = store.readSegments(missing).then((all) => grouped(all, ({ eventId }) => eventId));
      for (const id of missing) known.set(id, read);
    }
    const found = await Promise.all([...new Set(eventIds)].map(async (id) => (await known.get(id))?.get(id) ?? []));
    return found.flat();
  };
}

/** A thing with some of its methods replaced; the others are called on the thing itself. */
const over = <T extends object>(thing: T, own: Partial<T>): T =>
  new Proxy(thing, {
    get: (of, name) => {
      const found: unknown = Reflect.get(name in own ? own : of, name);
      return typeof found === 'function' ? found.bind(of) : found;
    },
  });

/** What every question about one case asks: who was merged into whom, and whose glass is broken. */
function askedOnce(models: ReadModels): ReadModels {
  let survivors: ReturnType<ReadModels['survivors']> | undefined;
  const glasses = oncePer<ReturnType<ReadModels['glasses']>>();
  return over(models, {
    survivors: () => {
      survivors ??= models.survivors();
      return survivors;
    },
    glasses: (of) => glasses(JSON.stringify(of), () => models.glasses(of)),
  });
}
