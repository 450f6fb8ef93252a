import type { EventStore, StoredEvent } from '../ports/event-store.js';
import type { ReadModels } from '../ports/read-models.js';
import type { RowWallContext } from '../ports/standing.js';

type Events = Promise<readonly StoredEvent[]>;

/** What the questions of one page read. It is of one moment, so no stream is read twice, and a reader stands behind one wall. */
export class PageReads {
  readonly store: EventStore;
  private readonly behind = new Map<string, ReadModels>();
  constructor(
    store: EventStore,
    private readonly live: ReadModels,
    /** Where the log stood when the page began, where that is known. */
    began?: Awaited<ReturnType<EventStore['head']>>,
  ) {
    const read = new Map<string, Events>();
    const once = (key: string, ask: () => Events): Events => {
      const asked = read.get(key) ?? ask();
      read.set(key, asked);
      return asked;
    };
    let head = began && Promise.resolve(began);
    const own = {
      readStream: (...[stream, range]: Parameters<EventStore['readStream']>) =>
        range ? store.readStream(stream, range) : once(stream, () => store.readStream(stream)),
      readStreams: (streams: readonly string[]) => once(JSON.stringify(streams), () => store.readStreams(streams)),
      head: () => {
        head ??= store.head();
        return head;
      },
    };
    this.store = over(store, own);
  }

  as(standing: RowWallContext): ReadModels {
    const key = JSON.stringify(standing);
    const models = this.behind.get(key) ?? askedOnce(this.live.as(standing));
    this.behind.set(key, models);
    return models;
  }
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
  const glasses = new Map<string, ReturnType<ReadModels['glasses']>>();
  return over(models, {
    survivors: () => {
      survivors ??= models.survivors();
      return survivors;
    },
    glasses: (of) => {
      const key = JSON.stringify(of);
      const found = glasses.get(key) ?? models.glasses(of);
      glasses.set(key, found);
      return found;
    },
  });
}
