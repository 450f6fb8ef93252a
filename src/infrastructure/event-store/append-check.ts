import type { Append, Segment, StreamWrite } from '../../application/ports/event-store.js';

/** The caller broke the port's contract: a defect of the program, never an outcome of a command. Nothing was sent to the store. */
export class MalformedAppend extends TypeError {}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** PostgreSQL's text holds neither NUL nor lone surrogates. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
/** A B-tree key must fit a third of a page (2,704 bytes). */
const LONGEST_NAME = 1024;
const LARGEST_VERSION = 2 ** 31 - 1;
/** A group of appends goes out as one message; this is far below PostgreSQL's gigabyte and above any event of ours. Bytes. */
export const LARGEST_APPEND = 64 * 2 ** 20;

/** True for the lower-case spelling in which every store returns ids. */
export const isUuid = (id: string): boolean => UUID.test(id);

/** True for an existing instant in ISO 8601 UTC with milliseconds, from 1970 on. */
export const isInstant = (text: string): boolean =>
  INSTANT.test(text) && Date.parse(text) >= 0 && new Date(text).toISOString() === text;

/**
 * Refuses what no store could keep, before it joins a group: one malformed append must not fail its neighbours (ES C3).
 * @throws MalformedAppend
 */
export function checkAppend(append: Append, largest = LARGEST_APPEND): void {
  need(isUuid(append.commandId), 'the command id is not a lower-case UUID');
  need(isInstant(append.clock), 'the clock is not an ISO UTC instant with milliseconds');
  const { firstOrdinal = 0 } = append;
  need(Number.isInteger(firstOrdinal) && firstOrdinal >= 0, 'the first ordinal is not a whole number from 0');
  need(append.fingerprint.byteLength > 0, 'the fingerprint is empty');
  need(
    append.writes.some((write) => write.events.length > 0),
    'an append needs at least one event',
  );
  distinct(
    append.writes.map((write) => write.stream),
    'a stream occurs twice in one append',
  );
  distinct(
    append.writes.flatMap((write) => write.events.map((event) => event.eventId)),
    'an event id occurs twice in one append',
  );
  const size = append.writes.flatMap(({ events }) => events).reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  need(size <= largest, 'the events are larger than an append may be');
  for (const write of append.writes) checkWrite(write);
}

function checkWrite({ stream, expectedVersion, events }: StreamWrite): void {
  need(isName(stream), 'a stream name is empty, too long or not storable text');
  need(Number.isInteger(expectedVersion) && expectedVersion >= 0, 'an expected version is not a whole number from 0');
  need(expectedVersion + events.length <= LARGEST_VERSION, 'a stream would grow beyond the largest version');
  for (const event of events) {
    need(isUuid(event.eventId), 'an event id is not a lower-case UUID');
    need(isName(event.type), 'an event type is empty, too long or not storable text');
    distinct(
      event.segments.map((segment) => String(segment.segment)),
      'a segment number occurs twice in one event',
    );
    for (const segment of event.segments) checkSegment(segment, event.eventId);
  }
}

function checkSegment(segment: Segment, eventId: string): void {
  need(segment.eventId === eventId, 'a segment names another event than the one that carries it');
  need(
    Number.isInteger(segment.segment) && segment.segment >= 0 && segment.segment <= LARGEST_VERSION,
    'a segment number is not a whole number from 0',
  );
  need(isName(segment.keyId), 'a key id is empty, too long or not storable text');
  need(segment.salt.byteLength === 32, 'a salt is not 32 bytes');
  need(segment.nonce.byteLength === 12, 'a nonce is not 12 bytes');
  need(segment.tag.byteLength === 16, 'a tag is not 16 bytes');
}

const isName = (text: string): boolean =>
  text.length > 0 && Buffer.byteLength(text) <= LONGEST_NAME && !UNSTORABLE.test(text);

function distinct(values: readonly string[], message: string): void {
  need(new Set(values).size === values.length, message);
}

function need(holds: boolean, message: string): void {
  if (!holds) throw new MalformedAppend(message);
}
