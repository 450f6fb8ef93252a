import type { Telemetry } from '../ports/telemetry.js';
import { Refused } from '../refusal.js';

/** What came of some work. */
export type Outcome<T> = { readonly done: T } | { readonly error: unknown };

/** Times the work, whatever becomes of it. */
export async function timed<T>(
  telemetry: Telemetry,
  work: () => Promise<T>,
  told: (seconds: number, outcome: Outcome<T>) => void,
): Promise<T> {
  const began = telemetry.seconds();
  const tell = (outcome: Outcome<T>) => told(telemetry.seconds() - began, outcome);
  try {
    const done = await work();
    tell({ done });
    return done;
  } catch (error) {
    tell({ error });
    throw error;
  }
}

/** An answer that the rules give; that a part is away is none. */
export const isRefusal = (error: unknown): error is Refused => error instanceof Refused && error.code !== 'unavailable';
