import type { Sleep } from './ports/runtime.js';

/** What the work answers, or what `late` says when that takes longer; no timer stays behind. What is late goes on by itself: nobody waits for it. */
export async function within<T, L>(
  sleep: Sleep,
  milliseconds: number,
  work: Promise<T>,
  late: () => L,
): Promise<T | L> {
  const answered = new AbortController();
  try {
    return await Promise.race([work, sleep(milliseconds, answered.signal).then(late)]);
  } finally {
    answered.abort();
  }
}
