import { createHash } from 'node:crypto';
import { aggregateOf, type Envelope, type Recorded } from '../domain/kernel/event.js';
import type { EventShape } from '../domain/kernel/event-shape.js';
import { inside, Sealed, type StoredAt } from '../domain/kernel/sealed.js';
import { aggregates } from '../domain/registry.js';
import { canonical } from './canonical.js';
import { onceOf } from './once-of.js';
import type { StoredEvent } from './ports/event-store.js';

/** How a sealed value stands in an event's bytes: the commitment to its ciphertext, and which segment it is. */
interface Mark {
  readonly $sealed: string;
  readonly segment: number;
}
const isMark = (value: object): value is Mark => '$sealed' in value;

/** The bytes of an event: everything but position and recordedAt, with the hash of its predecessor in the stream. */
export function encode(event: Envelope, previous: string | null, commitments: readonly string[]): Uint8Array {
  let segment = 0;
  const data = mapSealed(event.data, () => ({ $sealed: commitments[segment] ?? '', segment: segment++ }));
  return new TextEncoder().encode(canonical({ ...event, data, previous }));
}

/** Every sealed value of an event's data, in the order in which `encode` numbers them. */
export function sealedIn(data: object): readonly Sealed[] {
  const found: Sealed[] = [];
  mapSealed(data, (value) => {
    found.push(value);
    return null;
  });
  return found;
}

function mapSealed(value: unknown, to: (sealed: Sealed) => unknown): unknown {
  if (value instanceof Sealed) return to(value);
  if (Array.isArray(value)) return value.map((v) => mapSealed(v, to));
  if (value === null || typeof value !== 'object') return value;
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(keys.map((key) => [key, mapSealed((value as Record<string, unknown>)[key], to)]));
}

const decoder = new TextDecoder();
/** An event as it is read today: written by whatever version, of the newest shape. @throws RangeError where newer software wrote it */
export function decode(
  stored: Pick<StoredEvent, 'position' | 'recordedAt' | 'bytes'>,
): Recorded & { readonly previous: string | null } {
  const event = decodeAsWritten(stored);
  const shape = shapes.get(event.type)?.get(aggregateOf(event.stream));
  const newest = shape?.versions.length;
  if (!shape || event.schemaVersion === newest) return event;
  return { ...event, schemaVersion: newest ?? 1, data: shape.read(event.data, event.schemaVersion) };
}

/** By type, then by aggregate: a type may be of two of them. */
const shapes = new Map<string, Map<string, EventShape>>();
for (const { events } of aggregates)
  for (const { type, aggregate, shape } of Object.values(events))
    shapes.set(type, (shapes.get(type) ?? new Map()).set(aggregate, shape));

/** An event as it stands in the log, its sealed fields as references into the vault: for who looks at the bytes. */
export function decodeAsWritten(
  stored: Pick<StoredEvent, 'position' | 'recordedAt' | 'bytes'>,
): Recorded & { readonly previous: string | null } {
  const text = decoder.decode(stored.bytes);
  const event = JSON.parse(text);
  event.position = stored.position;
  event.recordedAt = stored.recordedAt;
  // Most events hold nothing that is sealed, and a look at the text is cheaper than one at every field.
  if (text.includes('"$sealed"')) unmark(event.data, event);
  return event;
}

/** In place: the object was made by the parser for us alone, and rebuilds do this some hundred thousand times a second. */
function unmark(value: unknown, event: Pick<Envelope, 'eventId' | 'stream' | 'type'>): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    if (inner === null || typeof inner !== 'object') continue;
    if (isMark(inner)) (value as Record<string, unknown>)[key] = stored(inner, event);
    else unmark(inner, event);
  }
}
function stored({ $sealed, segment }: Mark, { eventId, stream, type }: Pick<Envelope, 'eventId' | 'stream' | 'type'>) {
  return Sealed.stored({ commitment: $sealed, segment, eventId, stream, type });
}

/** Data with its sealed values as references to where they stand; only for values that were read back from the log. */
export const referring = (data: object): object =>
  mapSealed(data, (sealed) => {
    const at = inside(sealed);
    if (!('commitment' in at)) throw new Error('fresh sealed content cannot be referred to');
    return { $stored: at };
  }) as object;

/** The inverse of `referring`, after the data was read back from JSON. */
export const resolved = (data: object): object => resolve(data) as object;
function resolve(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolve);
  if (value === null || typeof value !== 'object') return value;
  if ('$stored' in value) return Sealed.stored(value.$stored as StoredAt);
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, resolve(v)]));
}

/** SHA-256 of an event's bytes, base64url: what the next event of its stream carries. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

/** An event that was read once is understood once, however many questions of a page look at it. */
export const decodedOnce = onceOf((stored: StoredEvent) => decode(stored));
/** The same with the hash of its bytes. */
export const hashedOnce = onceOf((stored: StoredEvent) => ({ ...decodedOnce(stored), hash: hashOf(stored.bytes) }));

/** The open part of an event's data: sealed values are shown as being there, not what they say. */
export const openPart = (data: object): object => mapSealed(data, () => '[sealed]') as object;

/** An event's data with its sealed values as they were opened; `[erased]` where there is nothing left to open. */
export const openedPart = (data: object, opened: ReadonlyMap<Sealed, unknown>): object =>
  mapSealed(data, (value) => opened.get(value) ?? '[erased]') as object;
