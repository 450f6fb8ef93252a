import type { Segment } from './event-store.js';

/** A form that was typed and not given yet. Whose it is and where, as digests; what was typed is sealed. */
export interface DraftRow {
  readonly user: string;
  readonly place: string;
  /** UTC. */
  readonly at: string;
  readonly segment: Segment;
}
/** Lists that users come back to: the place is the list's own id. Nothing of them grows old. */
export interface SavedListStore extends Omit<DraftStore, 'clean'> {
  /** Of everybody. */
  all(): Promise<readonly DraftRow[]>;
}
export interface DraftStore {
  /** In place of the one before. */
  keep(row: DraftRow): Promise<void>;
  find(user: string, place: string): Promise<DraftRow | undefined>;
  /** The newest first. */
  ofUser(user: string): Promise<readonly DraftRow[]>;
  drop(user: string, place: string): Promise<void>;
  /** All that were kept before this instant; without one all of them. */
  clean(before?: string): Promise<void>;
}
