import type { RecordedEvent } from './events.js';
import type { EventLog } from './log.js';
import type { ReadRequest, Start } from './wire-read.js';

export type ReadResult =
  | { readonly kind: 'events'; readonly events: readonly RecordedEvent[] }
  | { readonly kind: 'stream-not-found'; readonly stream: string }
  | { readonly kind: 'stream-deleted'; readonly stream: string }
  | { readonly kind: 'unexpected'; readonly what: 'ReadAllResult' | 'ReadStreamResult' };

export function read(log: EventLog, request: ReadRequest): ReadResult {
  const { stream, start, filter } = request;
  if (stream === undefined && isNowhere(log, request)) return { kind: 'unexpected', what: 'ReadAllResult' };
  if (stream !== undefined && log.isTombstoned(stream)) return { kind: 'stream-deleted', stream };
  const events = stream === undefined ? log.all : log.stream(stream);
  if (stream !== undefined && events.length === 0) return { kind: 'stream-not-found', stream };
  if (stream !== undefined && start === 'end' && !request.backwards)
    return { kind: 'unexpected', what: 'ReadStreamResult' };
  const inRange = request.backwards ? backwards(events, stream, start) : forwards(events, stream, start);
  const matching = filter ? inRange.filter((event) => filter.matches(event)) : inRange;
  return { kind: 'events', events: matching.slice(0, request.maxCount) };
}

/** Within a record; beyond the end, forwards nothing stands there, and backwards it is an error. */
function isNowhere(log: EventLog, { start, backwards }: ReadRequest): boolean {
  if (typeof start !== 'number') return false;
  return start > log.end ? backwards : !log.isBoundary(start);
}

/** The place of an event in what is read: its revision in its stream, its position in `$all`. */
export function placeOf(event: RecordedEvent, stream: string | undefined): number {
  return stream === undefined ? event.position : event.revision;
}

function forwards(
  events: readonly RecordedEvent[],
  stream: string | undefined,
  start: Start,
): readonly RecordedEvent[] {
  if (start === 'start') return events;
  if (start === 'end') return [];
  return events.filter((event) => placeOf(event, stream) >= start);
}

/**
 * Backwards a stream includes the event at the revision, also revision 0 for "start"; `$all` gives the events before the
 * position, so nothing from "start".
 */
function backwards(
  events: readonly RecordedEvent[],
  stream: string | undefined,
  start: Start,
): readonly RecordedEvent[] {
  if (start === 'end') return events.toReversed();
  const from = start === 'start' ? 0 : start;
  const limit = stream === undefined ? from - 1 : from;
  return events.filter((event) => placeOf(event, stream) <= limit).reverse();
}
