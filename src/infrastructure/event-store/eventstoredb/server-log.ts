import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Credentials,
  EventStoreDBClient,
  excludeSystemEvents,
  NO_STREAM,
  START,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { VersionConflict } from '../../../application/ports/event-store.js';
import { LogRewritten, PATIENCE, persistently, reading } from './failures.js';
import { type FromServer, fromServer, type Position, type toServer } from './wire.js';

/** The client's own deadline is ten seconds; this is for where it has none. Milliseconds. */
const SILENCE = 11_000;
const DISPOSAL = 500;

/** A place in `$all` and the event that was read there. */
export interface Mark {
  readonly at: Position;
  readonly eventId: string;
}

/** The part of the server that we use: streams, and `$all` in the server's own order. */
export class ServerLog {
  private readonly client: EventStoreDBClient;
  /**
   * Given with the call they make the client append by a call of its own. Its other way, one stream of batches shared by all appends, waits for
   * ever when a connection ends without an error, and fails all appends of a process together (test/support/eventstoredb/README.md).
   */
  private readonly credentials: Credentials | undefined;

  /**
   * @param url as the client takes it, `kurrentdb` or `esdb`
   * @param prefix of the names of our streams, where others write to the same server
   */
  constructor(
    url: string,
    private readonly prefix: string,
    private readonly patience = PATIENCE,
  ) {
    this.client = EventStoreDBClient.connectionString(url.replace(/^kurrentdb/, 'esdb'));
    this.credentials = credentialsIn(url);
  }

  /** Others' events, and the server's own (`$stats`, `$metadata` …), stand in `$all` among ours. */
  #isOurs({ streamId }: { readonly streamId: string }): boolean {
    return streamId.startsWith(this.prefix) && !streamId.startsWith('$');
  }

  /** @throws LogRewritten when something else stands at the mark. @returns our events that follow it, and where what was looked at ends */
  after(
    mark: Mark | undefined,
    limit: number,
  ): Promise<{ events: readonly FromServer[]; end: Mark | undefined; full: boolean }> {
    return reading(async () => {
      const events: FromServer[] = [];
      let [end, seen] = [mark, 0];
      const all = this.client.readAll({ fromPosition: mark?.at ?? START, maxCount: limit + 1 });
      for await (const { event } of all) {
        if (!event) continue;
        seen++;
        if (seen === 1 && mark) {
          if (event.id !== mark.eventId) throw new LogRewritten('another event stands where the log was read before');
          continue;
        }
        end = { at: event.position, eventId: event.id };
        if (this.#isOurs(event)) events.push(fromServer(event, this.prefix));
      }
      if (seen === 0 && mark) throw new LogRewritten('the log ends before the place up to which it was read');
      return { events, end, full: seen > limit };
    }, this.patience);
  }

  /** So many of our events from a place on, which is the first of them; fewer where the log ends. */
  range(at: Position, count: number): Promise<readonly FromServer[]> {
    return reading(async () => {
      const events: FromServer[] = [];
      // Events that are not ours are among those it counts: what they took the place of is asked for in the next round.
      for (let [from, known] = [at, 0]; events.length < count; known = 1) {
        let seen = 0;
        for await (const { event } of this.client.readAll({
          fromPosition: from,
          maxCount: count - events.length + known,
        })) {
          if (!event || ++seen <= known) continue;
          from = event.position;
          if (this.#isOurs(event)) events.push(fromServer(event, this.prefix));
        }
        if (seen <= known) return events;
      }
      return events;
    }, this.patience);
  }

  stream(stream: string, from: number, to: number): Promise<readonly FromServer[]> {
    return reading(async () => {
      const events: FromServer[] = [];
      const read = this.client.readStream(this.prefix + stream, {
        fromRevision: BigInt(from - 1),
        maxCount: to - from + 1,
      });
      try {
        for await (const { event } of read) if (event) events.push(fromServer(event, this.prefix));
      } catch (error) {
        if (!(error instanceof StreamNotFoundError)) throw error;
      }
      return events;
    }, this.patience);
  }

  /**
   * The events of one stream, all or none. Interrupted, it is sent again: the server knows them by their ids.
   * @throws VersionConflict; whatever else the server or the network says
   */
  async append(stream: string, expected: number, events: readonly ReturnType<typeof toServer>[]): Promise<void> {
    const expectedRevision = expected === 0 ? NO_STREAM : BigInt(expected - 1);
    try {
      await persistently(() => this.#send(stream, events, expectedRevision), this.patience);
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
      throw new VersionConflict(stream, expected, versionOf(error.actualVersion));
    }
  }

  async #send(
    stream: string,
    events: readonly ReturnType<typeof toServer>[],
    expectedRevision: bigint | typeof NO_STREAM,
  ) {
    const options = { expectedRevision, ...(this.credentials ? { credentials: this.credentials } : {}) };
    const silence = new AbortController();
    const late = sleep(SILENCE, undefined, { signal: silence.signal, ref: false }).then(() => {
      throw new Error('the server did not answer the append');
    });
    try {
      await Promise.race([this.client.appendToStream(this.prefix + stream, [...events], options), late]);
    } finally {
      silence.abort();
      late.catch(() => undefined);
    }
  }

  /** Rings for whatever is appended, until told to stop; lost, it is made again by the next who follows. */
  bell(ring: () => void): () => Promise<void> {
    const subscription = this.client.subscribeToAll({ fromPosition: 'end', filter: excludeSystemEvents() });
    subscription.on('data', ring).on('error', () => undefined);
    return () => subscription.unsubscribe().catch(() => undefined);
  }

  /** The client waits for streams that it has itself cancelled, and some of them never say that they ended. */
  async close(): Promise<void> {
    await Promise.race([this.client.dispose(), sleep(DISPOSAL, undefined, { ref: false })]);
  }
}

/** Over an open connection the client sends none, whatever they are. A certificate needs no user; then appends go the other way. */
function credentialsIn(url: string): Credentials | undefined {
  const { username, password, searchParams } = new URL(url);
  if (username) return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  return searchParams.get('tls') === 'false' ? { username: '', password: '' } : undefined;
}

const versionOf = (actual: unknown): number => (typeof actual === 'bigint' ? Number(actual) + 1 : 0);
