import { quantile } from './append/measure.js';

/** Milliseconds. */
export interface Timed {
  readonly p50: number;
  readonly p95: number;
}
export const timedOf = (taken: readonly number[]): Timed => ({ p50: quantile(taken, 0.5), p95: quantile(taken, 0.95) });

/** So many times, one after the other. */
export async function timed(times: number, ask: (i: number) => Promise<unknown>): Promise<Timed> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    await ask(i);
    taken.push(performance.now() - began);
  }
  return timedOf(taken);
}
