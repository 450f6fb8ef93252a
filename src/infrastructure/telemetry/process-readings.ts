import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Reading } from '../../application/ports/telemetry.js';

const NANO = 1e9;

/** How this process is. Begins to watch the event loop when it is called. */
export function processReadings(): () => Promise<readonly Reading[]> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const late = (quantile: '0.5' | '0.99' | '1', nanoseconds: number): Reading => ({
    ...{ name: 'event_loop_delay', labels: { quantile } },
    value: Number.isFinite(nanoseconds) ? nanoseconds / NANO : 0,
  });
  return async () => {
    const memory = process.memoryUsage();
    const found: readonly Reading[] = [
      late('0.5', delay.percentile(50)),
      late('0.99', delay.percentile(99)),
      late('1', delay.max),
      { name: 'memory', value: memory.rss, labels: { of: 'process' } },
      { name: 'memory', value: memory.heapUsed, labels: { of: 'heap' } },
      { name: 'memory', value: memory.external, labels: { of: 'buffers' } },
      { name: 'uptime', value: process.uptime(), labels: {} },
    ];
    delay.reset();
    return found;
  };
}
