import { createHash } from 'node:crypto';
import type {
  Append,
  EventStore,
  EventToAppend,
  Segment,
  StoredEvent,
  StreamWrite,
} from '../../../src/application/ports/event-store.js';

/** What a case works with: an empty store of its own. */
export interface Subject {
  readonly store: EventStore;
  readonly close: () => Promise<void>;
}

/** A named case of the contract: a function that throws when the store breaks it, so that broken stores can be shown to fail. */
export interface ContractCase {
  readonly name: string;
  /** The promise it rests on; a store that does not make it is not asked. */
  readonly needs?: 'atomic' | 'contiguous';
  readonly run: (store: EventStore) => Promise<void>;
}

export const NOON = '2026-11-20T12:00:00.000Z';

/** Deterministic, distinct ids: the same name gives the same UUID. */
export function id(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Milliseconds after noon as an ISO instant. */
export const after = (milliseconds: number): string => new Date(Date.parse(NOON) + milliseconds).toISOString();

export function event(name: string, parts: Partial<EventToAppend> = {}): EventToAppend {
  const bytes = Buffer.from(JSON.stringify({ event: name }));
  return { eventId: id(`event ${name}`), type: 'ConcernReceived', bytes, segments: [], ...parts };
}

export const write = (stream: string, expectedVersion: number, ...names: string[]): StreamWrite => ({
  stream,
  expectedVersion,
  events: names.map((name) => event(name)),
});

export const fingerprint = (text: string): Uint8Array => createHash('sha256').update(text).digest();

export const command = (name: string, writes: readonly StreamWrite[], clock = NOON): Append => ({
  commandId: id(`command ${name}`),
  fingerprint: fingerprint(name),
  writes,
  clock,
});

export function segment(name: string, number: number, ciphertext: Uint8Array = Buffer.from('sealed')): Segment {
  const bytes = (use: string, length: number) => fingerprint(`${use} ${name} ${number}`).subarray(0, length);
  return {
    eventId: id(`event ${name}`),
    segment: number,
    keyId: `key-of-${name}`,
    salt: bytes('salt', 32),
    nonce: bytes('nonce', 12),
    ciphertext,
    tag: bytes('tag', 16),
  };
}

/** The same octets, whatever kind of byte array a store returns. */
export const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

export async function readLog(store: EventStore, range = {}): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const batch of store.readAll(range)) events.push(...batch);
  return events;
}

/**
 * A subscription that delivers nothing for so long while events stand in the log has lost them. Milliseconds: so many that no busy machine
 * is taken for a broken store; where stores are broken on purpose nobody need wait for them.
 */
export const patience = { silence: 30_000 };

/**
 * Follows the log until `enough`, then aborts. @returns what was seen, in the order in which it came
 * @throws when the subscription falls silent before
 */
export async function followUntil(
  store: EventStore,
  from: number,
  enough: (seen: readonly StoredEvent[]) => boolean,
): Promise<StoredEvent[]> {
  const abort = new AbortController();
  const seen: StoredEvent[] = [];
  const silence = setTimeout(() => abort.abort(), patience.silence);
  for await (const batch of store.subscribe(from, abort.signal)) {
    silence.refresh();
    seen.push(...batch);
    if (enough(seen)) abort.abort();
  }
  clearTimeout(silence);
  if (!enough(seen)) throw new Error(`the subscription fell silent after ${seen.length} events`);
  return seen;
}

/** Appends one event a time to a stream of its own, `count` times. */
export async function writer(store: EventStore, name: string, count: number): Promise<void> {
  for (let version = 0; version < count; version += 1)
    await store.append(command(`${name} ${version}`, [write(`case-${name}`, version, `${name} ${version}`)]));
}

export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
