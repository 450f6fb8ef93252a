import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a writer knows, with the operating system before it goes on: a killed process leaves what it had begun and what it had been told.
 * Not synced, as the machine itself is not what dies here, and a writer that waits for the disk leaves the store in peace.
 */
export class Journal {
  constructor(file) {
    this.handle = openSync(file, 'a');
  }
  write(entry) {
    writeSync(this.handle, `${JSON.stringify(entry)}\n`);
  }
  close() {
    closeSync(this.handle);
  }
}

const linesOf = (file) => readFileSync(file, 'utf8').split('\n').slice(0, -1);

/**
 * Every append of every writer: what was given, and the last that was heard of it (`ack`, `no`, or nothing: in doubt). `sent` counts the
 * attempts, `refused` those of which the store said that they did not persist.
 */
export function readJournals(folder) {
  const entries = readdirSync(folder).flatMap((name) => linesOf(join(folder, name)).map((line) => JSON.parse(line)));
  const appends = new Map();
  for (const entry of entries)
    if (entry.t === 'try')
      appends.set(entry.c, { ...entry, outcome: undefined, sent: 1, doubts: 0, refused: 0, answers: [] });
  for (const { t, c, p, d, k } of entries) {
    const known = appends.get(c);
    if (t === 'again') known.sent++;
    if (t === 'ack') Object.assign(known, { outcome: 'ack', positions: p, duplicate: known.duplicate || d });
    if (t === 'no') known.outcome ??= 'no';
    if (t === 'doubt') known.doubts++;
    if (t === 'refused') known.refused++;
    if (k) known.answers.push(`${t === 'doubt' ? 'unknown' : 'not-persisted'}: ${k}`);
  }
  return [...appends.values()];
}

/** How often each answer was given, by what the store said of that attempt and the server's code. */
export function answersOf(appends) {
  const counts = {};
  for (const { answers } of appends) for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}
