import type pg from 'pg';
import type {
  Append,
  Appended,
  EventStore,
  LogRange,
  ReadRange,
  Segment,
  StoredEvent,
} from '../../../application/ports/event-store.js';
import { checkAppend, LARGEST_APPEND } from '../append-check.js';
import { follow, Wake } from '../follow.js';
import { type ConnectionOptions, connect, connectionConfig, discard, patiently } from './connection.js';
import { GroupWriter } from './group-writer.js';
import { Notifier } from './notifier.js';
import { Reader } from './reader.js';
import { assertSafe } from './safety.js';
import { UnsafeDatabase } from './unsafe-database.js';

export { migrate } from './migrate.js';
export { UnsafeDatabase } from './unsafe-database.js';

export interface PostgresStoreOptions extends ConnectionOptions {
  /** Connections for reading. Default 4; one more writes, and one more listens while somebody follows the log. */
  readonly readers?: number;
  /** Told what makes the database unsafe instead of being refused: a log whose guards were removed must still be open to verification. */
  readonly onUnsafe?: (fault: UnsafeDatabase) => void;
  /** Told how many appends go to the database in one call. */
  readonly onGroup?: (appends: number) => void;
  /** Told of the connections that read. */
  readonly onPool?: (pool: pg.Pool) => void;
}

const BATCH = 1000;

/** The log on PostgreSQL: gapless by construction, one call for a group of concurrent appends (design "The log"). */
export class PostgresStore implements EventStore {
  readonly capabilities = { atomic: true, contiguous: true, largestAppend: LARGEST_APPEND } as const;
  readonly #wake = new Wake();
  readonly #closing = new AbortController();
  readonly #writer: GroupWriter;
  readonly #notifier: Notifier;

  private constructor(
    private readonly reader: Reader,
    notifier: (wake: Wake) => Notifier,
    writer: GroupWriter,
  ) {
    this.#notifier = notifier(this.#wake);
    this.#writer = writer;
  }

  /**
   * Opens a migrated database (`migrate`) and refuses one that could lose or change what was acknowledged (REL I10).
   * @throws UnsafeDatabase, StoreUnavailable('not-persisted') when no connection came about within the patience
   */
  static async open(url: string, options: PostgresStoreOptions = {}): Promise<PostgresStore> {
    const config = connectionConfig(url, options);
    const reconnect = () => patiently(options.patience, () => safeConnection(config, options.onUnsafe));
    const connection = await reconnect();
    const reader = new Reader(url, options);
    const writer = new GroupWriter(connection, reconnect, (commandId) => reader.command(commandId), options.onGroup);
    return new PostgresStore(reader, (wake) => new Notifier(config, wake), writer);
  }

  /** Lets accepted appends finish, ends subscriptions and closes every connection. Harmless when called twice. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }
  #closed: Promise<void> | undefined;

  async #close(): Promise<void> {
    this.#closing.abort();
    await this.#writer.close();
    await this.reader.close();
  }

  async append(append: Append): Promise<Appended> {
    checkAppend(append);
    return this.#writer.append(append);
  }

  readStream(stream: string, range: ReadRange = {}): Promise<readonly StoredEvent[]> {
    return this.reader.stream(stream, range);
  }

  readStreams(streams: readonly string[]): Promise<readonly StoredEvent[]> {
    return this.reader.streams(streams);
  }

  readAll(range: LogRange = {}): AsyncIterable<readonly StoredEvent[]> {
    return this.reader.batches(range);
  }

  leaves(from: number, to: number): AsyncIterable<readonly Uint8Array[]> {
    return this.reader.leaves(from, to);
  }

  head(): Promise<{ readonly position: number; readonly recordedAt: string }> {
    return this.reader.head();
  }

  findCommand(commandId: string): Promise<Omit<Appended, 'outcome'> | undefined> {
    return this.reader.command(commandId);
  }

  positionAt(recordedAt: string): Promise<number> {
    return this.reader.positionAt(recordedAt);
  }

  readSegments(eventIds: readonly string[]): Promise<readonly Segment[]> {
    return this.reader.segments(eventIds);
  }

  async *subscribe(from: number, signal: AbortSignal): AsyncIterable<readonly StoredEvent[]> {
    const ending = new AbortController();
    const end = () => ending.abort();
    const stopListening = this.#notifier.listen();
    for (const source of [signal, this.#closing.signal]) source.addEventListener('abort', end, { once: true });
    if (signal.aborted || this.#closing.signal.aborted) end();
    const goOn = () => !ending.signal.aborted;
    const read = (next: number) => this.reader.log(next, Number.MAX_SAFE_INTEGER, BATCH, goOn);
    try {
      yield* follow(read, this.#wake, from, ending.signal, BATCH);
    } finally {
      for (const source of [signal, this.#closing.signal]) source.removeEventListener('abort', end);
      stopListening();
    }
  }
}

async function safeConnection(
  config: ReturnType<typeof connectionConfig>,
  onUnsafe?: PostgresStoreOptions['onUnsafe'],
) {
  const connection = await connect(config);
  try {
    await assertSafe(connection);
    return connection;
  } catch (error) {
    if (onUnsafe && error instanceof UnsafeDatabase) {
      onUnsafe(error);
      return connection;
    }
    discard(connection);
    throw error;
  }
}
