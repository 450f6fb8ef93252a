import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type AllStreamSubscription,
  EventStoreDBClient,
  jsonEvent,
  type StreamSubscription,
} from '@eventstore/db-client';
import { type Double, type DoubleOptions, startDouble } from './double.js';

export interface Setting {
  readonly double: Double;
  readonly client: EventStoreDBClient;
}

/** Doubles and clients of one spec file, ended together. */
export class Settings {
  readonly #doubles: Double[] = [];
  readonly #clients: EventStoreDBClient[] = [];

  async start(options: DoubleOptions = {}): Promise<Setting> {
    const double = await startDouble(options);
    this.#doubles.push(double);
    return { double, client: this.connect(double.connectionString) };
  }

  connect(connectionString: string): EventStoreDBClient {
    const client = EventStoreDBClient.connectionString(connectionString);
    this.#clients.push(client);
    return client;
  }

  async end(): Promise<void> {
    await Promise.all(this.#clients.splice(0).map((client) => client.dispose()));
    await Promise.all(this.#doubles.splice(0).map((double) => double.stop()));
  }
}

export const somethingHappened = (number = 0, id: string = randomUUID()) =>
  jsonEvent({ type: 'something-happened', id, data: { number }, metadata: { by: 'a test' } });

export const severalHappened = (count: number) =>
  Array.from({ length: count }, (_, number) => somethingHappened(number));

export async function collected<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export interface Seen {
  readonly id: string;
  readonly type: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly position: { readonly commit: bigint; readonly prepare: bigint };
}

/** What a read or subscription delivers, without links. */
export function seen(resolved: { event?: object }): Seen {
  return resolved.event as Seen;
}

export async function takeEvents(
  subscription: AllStreamSubscription | StreamSubscription,
  count: number,
): Promise<Seen[]> {
  const events: Seen[] = [];
  for await (const resolved of subscription) {
    events.push(seen(resolved));
    if (events.length === count) break;
  }
  return events;
}

/** The error with which something fails. */
export async function failureOf(attempt: Promise<unknown>): Promise<unknown> {
  try {
    await attempt;
  } catch (error) {
    return error;
  }
  throw new Error('it succeeded');
}

/**
 * Clients in one process share their connections, and learn a moment later that one has broken: the first attempts may
 * still fail.
 */
export async function retried<Result>(attempt: () => Promise<Result>, attempts = 5): Promise<Result> {
  try {
    return await attempt();
  } catch (error) {
    if (attempts <= 1) throw error;
    return retried(attempt, attempts - 1);
  }
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(5);
}
