import { binaryEvent, type Position, type RecordedEvent } from '@eventstore/db-client';
import type { Append, EventToAppend } from '../../../application/ports/event-store.js';
import { isInstant, isUuid } from '../append-check.js';

/** What the server keeps beside an event's bytes: all that the port indexes by and the bytes do not say. */
export interface Beside {
  readonly commandId: string;
  readonly ordinal: number;
  /** The application's clock at the append; the port's `recordedAt` is the latest of these so far. */
  readonly clock: string;
  /** Which try at the append wrote it: its segments are those written before by that try. */
  readonly attempt: string;
  readonly promise?: string;
}

/** Binary, never JSON: the client would serialise it anew, and what is hashed is what is stored (REL 0.6). */
export const toServer = (event: EventToAppend, { promise, ...beside }: Beside) =>
  binaryEvent({
    id: event.eventId,
    type: event.type,
    data: event.bytes,
    metadata: { ...beside, ...(promise === undefined ? {} : { promise }) },
  });

/** The metadata of an append's events, numbered through all its streams. */
export const besideOf = ({ commandId, clock, promise }: Append, attempt: string, ordinal: number): Beside => ({
  commandId,
  ordinal,
  clock,
  attempt,
  ...(ordinal === 0 && promise !== undefined ? { promise } : {}),
});

/** An event of the server in the port's terms, but for its place in the log. */
export interface FromServer extends Beside {
  readonly at: Position;
  readonly stream: string;
  readonly version: number;
  readonly eventId: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * An event in a stream of ours that was not written by us is shown, not hidden: `verify` names it. It counts as a command of its own, recorded when the server
 * says.
 */
export function fromServer(event: RecordedEvent & { readonly position?: Position }, prefix: string): FromServer {
  const { streamId, revision, id, type, data, metadata, created, position } = event;
  const known = (typeof metadata === 'object' && metadata !== null ? metadata : {}) as Partial<Record<string, unknown>>;
  const { commandId, ordinal, clock, attempt, promise } = known;
  return {
    at: position ?? { commit: -1n, prepare: -1n },
    stream: streamId.slice(prefix.length),
    version: Number(revision) + 1,
    eventId: id,
    type,
    bytes: data instanceof Uint8Array ? data : Buffer.from(JSON.stringify(data)),
    commandId: typeof commandId === 'string' && isUuid(commandId) ? commandId : id,
    ordinal: Number.isSafeInteger(ordinal) ? (ordinal as number) : 0,
    clock: typeof clock === 'string' && isInstant(clock) ? clock : created.toISOString(),
    attempt: typeof attempt === 'string' && isUuid(attempt) ? attempt : id,
    ...(typeof promise === 'string' ? { promise } : {}),
  };
}

export type { Position };
