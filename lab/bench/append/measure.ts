import type { Load, Measured } from './peer.js';

/**
 * Writers that each begin their next append when the last one is acknowledged.
 * @param append one append of so many events; a rejection ends the benchmark
 */
export async function drive(
  append: (events: number) => Promise<unknown>,
  { writers, events, seconds }: Load,
): Promise<Measured> {
  const latencies: number[] = [];
  const began = performance.now();
  const until = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (let start = performance.now(); start < until; ) {
        await append(events);
        const end = performance.now();
        latencies.push(end - start);
        start = end;
      }
    }),
  );
  return { appends: latencies.length, seconds: (performance.now() - began) / 1000, latencies };
}

/** Nearest rank. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
