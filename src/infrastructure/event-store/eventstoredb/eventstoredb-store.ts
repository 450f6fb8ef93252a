import pg from 'pg';
import { logIdFrom } from '../../../application/companions.js';
import {
  type Append,
  type Appended,
  type EventStore,
  type LogRange,
  type Promises,
  type ReadRange,
  type Segment,
  type StoredEvent,
  StoreUnavailable,
} from '../../../application/ports/event-store.js';
import { endPool } from '../../postgres/connections.js';
import { checkAppend, isInstant, isUuid } from '../append-check.js';
import { follow, Wake } from '../follow.js';
import { connectionPool } from '../postgres/connection.js';
import { Appender } from './appender.js';
import { beside } from './failures.js';
import { missing, Places, placed } from './places.js';
import { SealedFirst } from './sealed-first.js';
import { ServerLog } from './server-log.js';

export interface EventStoreDbOptions {
  /** Of the names of our streams, where the server keeps others' as well; never changed afterwards. Default none. */
  readonly prefix?: string;
  /** Told which log it is before anything of it is written beside it, where nothing is yet. */
  readonly isTo?: (log: string | undefined) => Promise<void>;
  /** How long a lost server is waited for. Milliseconds, default 5,000. */
  readonly patience?: number;
  /** After how many seconds the segments of an append that came to nothing are swept. Default 3,600. */
  readonly orphansAfter?: number;
}

const BATCH = 1000;
const LAST_VERSION = 2 ** 31 - 1;
const ORPHANS_AFTER = 3_600;
/** The server takes 1 MiB an append unless it is told otherwise; metadata counts, so some is left for it. Bytes. */
export const LARGEST_APPEND = 1_000_000;

/**
 * The log on EventStoreDB / KurrentDB: for those who outgrow one machine. Beside it PostgreSQL holds the sealed segments and the numbering of
 * events (`esdb` schema). One stream's append is atomic; several streams are written one after the other (`capabilities.atomic` is false).
 */
export class EventStoreDbStore implements EventStore {
  readonly capabilities = { atomic: false, contiguous: true, largestAppend: LARGEST_APPEND } as const;
  readonly #wake = new Wake();
  readonly #closing = new AbortController();
  readonly #sealed: SealedFirst;
  readonly #places: Places;
  readonly #appender: Appender;
  readonly promises: Promises = {
    open: async () => {
      await this.#caughtUp();
      return this.#beside(() => this.#places.openPromises());
    },
    complete: (commandId) => this.#beside(() => this.#places.promiseKept(commandId)),
  };
  #followers = 0;
  #stopBell: () => Promise<void> = async () => undefined;

  private constructor(
    private readonly log: ServerLog,
    private readonly pool: pg.Pool,
    private readonly options: EventStoreDbOptions,
  ) {
    this.#sealed = new SealedFirst(pool);
    this.#places = new Places(pool, log);
    this.#appender = new Appender(log, this.#places, this.#sealed, options.patience);
  }

  /**
   * @param url `esdb://…` or `kurrentdb://…`, as the client takes it: cluster, TLS and credentials in it
   * @param beside the PostgreSQL database with the `esdb` schema (`migrate(url, BESIDE_EVENTSTOREDB)`)
   * @throws StoreUnavailable('not-persisted'), LogRewritten, NeedsMending another-prefix
   */
  static async open(url: string, beside: string, options: EventStoreDbOptions = {}): Promise<EventStoreDbStore> {
    const pool = connectionPool(beside, options, 8);
    const store = new EventStoreDbStore(new ServerLog(url, options.prefix ?? '', options.patience), pool, options);
    try {
      await store.#assertFits();
      await store.sweep();
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#appender.ended();
    await this.#stopBell();
    await this.log.close();
    await endPool(this.pool);
  }

  async #assertFits(): Promise<void> {
    const { prefix = '', isTo } = this.options;
    const { position } = await this.#beside(() => this.#places.head());
    if (isTo && position === 0) {
      const first = await this.log.first();
      await isTo(first && logIdFrom({ ...first, recordedAt: first.clock }));
    }
    await this.#beside(() => this.#places.assertPrefix(prefix));
  }

  /** Removes sealed segments whose append came to nothing. @returns of how many attempts */
  async sweep(): Promise<number> {
    await this.#caughtUp();
    return this.#beside(() => this.#sealed.sweep(this.options.orphansAfter ?? ORPHANS_AFTER));
  }

