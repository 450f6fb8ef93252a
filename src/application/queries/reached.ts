import type { ReadModels } from '../ports/read-models.js';
import type { Sleep } from '../ports/runtime.js';
import { Refused } from '../refusal.js';

/** Milliseconds: how long a question waits for what its reader has written, and how often it looks. */
const PATIENCE = 2000;
const LOOK = 10;

/**
 * Waits until every read model has reached a position, so that one reads one's own writes. @throws Refused unavailable when they are not
 * there in time: an answer without the reader's own write would be taken for the truth.
 */
export async function reached(models: Pick<ReadModels, 'position'>, position: number, sleep: Sleep): Promise<void> {
  const never = new AbortController().signal;
  for (let waited = 0; (await models.position()) < position; waited += LOOK) {
    if (waited >= PATIENCE) throw behind(position);
    await sleep(LOOK, never);
  }
}

const behind = (position: number) =>
  new Refused('unavailable', `What is shown has not reached position ${position} yet. Ask again in a moment.`);
