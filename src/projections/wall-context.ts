/**
 * What a reader is to the rows of the read models, told to the wall that stands behind every question (row-level security in the database). It is
 * wider than any one question asks and never wider than what its reader may know of: a question that forgets its condition is answered with no
 * more rows than these.
 */
export interface RowWallContext {
  readonly userId: string;
  /** Empty: it has no relation that gives a row. */
  readonly agency: string;
  /** The reader's own. */
  readonly infohuse: readonly string[];
  /** Of which the reader knows every case, every concern, all that is owed. */
  readonly cases: readonly string[];
  readonly concerns: readonly string[];
  readonly owed: readonly string[];
  /** By which relations something is owed before the reader's eyes (`viewersOf`). */
  readonly viewers: readonly string[];
  /** `on`: who looked at what is the reader's to see. */
  readonly audit: string;
  /** The record that was asked for, once it is known that the reader may read it. */
  readonly record: string;
}
