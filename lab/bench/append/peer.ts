/** What a peer is asked to do: writers that each append `events` at a time, for that many seconds. */
export interface Load {
  readonly writers: number;
  readonly events: number;
  readonly seconds: number;
}
/** What came of it: how many were acknowledged, the seconds until the last of them was, and each one's milliseconds. */
export interface Measured {
  readonly appends: number;
  readonly seconds: number;
  readonly latencies: readonly number[];
}
/** A way to store events. */
export interface Peer {
  run(load: Load): Promise<Measured>;
  /** Rows that it holds. */
  count(): Promise<number>;
  /** What is wrong with what it holds after so many acknowledged events, where more is known than their number. */
  faults?(acknowledged: number): Promise<readonly string[]>;
  close(): Promise<unknown>;
}
