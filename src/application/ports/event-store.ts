/**
 * The event store port. Everything that keeps events implements it and passes the contract suite in `test/contract/event-store`.
 * The store knows bytes, streams and positions; it knows nothing of what an event means.
 */

/** One event as handed to the store: canonical JSON bytes (all but `position` and `recordedAt`) and what the store indexes by. */
export interface EventToAppend {
  readonly eventId: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly segments: readonly Segment[];
}

/** A sealed field's ciphertext. On PostgreSQL it is written in the append's own transaction. Sizes: nonce 12, tag 16, salt 32 bytes. */
export interface Segment {
  readonly eventId: string;
  readonly segment: number;
  readonly keyId: string;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

/**
 * A write without events is a guard: the stream must still be at that version. `expectedVersion` 0 means the stream does not exist. A store that
 * is not `atomic` looks at the guards and at every stream before it writes, then writes the streams one after the other in the order given.
 */
export interface StreamWrite {
  readonly stream: string;
  readonly expectedVersion: number;
  readonly events: readonly EventToAppend[];
}

export interface Append {
  readonly commandId: string;
  /** HMAC-SHA-256 of the request under an installation key: tells the same command repeated from another body under the same id. */
  readonly fingerprint: Uint8Array;
  readonly writes: readonly StreamWrite[];
  /** The application's clock, ISO UTC milliseconds. The store records `max(previous recordedAt, clock)`. */
  readonly clock: string;
  /**
   * What the writes after the first are for, kept with the first event by a store that is not `atomic`: from it alone a process manager can
   * finish a command that was cut short between two streams. JSON without personal data.
   */
  readonly promise?: string;
  /**
   * The ordinal of the first event given here, where those before it stand already. Only a copy of a log gives it: in a store that is not `atomic` others’
   * events may stand between those of a command. Default 0.
   */
  readonly firstOrdinal?: number;
}

export interface StoredEvent {
  readonly position: number;
  readonly stream: string;
  /** 1 for the first event of a stream. */
  readonly version: number;
  readonly eventId: string;
  readonly type: string;
  readonly commandId: string;
  readonly ordinal: number;
  readonly recordedAt: string;
  readonly bytes: Uint8Array;
  /** SHA-256(0x00 ‖ position ‖ recordedAt in ms ‖ bytes), both numbers as 8 bytes big-endian: the leaf of the Merkle tree. */
  readonly leaf: Uint8Array;
  /** Of a command's first event in a store that is not `atomic`: see `Append`. Not part of the bytes. */
  readonly promise?: string;
}

export interface Appended {
  /** `appended`: now. `duplicate`: this command id stands in the log already; `events` are the ones that stand there. */
  readonly outcome: 'appended' | 'duplicate';
  /** Streams whose writes were not made though the first one's were; only where the store is not `atomic`. */
  readonly left?: readonly string[];
  /** In the order in which they were given. For a duplicate also the stored fingerprint decides whether it is the same request. */
  readonly events: readonly Pick<StoredEvent, 'position' | 'stream' | 'version' | 'eventId' | 'type' | 'recordedAt'>[];
  readonly fingerprint: Uint8Array;
}

/** A stream was not at the expected version. Nothing was appended. */
export class VersionConflict extends Error {
  readonly outcome = 'not-persisted' as const;
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`stream is at version ${actual}, not ${expected}`);
  }
}

/** Why a store could not be reached, in a sentence without a secret, and whether it stays so until somebody mends it. */
export interface Outage {
  readonly why: string;
  readonly lasting: boolean;
}

/** `not-persisted`: certainly nothing was appended. `unknown`: the append may stand; repeat it with the same command id to find out. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  constructor(
    readonly outcome: 'not-persisted' | 'unknown',
    cause: unknown,
    readonly outage?: Outage,
  ) {
    const what = outcome === 'unknown' ? 'the outcome of the append is unknown' : 'the event store is not available';
    super(outage ? `${what}: ${outage.why}` : what, { cause });
  }
}

export interface Capabilities {
  /** Writes to several streams, and guards, are one transaction. Each stream's write always is. */
  readonly atomic: boolean;
  /** Positions are 1, 2, 3 … without a gap. */
  readonly contiguous: boolean;
  /** Bytes of events that one append may hold; what is larger is refused as malformed. */
  readonly largestAppend: number;
}

/** Commands that were given a `promise` and have not been seen to the end of; only where a store is not `atomic`. */
export interface Promises {
  /** Their ids, the oldest first: under way at this moment, or cut short. */
  open(): Promise<readonly string[]>;
  /** All that the command promised is done, or has been refused in writing. */
  complete(commandId: string): Promise<void>;
}

export interface ReadRange {
  /** First version (or position) to read, inclusive. Default 1. */
  readonly from?: number;
  /** Last one, inclusive. */
  readonly to?: number;
  /** `backwards`: the same range, the newest first. Default `forwards`. */
  readonly direction?: 'forwards' | 'backwards';
}

export interface LogRange extends ReadRange {
  /** At most so many events at a time. */
  readonly batch?: number;
  /** Only events of these types. */
  readonly types?: readonly string[];
}

export interface EventStore {
  readonly capabilities: Capabilities;
  readonly promises?: Promises;
  /** Durable when it resolves. @throws VersionConflict, StoreUnavailable */
  append(append: Append): Promise<Appended>;
  /** Events of a stream in the order of versions, or against it. A stream that does not exist is empty. */
  readStream(stream: string, range?: ReadRange): Promise<readonly StoredEvent[]>;
  /** Several streams at once, in the order of positions. */
  readStreams(streams: readonly string[]): Promise<readonly StoredEvent[]>;
  /** The log, or a range of it, in batches in the order of positions, or against it. */
  readAll(range?: LogRange): AsyncIterable<readonly StoredEvent[]>;
  /** The leaves alone, both ends inclusive, in the order of positions; where a store can read them without the bytes. */
  leaves?(from: number, to: number): AsyncIterable<readonly Uint8Array[]>;
  /** Position and recorded time of the newest event; position 0 when the log is empty. */
  head(): Promise<{ readonly position: number; readonly recordedAt: string }>;
  /** What this command appended before, with its fingerprint; undefined when its id is not in the log. */
  findCommand(commandId: string): Promise<Omit<Appended, 'outcome'> | undefined>;
  /** The newest position at or before this recorded instant; 0 when there is none. */
  positionAt(recordedAt: string): Promise<number>;
  readSegments(eventIds: readonly string[]): Promise<readonly Segment[]>;
  /** From `from` (inclusive) on, without end: polls, woken by notifications. Stops when the signal aborts. */
  subscribe(from: number, signal: AbortSignal): AsyncIterable<readonly StoredEvent[]>;
}
