import type { Segment, StoredEvent } from './event-store.js';

/** An event with all that a store keeps beside it. */
export interface ArchivedEvent extends StoredEvent {
  /** Of the command, with its first event: what tells a repeated request from another under the same id. */
  readonly fingerprint?: Uint8Array;
  readonly segments: readonly Segment[];
}

/** A log as files: each holds the events that follow those of the file before it. Nothing in it is readable without the keys. */
export interface LogArchive {
  /** The newest event that a whole file holds; undefined where there is none. */
  last(): Promise<ArchivedEvent | undefined>;
  /** One file, whole and durable when it resolves, or not there at all. What does not follow the last event is refused. */
  add(events: readonly ArchivedEvent[]): Promise<void>;
  /** In the order of positions. @throws ArchiveDamaged where a file is missing or cannot be read */
  read(range: {
    readonly from?: number;
    readonly to?: number;
    readonly batch?: number;
  }): AsyncIterable<readonly ArchivedEvent[]>;
}

/** A file of a backup is missing or was changed: it names the file. */
export class ArchiveDamaged extends Error {
  override readonly name = 'ArchiveDamaged';
}
