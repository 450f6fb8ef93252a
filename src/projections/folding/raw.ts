import type { Recorded } from '../../domain/kernel/event.js';
import type { Slice } from './slices.js';

/** An event before it is parsed: a slice of the log is held in this form, because parsed it would be some four times as large. */
export interface RawEvent {
  readonly position: number;
  readonly stream: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970: as text it would be another string for each event that waits. */
  readonly recorded: number;
}

/** What of the log a slice needs. */
export interface RawSelection {
  readonly slice: Slice;
  /** Up to this position, inclusive. */
  readonly to: number;
  /** Event types that any read model folds. */
  readonly types: readonly string[];
  /** Types that come to every slice, because they say something of keys that are not in their stream's name. */
  readonly everywhere: readonly string[];
}

/** A slice of the log, in any order: a history is put in order when it is complete. The log itself is what a rebuild spills to: each slice reads it once. */
export type Source = (wanted: RawSelection) => AsyncIterable<readonly RawEvent[]>;

/** A log as the fold of slices reads it. */
export interface Log {
  readonly source: Source;
  readonly parse: (raw: RawEvent) => Recorded;
}
