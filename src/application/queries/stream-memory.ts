import { accessAggregate } from '../../domain/access/state.js';
import { aggregateOf } from '../../domain/kernel/event.js';
import type { AccessLog } from '../access-log.js';
import type { EventStore, StoredEvent } from '../ports/event-store.js';

/** Events that are remembered at most, some kB each with what is worked out of them; a stream counts as one more. */
const MOST = 20_000;
/** What was recorded since is looked through; where it is more, everything is forgotten. */
const MOST_SINCE = 500;

type Stream = readonly StoredEvent[];
export type StreamReads = Pick<EventStore, 'readStream' | 'readStreams'>;
export interface StreamsAt extends StreamReads {
  /** Since this position only looks were recorded, where that is known. */
  readonly same?: number;
}

/**
 * Streams as pages of this process have read them. An event never changes, so a stream that has not grown is not read, parsed and folded again for
 * each page that shows it. Nothing is answered from here that was not whole where the log stood when the page began. Of what is sealed only the
 * commitments are here.
 */
export class StreamMemory {
  private readonly streams = new Map<string, Stream>();
  private held = 0;
  /** All that is remembered was whole where the log stood here. */
  private upTo = -1;
  private same = -1;
  /** Grows with whatever may have grown: what is being read meanwhile may be older than that. */
  private turn = 0;
  private lookedThrough: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: StreamReads & Pick<EventStore, 'readAll' | 'capabilities'>,
    private readonly looks: Pick<AccessLog, 'fill'>,
    private readonly most = MOST,
  ) {}

  /** The streams as they stand at a position of the log, or later. */
  at(position: number): StreamsAt {
    if (!this.store.capabilities.contiguous) return this.store; // there a position may come to be seen after a later one
    if (position > this.upTo) this.goOn(position);
    return {
      same: this.same,
      readStream: (stream, range) =>
        range ? this.store.readStream(stream, range) : this.whole([stream]).then(([one]) => one ?? []),
      readStreams: async (streams) => {
        const found = await this.whole([...new Set(streams)]);
        return found.flat().sort((one, other) => one.position - other.position);
      },
    };
  }

  private goOn(position: number): void {
    const from = this.upTo + 1;
    const onlyLooks = this.looks.fill(this.upTo, position);
    this.upTo = position;
    if (onlyLooks) return; // they stand in streams that are not remembered
    this.same = position;
    this.turn++;
    this.lookedThrough = this.lookedThrough.then(() => this.forgetGrown(from, position));
  }

  private async forgetGrown(from: number, to: number): Promise<void> {
    try {
      if (this.streams.size === 0) return;
      if (to - from >= MOST_SINCE) throw new RangeError('more than is worth looking through');
      for await (const batch of this.store.readAll({ from, to })) for (const { stream } of batch) this.forget(stream);
    } catch {
      this.streams.clear();
      this.held = 0;
    }
  }

  private async whole(asked: readonly string[]): Promise<readonly Stream[]> {
    await this.lookedThrough;
    const { turn } = this;
    const found = new Map<string, Stream>();
    for (const stream of asked) {
      const known = this.streams.get(stream);
      if (known) found.set(stream, known);
    }
    const missing = asked.filter((stream) => !found.has(stream));
    for (const [stream, events] of await this.read(missing)) {
      found.set(stream, events);
      if (turn === this.turn && aggregateOf(stream) !== accessAggregate.aggregate) this.keep(stream, events);
    }
    return asked.map((stream) => found.get(stream) ?? []);
  }

  private async read(streams: readonly string[]): Promise<ReadonlyMap<string, Stream>> {
    const [only] = streams;
    if (only === undefined) return new Map();
    if (streams.length === 1) return new Map([[only, await this.store.readStream(only)]]);
    const read = new Map<string, StoredEvent[]>(streams.map((stream) => [stream, []]));
    for (const event of await this.store.readStreams(streams)) read.get(event.stream)?.push(event);
    return read;
  }

  private keep(stream: string, events: Stream): void {
    this.forget(stream);
    this.streams.set(stream, events);
    this.held += events.length + 1;
    for (const oldest of this.streams.keys()) {
      if (this.held <= this.most) break;
      this.forget(oldest);
    }
  }

  private forget(stream: string): void {
    const known = this.streams.get(stream);
    if (!known) return;
    this.held -= known.length + 1;
    this.streams.delete(stream);
  }
}
