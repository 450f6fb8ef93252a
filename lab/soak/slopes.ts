/** What was measured at a time, in seconds. */
export type Sample = readonly [at: number, value: number];

export interface Slope {
  readonly first: number;
  readonly last: number;
  /** Of what the line through them says at the beginning: how much more it is at the end. */
  readonly growth: number;
  readonly flat: boolean;
}

/** How much of a run is warming up. */
const WARM = 0.25;
const rounded = (value: number) => Math.round(value * 100) / 100;

/**
 * The line of least squares through what was measured after warming up.
 * @param most growth over the run that is still flat
 * @param slight a change of so much is nothing, however little there was before
 */
export function slopeOf(samples: readonly Sample[], most: number, slight: number): Slope | undefined {
  const [begin, end] = [samples[0]?.[0] ?? 0, samples.at(-1)?.[0] ?? 0];
  const warm = samples.filter(([at]) => at >= begin + WARM * (end - begin));
  if (warm.length < 3) return undefined;
  const [x, y] = [mean(warm.map(([at]) => at)), mean(warm.map(([, value]) => value))];
  const spread = warm.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  const slope = spread === 0 ? 0 : warm.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) / spread;
  const at = (when: number) => y + slope * (when - x);
  const [first, last] = [at(warm[0]?.[0] ?? 0), at(end)];
  const growth = (last - first) / Math.max(Math.abs(first), Number.EPSILON);
  return {
    first: rounded(first),
    last: rounded(last),
    growth: rounded(growth),
    flat: growth <= most || last - first <= slight,
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of those that are there; 0 of none. */
export function quantile(values: readonly number[], of: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(of * sorted.length))] ?? 0;
}
