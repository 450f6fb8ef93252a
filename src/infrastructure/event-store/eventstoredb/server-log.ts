import {
  type AllStreamRecordedEvent,
  BACKWARDS,
  END,
  EventStoreDBClient,
  NO_STREAM,
  START,
  StreamDeletedError,
  StreamNotFoundError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { VersionConflict } from '../../../application/ports/event-store.js';
import { within } from '../../../application/within.js';
import { sleep } from '../../clock/sleep.js';
import { type ServerAddress, serverAddress, wrongAddress } from './address.js';
import { certainlyRefused, LogRewritten, persistently, reading } from './failures.js';
import { type Ours, oursIn } from './ours.js';
import { type FromServer, fromServer, type Position, type toServer } from './wire.js';

/** The client's own deadline is ten seconds; this is for where it has none. Milliseconds. */
const SILENCE = 11_000;
const DISPOSAL = 500;
const FIRST_LOOK = 100;
/** Milliseconds between tries to subscribe again. */
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 5_000;
/** Where fewer of what was read are ours, the server is asked to leave out the rest. */
const MOSTLY_OTHERS = 0.25;
/** Only the leader knows all that was acknowledged: a node that lags would show a shorter log. */
const LEADER = { requiresLeader: true } as const;

/** Our event that was read last: it must still be there where reading goes on. Never another's, which may be deleted and scavenged. */
export interface Mark {
  readonly at: Position;
  readonly eventId: string;
}
export interface Looked {
  readonly mark: Mark | undefined;
  /** How far the log was looked at: nothing of ours stands between the mark and this. Whatever stands here may be another's, and go. */
  readonly until: Position | undefined;
}
/** Some of our events in the server's order, how far they reach, and whether there may be more. */
export interface Page {
  readonly events: readonly FromServer[];
  readonly until: Position | undefined;
  readonly full: boolean;
  /** Whether something stands exactly where reading began. */
  readonly begins: boolean;
}

/** The part of the server that we use: our streams, and what is ours of `$all`, in the server's own order. */
export class ServerLog {
  private readonly client: EventStoreDBClient;
  readonly #address: ServerAddress;
  readonly #ours: Ours;
  /** The mark that was seen to stand, since the last failure. */
  #confirmed: string | undefined;
  #mostlyOthers = false;

  /**
   * @param url as the client takes it, `kurrentdb` or `esdb`
   * @param prefix of the names of our streams, where others write to the same server
   * @throws NeedsMending event-store-address
   */
  constructor(
    url: string,
    private readonly prefix: string,
    private readonly patience?: number,
  ) {
    this.#address = serverAddress(url);
    this.client = connected(this.#address.connectionString);
    this.#ours = oursIn(prefix);
  }

  /**
   * Our events after what was looked at already. The first look of a process, and every one after a failure, makes sure that the mark stands.
   * @throws LogRewritten when it does not
   */
  async after(looked: Looked, limit: number): Promise<Page> {
    const once = async () => {
      try {
        return await this.#after(looked, limit);
      } catch (error) {
        // Whatever failed may have been another server a moment later.
        this.#confirmed = undefined;
        this.#mostlyOthers = false;
        throw error;
      }
    };
    return reading(once, this.patience);
  }

  /** Our first event, of whatever comes before it. */
  async first(): Promise<FromServer | undefined> {
    for (let until: Position | undefined; ; ) {
      const page = await this.after({ mark: undefined, until }, FIRST_LOOK);
      if (page.events[0] || !page.full) return page.events[0];
      until = page.until;
    }
  }

  async #after({ mark, until }: Looked, limit: number): Promise<Page> {
    if (mark && this.#confirmed !== mark.eventId) await this.#confirm(mark);
    const from = until ?? mark?.at;
    const page = this.#mostlyOthers && from ? await this.#filtered(from, limit) : await this.#next(mark, from, limit);
    this.#mostlyOthers = page.full && page.events.length < limit * MOSTLY_OTHERS;
    const last = page.events.at(-1);
    if (last) this.#confirmed = last.eventId;
    return page;
  }

  /** What stood where looking ended may be another's, and gone or cut off by a restore: then it is looked again from our own last event on. */
  async #next(mark: Mark | undefined, from: Position | undefined, limit: number): Promise<Page> {
    const again = () => this.#plain(mark?.at, limit, 'after');
    if (!from || (mark && same(from, mark.at))) return this.#plain(from, limit, 'after');
    const page = await this.#plain(from, limit, 'after').catch((error) => {
      if (isNoPlace(error)) return again();
      throw error;
    });
    return page.begins ? page : again();
  }

  async #confirm({ at, eventId }: Mark): Promise<void> {
    const read = await this.#read(at, 1).catch((error) => {
      if (isNoPlace(error)) return [];
      throw error;
    });
    if (read[0]?.id !== eventId)
      throw new LogRewritten(
        'the event that was read last does not stand where it stood; the log was restored from a backup, rewritten, or is another one',
      );
    this.#confirmed = eventId;
  }

  /** So many of our events from a place on, which is the first of them; fewer where the log ends. */
  range(at: Position, count: number): Promise<readonly FromServer[]> {
    return reading(async () => {
      const events: FromServer[] = [];
      let [page, others] = [await this.#plain(at, count, 'from'), false];
      for (;;) {
        events.push(...page.events);
        const missing = count - events.length;
        if (missing <= 0 || !page.full || !page.until) return events;
        others ||= page.events.length < count * MOSTLY_OTHERS;
        page = others ? await this.#filtered(page.until, missing) : await this.#plain(page.until, missing, 'after');
      }
    }, this.patience);
  }

  /** What stands in `$all`, others' events as well. */
  async #plain(from: Position | undefined, limit: number, begin: 'from' | 'after'): Promise<Page> {
    const skipped = from && begin === 'after' ? 1 : 0;
    const read = await this.#read(from ?? START, limit + skipped);
    const begins = from !== undefined && read[0] !== undefined && same(read[0].position, from);
    const after = skipped && begins ? read.slice(1) : read;
    const events = after.filter((event) => this.#ours.has(event)).map((event) => fromServer(event, this.prefix));
    return { events, until: after.at(-1)?.position ?? from, full: read.length === limit + skipped, begins };
  }

  async #read(fromPosition: Position | typeof START, maxCount: number): Promise<readonly AllStreamRecordedEvent[]> {
    const read: AllStreamRecordedEvent[] = [];
    for await (const { event } of this.client.readAll({ fromPosition, maxCount, ...LEADER }))
      if (event) read.push(event);
    return read;
  }

  /** The server looks through what is not ours by itself; the client can ask it to do so for subscriptions only. */
  async #filtered(from: Position, limit: number): Promise<Page> {
    const end = await this.#end();
    const { events, full } = await this.#ours.after(this.client, from, limit);
    const last = events.at(-1)?.position;
    const until = full || !end ? last : last && last.commit > end.commit ? last : end;
    return { events: events.map((event) => fromServer(event, this.prefix)), until: until ?? from, full, begins: true };
  }

  async #end(): Promise<Position | undefined> {
    for await (const { event } of this.client.readAll({
      fromPosition: END,
      direction: BACKWARDS,
      maxCount: 1,
      ...LEADER,
    }))
      return event?.position;
    return undefined;
  }

  /** @throws LogRewritten where the stream was deleted */
  stream(stream: string, from: number, to: number): Promise<readonly FromServer[]> {
    return reading(async () => {
      const events: FromServer[] = [];
      const read = this.client.readStream(this.prefix + stream, {
        fromRevision: BigInt(from - 1),
        maxCount: to - from + 1,
        ...LEADER,
      });
      try {
        for await (const { event } of read) if (event) events.push(fromServer(event, this.prefix));
      } catch (error) {
        if (error instanceof StreamDeletedError) throw new LogRewritten(`the stream ${stream} was deleted`);
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
    let unanswered = false;
    const send = () =>
      this.#send(stream, events, expectedRevision).catch((error) => {
        unanswered ||= !certainlyRefused(error) && !(error instanceof WrongExpectedVersionError);
        throw error;
      });
    try {
      await persistently(send, this.patience);
    } catch (error) {
      if (error instanceof WrongExpectedVersionError)
        throw new VersionConflict(stream, expected, versionOf(error.actualVersion));
      // An earlier try may stand: that the last one was refused says nothing of it.
      if (unanswered && certainlyRefused(error)) throw new Error('an earlier try was not answered', { cause: error });
      throw error;
    }
  }

  async #send(
    stream: string,
    events: readonly ReturnType<typeof toServer>[],
    expectedRevision: bigint | typeof NO_STREAM,
  ) {
    const { credentials } = this.#address;
    const options = { expectedRevision, ...LEADER, ...(credentials ? { credentials } : {}) };
    await within(sleep, SILENCE, this.client.appendToStream(this.prefix + stream, [...events], options), () => {
      throw new Error('the server did not answer the append');
    });
  }

  /** Rings for whatever of ours is appended, until told to stop. Lost, it is made again, after a while that grows. */
  bell(ring: () => void): () => Promise<void> {
    const stopped = new AbortController();
    const ringing = this.#ring(ring, stopped.signal);
    return async () => {
      stopped.abort();
      await ringing;
    };
  }

  async #ring(ring: () => void, signal: AbortSignal): Promise<void> {
    for (let pause = FIRST_PAUSE; !signal.aborted; ) {
      const heard = await this.#ours.follow(this.client, ring, signal);
      // What came while nobody listened is looked for.
      ring();
      pause = heard ? FIRST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE);
      await sleep(pause, signal);
    }
  }

  /** The client waits for streams that it has itself cancelled, and some of them never say that they ended. */
  async close(): Promise<void> {
    await within(sleep, DISPOSAL, this.client.dispose(), () => undefined);
  }
}

/** The client's own complaint holds the whole string, and so the password. */
function connected(connectionString: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(connectionString);
  } catch {
    throw wrongAddress('the client does not take one of its parameters');
  }
}

const same = (one: Position, other: Position): boolean => one.commit === other.commit && one.prepare === other.prepare;

/** How 23.10 answers who reads from a position at which no record begins. */
const isNoPlace = (error: unknown): boolean =>
  error instanceof UnknownError && /Unexpected ReadAllResult|invalid position/i.test(error.message);

const versionOf = (actual: unknown): number => (typeof actual === 'bigint' ? Number(actual) + 1 : 0);
