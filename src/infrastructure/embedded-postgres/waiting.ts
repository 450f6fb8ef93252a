import { setTimeout as pause } from 'node:timers/promises';

/** A moment on the monotonic clock, in milliseconds (the wall clock may jump while we wait). */
export type Deadline = number;

export const deadlineIn = (milliseconds: number): Deadline => performance.now() + milliseconds;

/**
 * Asks `probe` until it answers with something, with short rests between.
 * @returns the answer, or undefined when the deadline passes first
 */
export async function until<T>(
  deadline: Deadline,
  probe: () => T | undefined | Promise<T | undefined>,
  restMs = 10,
): Promise<T | undefined> {
  for (;;) {
    const answer = await probe();
    if (answer !== undefined) return answer;
    if (performance.now() >= deadline) return undefined;
    await pause(restMs);
  }
}
