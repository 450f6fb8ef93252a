import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Append, EventStore, StoredEvent } from '../../../src/application/ports/event-store.js';
import { PostgresStore } from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import { quantile } from '../append/measure.js';
import { children } from './children.js';

const fingerprint = randomBytes(32);
const POLL_MS = 1;
/** Until both processes are compiled and connected. */
const WARM_UP_MS = 2000;

interface Pace {
  /** Events a second. */
  readonly rate: number;
  readonly seconds: number;
}
/** Milliseconds from the acknowledgement of an append until it stood in every read model. */
export interface Lag {
  readonly appends: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}
/** That a position was acknowledged, or first seen. */
interface Moment {
  readonly position: number;
  readonly at: number;
}
type Command = readonly StoredEvent[];

/**
 * Appends at a steady rate while another process follows, and how long after its acknowledgement each append stands in every read model.
 * @param batches stored events that come next in the log, command by command
 */
export async function lag(url: string, batches: Iterable<readonly StoredEvent[]>, pace: Pace): Promise<Lag> {
  const follower = children.start('follow.js', [url]);
  const store = await PostgresStore.open(url);
  const watch = await Watch.over(url);
  try {
    await watch.until((await store.head()).position);
    const acknowledged = await appending(store, commandsOf(batches), pace);
    await watch.until((await store.head()).position);
    const counted = acknowledged.filter(({ at }) => at > (acknowledged[0]?.at ?? 0) + WARM_UP_MS);
    const lags = counted.map(({ at, position }) => Math.max(0, watch.seenAt(position) - at));
    return {
      appends: counted.length,
      p50: quantile(lags, 0.5),
      p99: quantile(lags, 0.99),
      most: Math.max(...lags),
    };
  } finally {
    await children.finish(follower);
    await watch.end();
    await store.close();
  }
}

/** Asks all the time how far the slowest read model is. */
class Watch {
  readonly #seen: Moment[] = [];
  readonly #polling: Promise<void>;
  #going = true;
  #failed: unknown;

  private constructor(private readonly client: pg.Client) {
    this.#polling = this.#poll().catch((error) => {
      this.#failed = error;
    });
  }

  static async over(url: string): Promise<Watch> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new Watch(client);
  }

  async #poll(): Promise<void> {
    const query = {
      name: 'slowest',
      text: `select min(position)::float8 as position from checkpoint where name <> 'obligations'`,
    };
    while (this.#going) {
      const { rows } = await this.client.query<{ position: number | null }>(query);
      const position = rows[0]?.position ?? 0;
      if (position !== this.#seen.at(-1)?.position) this.#seen.push({ position, at: performance.now() });
      await pause(POLL_MS);
    }
  }

  async until(wanted: number): Promise<void> {
    while ((this.#seen.at(-1)?.position ?? -1) < wanted) {
      if (this.#failed) throw this.#failed;
      await pause(5);
    }
  }

  /** The first look that found this position there. */
  seenAt(wanted: number): number {
    let [low, high] = [0, this.#seen.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#seen[middle]?.position ?? 0) >= wanted) high = middle;
      else low = middle + 1;
    }
    return this.#seen[low]?.at ?? Number.NaN;
  }

  async end(): Promise<void> {
    this.#going = false;
    await this.#polling;
    await this.client.end();
  }
}

/** Not slower because the store or the follower is: each command is given when its time has come. */
async function appending(store: EventStore, commands: Iterable<Command>, { rate, seconds }: Pace) {
  const acknowledged: Moment[] = [];
  const inFlight = new Map<string, Promise<unknown>>();
  const began = performance.now();
  const given: Promise<void>[] = [];
  let events = 0;
  for (const command of commands) {
    const due = began + (events / rate) * 1000;
    if (due > began + WARM_UP_MS + seconds * 1000) break;
    const wait = due - performance.now();
    if (wait > 0) await pause(wait);
    events += command.length;
    given.push(give(store, command, inFlight, acknowledged));
  }
  await Promise.all(given);
  return acknowledged.sort((a, b) => a.position - b.position);
}

/** After the appends that the same streams are still waiting for. */
async function give(store: EventStore, command: Command, inFlight: Map<string, Promise<unknown>>, told: Moment[]) {
  const streams = [...new Set(command.map((e) => e.stream))];
  const before = streams.map((stream) => inFlight.get(stream));
  const done = Promise.all(before).then(() => store.append(appendOf(command, streams)));
  for (const stream of streams) inFlight.set(stream, done);
  const { events } = await done;
  told.push({ at: performance.now(), position: events.at(-1)?.position ?? 0 });
}

function appendOf(command: Command, streams: readonly string[]): Append {
  const writes = streams.map((stream) => {
    const own = command.filter((e) => e.stream === stream);
    const events = own.map(({ eventId, type, bytes }) => ({ eventId, type, bytes, segments: [] }));
    return { stream, expectedVersion: (own[0]?.version ?? 1) - 1, events };
  });
  return { commandId: command[0]?.commandId ?? '', fingerprint, clock: new Date().toISOString(), writes };
}

function* commandsOf(batches: Iterable<readonly StoredEvent[]>): Generator<Command> {
  let command: StoredEvent[] = [];
  for (const batch of batches) {
    for (const event of batch) {
      if (command.length > 0 && command[0]?.commandId !== event.commandId) {
        yield command;
        command = [];
      }
      command.push(event);
    }
  }
}
