import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore } from '../../src/application/ports/event-store.js';
import { give } from './appending.js';
import { Journal, readJournals } from './journal.js';

const rest = () => pause(50);

/**
 * What killed writers left in doubt is given again: it must stand once, or be refused, and then it is known.
 * @returns how many there were
 */
export async function resolveDoubts(store: EventStore, journals: string): Promise<number> {
  const left = readJournals(journals).filter(({ outcome }) => outcome === undefined);
  const journal = new Journal(join(journals, 'resolved'));
  for (const given of left) {
    journal.write({ t: 'again', c: given.c });
    await give(store, given, journal, rest);
  }
  journal.close();
  return left.length;
}
