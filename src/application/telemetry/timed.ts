import type { Telemetry } from '../ports/telemetry.js';
import { Refused } from '../refusal.js';
import type { HistogramName, Labelled } from './metrics.js';

/** Times the work, whatever becomes of it. */
export async function timed<T, N extends HistogramName>(
  telemetry: Telemetry,
  name: N,
  work: () => Promise<T>,
  labels: (result: { readonly done: T } | { readonly error: unknown }) => Labelled<N>,
): Promise<T> {
  const began = telemetry.seconds();
  const told = (result: Parameters<typeof labels>[0]) =>
    telemetry.observe(name, telemetry.seconds() - began, labels(result));
  try {
    const done = await work();
    told({ done });
    return done;
  } catch (error) {
    told({ error });
    throw error;
  }
}

/** An answer that the rules give; that a part is away is none. */
export const isRefusal = (error: unknown): error is Refused => error instanceof Refused && error.code !== 'unavailable';
