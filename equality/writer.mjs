// A process that appends a history: writer.mjs URL FILE SEED GATE. Killed it is started again, and goes on where the log ends.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { prng } from '../campaign/prng.mjs';
import { opened, pause } from './wiring.mjs';

const [url, file, seed, gate] = process.argv.slice(2);
const chance = prng(Number(seed));
const appends = readFileSync(file, 'utf8')
  .split('\n')
  .slice(0, -1)
  .map((line) => JSON.parse(line));

/** The less is left the longer it waits, so that there is something left to write until the gate is open. */
const UNTIL_THE_GATE_MS = 3000;

const asAppend = ({ commandId, clock, writes }) => ({
  ...{ commandId, clock, fingerprint: createHash('sha256').update(commandId).digest() },
  writes: writes.map((write) => ({
    ...write,
    events: write.events.map((event) => ({ ...event, bytes: Buffer.from(event.bytes), segments: [] })),
  })),
});

/** A refused one, and one of which nobody knows, is given again under its id; anything else ends this process, which is a finding. */
async function give(store, append) {
  for (;;) {
    try {
      return await store.append(append);
    } catch (error) {
      if (error.constructor.name !== 'StoreUnavailable') throw error;
      await pause(20);
    }
  }
}

const store = await opened(url);
const { position } = await headOf(store);
for (const [i, append] of appends.entries()) {
  if (append.first <= position) continue;
  await give(store, asAppend(append));
  if (!existsSync(gate)) await pause((2 * chance.next() * UNTIL_THE_GATE_MS) / (appends.length - i));
}
await store.close();

async function headOf(store) {
  for (;;) {
    try {
      return await store.head();
    } catch {
      await pause(20);
    }
  }
}
