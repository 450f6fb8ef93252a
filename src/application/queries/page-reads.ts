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
  ) {
    const read = new Map<string, Events>();
    const once = (key: string, ask: () => Events): Events => {
      const asked = read.get(key) ?? ask();
      read.set(key, asked);
      return asked;
    };
    let head: ReturnType<EventStore['head']> | undefined;
    const own = {
      readStream: (...[stream, range]: Parameters<EventStore['readStream']>) =>
        range ? store.readStream(stream, range) : once(stream, () => store.readStream(stream)),
      readStreams: (streams: readonly string[]) => once(JSON.stringify(streams), () => store.readStreams(streams)),
      head: () => {
        head ??= store.head();
        return head;
      },
    };
    this.store = new Proxy(store, {
      get: (of, name) => {
        const found: unknown = Reflect.get(name in own ? own : of, name);
        return typeof found === 'function' ? found.bind(of) : found;
      },
    });
  }

  as(standing: RowWallContext): ReadModels {
    const key = JSON.stringify(standing);
    const models = this.behind.get(key) ?? this.live.as(standing);
    this.behind.set(key, models);
    return models;
  }
}
