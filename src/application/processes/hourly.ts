import { addHours } from '../../domain/kernel/calendar.js';
import type { Clock } from '../ports/runtime.js';

/** Work that is looked at every second or so, and done once an hour. What failed is tried again at the next. */
export function hourly(clock: Clock, work: () => Promise<unknown>): () => Promise<void> {
  let next = '';
  return async () => {
    const now = clock.now();
    if (now < next) return;
    next = addHours(now, 1);
    await work();
  };
}
