import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** An append as it is given: command, stream, expected version, and of each event its id and its bytes as base64. */
export interface JournalledAppend {
  readonly c: string;
  readonly s: string;
  readonly v: number;
  readonly b: readonly { readonly id: string; readonly bytes: string }[];
}
/** What a writer notes: it is about to try; it tries again; it was told where it stands (`d`: a duplicate), or no, or that it is not known. */
export type JournalLine =
  | ({ readonly t: 'try' } & JournalledAppend)
  | { readonly t: 'again'; readonly c: string }
  | { readonly t: 'ack'; readonly c: string; readonly p: readonly number[]; readonly d: boolean }
  | { readonly t: 'no'; readonly c: string }
  | { readonly t: 'doubt' | 'refused'; readonly c: string; readonly k: string };

/** One append, and the last that was heard of it: acknowledged, refused, or nothing, which leaves it in doubt. */
export interface JournalledOutcome extends JournalledAppend {
  outcome: 'ack' | 'no' | undefined;
  positions: readonly number[];
  duplicate: boolean;
  /** Attempts; of them those said not to have persisted, and those of which it was not known. */
  sent: number;
  refused: number;
  doubts: number;
  readonly answers: string[];
}

/**
 * What a process knows, with the operating system before it goes on: killed it leaves what it had begun and what it had been told.
 * Not synced, as the machine itself is not what dies here, and a writer that waits for the disk leaves the store in peace.
 */
export class Journal<E = JournalLine> {
  readonly #handle: number;
  constructor(file: string) {
    this.#handle = openSync(file, 'a');
  }
  write(entry: E): void {
    writeSync(this.#handle, `${JSON.stringify(entry)}\n`);
  }
  close(): void {
    closeSync(this.#handle);
  }
}

/** What a reader was given: the position, and the hash of its recorded time and bytes. */
export type Seen = readonly [position: number, hash: string];

/** Whole lines; half of one was not written. */
export const linesOf = (file: string): readonly string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1);

/** Every append of every writer. */
export function readJournals(folder: string): readonly JournalledOutcome[] {
  const entries = readdirSync(folder).flatMap((name) =>
    linesOf(join(folder, name)).map((line): JournalLine => JSON.parse(line)),
  );
  const appends = new Map<string, JournalledOutcome>();
  for (const entry of entries) if (entry.t === 'try') appends.set(entry.c, begun(entry));
  for (const entry of entries) {
    const known = appends.get(entry.c);
    if (known) note(known, entry);
  }
  return [...appends.values()];
}

const begun = ({ c, s, v, b }: JournalledAppend): JournalledOutcome => ({
  ...{ c, s, v, b },
  ...{ outcome: undefined, positions: [], duplicate: false, sent: 1, doubts: 0, refused: 0, answers: [] },
});

function note(known: JournalledOutcome, entry: JournalLine): void {
  switch (entry.t) {
    case 'again':
      known.sent++;
      break;
    case 'ack':
      Object.assign(known, { outcome: 'ack', positions: entry.p, duplicate: known.duplicate || entry.d });
      break;
    case 'no':
      known.outcome ??= 'no';
      break;
    case 'doubt':
      known.doubts++;
      known.answers.push(`unknown: ${entry.k}`);
      break;
    case 'refused':
      known.refused++;
      known.answers.push(`not-persisted: ${entry.k}`);
      break;
    case 'try':
  }
}

/** How often each answer was given, by what the store said of that attempt and the server's code. */
export function answersOf(appends: readonly JournalledOutcome[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const answer of appends.flatMap(({ answers }) => answers)) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}
