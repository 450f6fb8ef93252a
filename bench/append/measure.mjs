/**
 * Writers that each begin their next append when the last one is acknowledged, for that many seconds.
 * @param append one append of `events` events; a rejection ends the benchmark
 * @returns how many were acknowledged, the seconds until the last of them was, and each one's milliseconds
 */
export async function drive(append, { writers, events, seconds }) {
  const latencies = [];
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
export function quantile(values, q) {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
}

export const median = (values) => quantile(values, 0.5);
