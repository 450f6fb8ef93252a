import { namedIn, references } from '../projections/references/references.js';
import { decode } from './codec.js';
import type { EventStore } from './ports/event-store.js';

/** The streams that name an id, as a read model knows them, and the position it has reached. */
export interface KnownReferences {
  position(): Promise<number>;
  streamsNaming(id: string): Promise<readonly string[]>;
}

/**
 * Which streams name an id, up to the head of the log: a decision may not miss what was recorded a moment ago. What the read model has not seen
 * yet is read from the log and kept here; without a read model the log is read once.
 */
export class References {
  private readonly tail = new Map<string, Set<string>>();
  private reached = 0;
  /** All that was recorded up to here has been looked at. */
  private seen = -1;
  private catching: Promise<void> | undefined;

  constructor(
    private readonly store: Pick<EventStore, 'readAll'>,
    private readonly known?: KnownReferences,
  ) {}

  /** `upTo`: a position of the log after which nothing is asked for; by default all there is counts. */
  async to(id: string, upTo = Number.POSITIVE_INFINITY): Promise<readonly string[]> {
    if (this.seen < upTo) await this.catchUp();
    if (Number.isFinite(upTo)) this.seen = Math.max(this.seen, upTo);
    const found = this.known ? await this.known.streamsNaming(id) : [];
    return [...new Set([...found, ...(this.tail.get(id) ?? [])])];
  }

  /** One reading at a time; who comes meanwhile reads again, for its own event may be newer than the reading. */
  private async catchUp(): Promise<void> {
    await this.catching?.catch(() => undefined);
    this.catching ??= this.read().finally(() => {
      this.catching = undefined;
    });
    await this.catching;
  }

  private async read(): Promise<void> {
    if (this.reached === 0 && this.known) this.reached = await this.known.position();
    for await (const batch of this.store.readAll({ from: this.reached + 1, types: references.events })) {
      for (const stored of batch) {
        const event = decode(stored);
        for (const id of namedIn(event)) this.note(id, event.stream);
        this.reached = Math.max(this.reached, stored.position);
      }
    }
  }

  private note(id: string, stream: string): void {
    const streams = this.tail.get(id) ?? new Set();
    this.tail.set(id, streams.add(stream));
  }
}
