import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { give } from './appending.mjs';
import { Journal, readJournals } from './journal.mjs';

const rest = () => pause(50);

/**
 * What killed writers left in doubt is given again: it must stand once, or be refused, and then it is known.
 * @returns how many there were
 */
export async function resolveDoubts(store, journals) {
  const left = readJournals(journals).filter(({ outcome }) => outcome === undefined);
  const journal = new Journal(join(journals, 'resolved'));
  for (const { c, s, v, b } of left) {
    journal.write({ t: 'again', c });
    await give(store, { c, s, v, b }, journal, rest);
  }
  journal.close();
  return left.length;
}
