/** Time and randomness come in: nothing in domain or application reads a clock or rolls a die by itself. */
export interface Clock {
  /** UTC, ISO 8601 with milliseconds. */
  now(): string;
}
/** Further apart than this, one of two clocks is wrong, and what was recorded by it would stand so for ever. Milliseconds. */
export const APART = 5 * 60_000;
export interface Ids {
  /** A random UUID. */
  uuid(): string;
}

/** Keeps alerts quiet while command files are imported: only what still holds at the end is told (commands.md). */
export interface AlertGate {
  /** No alert is evaluated while this work runs, in whatever process; several may run beside each other. */
  importing<T>(work: () => Promise<T>): Promise<T>;
  /** One evaluation at a time; undefined, and nothing done, while an import or another evaluation runs. */
  evaluating<T>(work: () => Promise<T>): Promise<T | undefined>;
}
/** Waits in real time; ends early when the signal aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;
