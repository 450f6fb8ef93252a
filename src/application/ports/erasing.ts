import type { ErasingVault } from './vault.js';

/** A sealed field as it is stored. */
export interface SegmentRef {
  readonly eventId: string;
  readonly segment: number;
}
/** Deletes sealed segments of the log; nothing else of it can be deleted. */
export interface SegmentEraser {
  /** What is gone already is passed over. @throws StoreUnavailable */
  erase(segments: readonly SegmentRef[]): Promise<void>;
}

/** What an erasure destroyed: ids only. Under the list no backup brings it back. */
export interface Destroyed {
  /** The event by which it was decided: ErasureAuthorised, DisposalAuthorised or SealedTextConfirmed. */
  readonly decidedBy: string;
  readonly at: string;
  readonly keyIds: readonly string[];
  readonly segments: readonly SegmentRef[];
}

/** The signed list of what was destroyed; it lies where no restore of the databases reaches it, in several places. */
export interface DestroyedList {
  /** The oldest first. @throws NeedsMending where a line was changed or does not follow the one before it */
  entries(): Promise<readonly Destroyed[]>;
  /** Durable in every place when it resolves. */
  add(entry: Destroyed): Promise<void>;
}

/** What carries out an erasure. */
export interface Shredder {
  readonly vault: ErasingVault;
  readonly segments: SegmentEraser;
  readonly destroyed: DestroyedList;
}
