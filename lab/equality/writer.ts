// A process that appends a history: writer.js URL FILE SEED GATE. Killed it is started again, and goes on where the log ends.
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { type Append, type EventStore, StoreUnavailable } from '../../src/application/ports/event-store.js';
import { Random } from '../../src/interface/cli/demo-data/random.js';
import { fromLine } from '../scenarios/random-history.js';
import { opened } from '../scenarios/read-models.js';

const [url = '', file = '', seed, gate = ''] = process.argv.slice(2);
const random = new Random(Number(seed));
const appends = readFileSync(file, 'utf8').split('\n').slice(0, -1).map(fromLine);

/** The less is left the longer it waits, and the last append waits for the gate: however slow the machine, there is something left to write. */
const UNTIL_THE_GATE_MS = 3000;

/** A refused one, and one of which nobody knows, is given again under its id; anything else ends this process, which is a finding. */
async function give(store: EventStore, append: Append): Promise<unknown> {
  for (;;) {
    try {
      return await store.append(append);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await pause(20);
    }
  }
}

async function headOf(store: EventStore): Promise<{ readonly position: number }> {
  for (;;) {
    try {
      return await store.head();
    } catch {
      await pause(20);
    }
  }
}

const store = await opened(url);
const { position } = await headOf(store);
for (const [i, { first, ...append }] of appends.entries()) {
  if (first <= position) continue;
  while (i === appends.length - 1 && !existsSync(gate)) await pause(20);
  await give(store, append);
  if (!existsSync(gate)) await pause((2 * random.next() * UNTIL_THE_GATE_MS) / (appends.length - i));
}
await store.close();
