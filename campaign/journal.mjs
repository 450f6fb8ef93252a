import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** What a writer knows, on the disk before it goes on: a killed process leaves what it had been told and what it had begun. */
export class Journal {
  constructor(file) {
    this.handle = openSync(file, 'a');
  }
  write(entry) {
    writeSync(this.handle, `${JSON.stringify(entry)}\n`);
    fsyncSync(this.handle);
  }
  close() {
    closeSync(this.handle);
  }
}

/** Every append of every writer: what was given, and the last that was heard of it (`ack`, `no`, or nothing: in doubt). */
export function readJournals(folder) {
  const entries = readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  );
  const given = entries.filter((e) => e.t === 'try').map((e) => [e.c, { ...e, outcome: undefined, doubts: 0 }]);
  const appends = new Map(given);
  for (const { t, c, p, d } of entries) {
    const known = appends.get(c);
    if (t === 'ack') Object.assign(known, { outcome: 'ack', positions: p, duplicate: known.duplicate || d });
    if (t === 'no') known.outcome ??= 'no';
    if (t === 'doubt') known.doubts++;
  }
  return [...appends.values()];
}
