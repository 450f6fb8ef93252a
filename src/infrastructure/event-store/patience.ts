import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds. */
export const PATIENCE = 5_000;
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 500;

/**
 * Repeats until it succeeds, it is hopeless, or the patience ends.
 * @throws what the last try threw
 */
export async function repeated<T>(
  operation: () => Promise<T>,
  isHopeless: (error: unknown) => boolean,
  patience = PATIENCE,
): Promise<T> {
  const deadline = performance.now() + patience;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      return await operation();
    } catch (error) {
      if (isHopeless(error) || performance.now() + pause > deadline) throw error;
      await wait(pause);
    }
  }
}