  async append(append: Append): Promise<Appended> {
    checkAppend(append, LARGEST_APPEND);
    if (this.#closing.signal.aborted)
      throw new StoreUnavailable('not-persisted', new Error('the event store is closed'));
    return this.#appender.append(append);
  }

  findCommand(commandId: string): Promise<Omit<Appended, 'outcome'> | undefined> {
    return this.#appender.find(commandId);
  }

  #beside<T>(operation: () => Promise<T>): Promise<T> {
    return beside(operation, this.options.patience);
  }

  #caughtUp(): Promise<void> {
    return this.#beside(() => this.#places.catchUp());
  }

  async readStream(stream: string, range: ReadRange = {}): Promise<readonly StoredEvent[]> {
    const from = Math.max(1, range.from ?? 1);
    const to = Math.min(range.to ?? LAST_VERSION, LAST_VERSION);
    if (from > to || stream.includes('\0')) return [];
    const { events, places } = await this.#streamWithPlaces(stream, from, to);
    const stored = events.map((event, i) => placed(event, places[i]));
    return range.direction === 'backwards' ? stored.reverse() : stored;
  }

  async #streamWithPlaces(stream: string, from: number, to: number) {
    const known = () => this.#beside(() => this.#places.ofStream(stream, from, to));
    const read = () => this.log.stream(stream, from, to);
    let [places, events] = await Promise.all([known(), read()]);
    // What was numbered before the stream was read must be in it: an empty answer for a stream that is gone would be decided on as if nothing had happened.
    const goneOf = () => {
      const seen = new Set(events.map(({ version }) => version));
      return places.find(({ version }) => !seen.has(version));
    };
    if (goneOf()) events = await read(); // it may have been numbered while the stream was read
    const gone = goneOf();
    if (gone) throw missing(gone);
    if ((places.at(-1)?.version ?? 0) < (events.at(-1)?.version ?? 0)) {
      await this.#caughtUp();
      places = await known();
    }
    return { events, places };
  }

  async readStreams(streams: readonly string[]): Promise<readonly StoredEvent[]> {
    const each = await Promise.all([...new Set(streams)].map((stream) => this.readStream(stream)));
    return each.flat().sort((a, b) => a.position - b.position);
  }

  async *readAll({
    batch = BATCH,
    direction = 'forwards',
    types,
    ...range
  }: LogRange = {}): AsyncIterable<readonly StoredEvent[]> {
    const { position: head } = await this.head();
    let from = Math.max(1, range.from ?? 1);
    let to = Math.min(range.to ?? head, head);
    while (from <= to) {
      const back = direction === 'backwards';
      const part = back
        ? await this.#part(Math.max(from, to - batch + 1), to)
        : await this.#part(from, Math.min(to, from + batch - 1));
      const wanted = types ? part.filter(({ type }) => types.includes(type)) : part;
      if (wanted.length > 0) yield back ? [...wanted].reverse() : wanted;
      if (back) to -= batch;
      else from += batch;
    }
  }

  async #part(from: number, to: number): Promise<readonly StoredEvent[]> {
    const places = await this.#beside(() => this.#places.range(from, to));
    const [first] = places;
    if (!first) return [];
    const events = await this.log.range(first.at, places.length);
    for (const [i, place] of places.entries()) if (events[i]?.eventId !== place.eventId) throw missing(place);
    return events.map((event, i) => placed(event, places[i]));
  }

  /** Of all that the server holds, other processes' appends as well. */
  async head(): Promise<{ readonly position: number; readonly recordedAt: string }> {
    await this.#caughtUp();
    return this.#beside(() => this.#places.head());
  }

  async positionAt(recordedAt: string): Promise<number> {
    if (!isInstant(recordedAt)) throw new RangeError('not an ISO UTC instant with milliseconds');
    await this.#caughtUp();
    return this.#beside(() => this.#places.positionAt(recordedAt));
  }

  async readSegments(eventIds: readonly string[]): Promise<readonly Segment[]> {
    const ids = [...new Set(eventIds)].filter(isUuid);
    return this.#beside(() => this.#sealed.read(ids));
  }

  async *subscribe(from: number, signal: AbortSignal): AsyncIterable<readonly StoredEvent[]> {
    const ending = AbortSignal.any([signal, this.#closing.signal]);
    const read = async (next: number) => {
      const { position } = await this.head();
      return next > position ? [] : this.#part(next, Math.min(position, next + BATCH - 1));
    };
    if (this.#followers++ === 0) this.#stopBell = this.log.bell(() => this.#wake.ring());
    try {
      yield* follow(read, this.#wake, from, ending);
    } finally {
      if (--this.#followers === 0) await this.#stopBell();
    }
  }
}
