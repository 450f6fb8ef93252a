/** Time and randomness come in: nothing in domain or application reads a clock or rolls a die by itself. */
export interface Clock {
  /** UTC, ISO 8601 with milliseconds. */
  now(): string;
}
/** The recorded clock, walked along the years that a demo tells: on a log that it has just made, and never past now. */
export interface Walk {
  /** Everything is recorded at this instant until the next. @throws RangeError back, past now, or after the end */
  to(instant: string): void;
  /** From here on things are recorded when they are. `position`: the last that was not. */
  end(position: number): void;
}
/** Stands in the data folder for ever: the recorded instants up to a position are a demo's. */
export interface WalkMark {
  readonly walkedBy: 'demo';
  /** When, by the clock that nobody walks. */
  readonly begun: string;
  /** Missing while the walk goes on, and where it was broken off. */
  readonly until?: number;
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
/** For what is waited for to its end. */
export const NEVER: AbortSignal = new AbortController().signal;
