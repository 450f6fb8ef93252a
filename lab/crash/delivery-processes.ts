import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Random } from '../../src/interface/cli/demo-data/random.js';
import type { Child } from '../scenarios/child-processes.js';
import { FOLLOWER } from './deliveries-check.js';
import { Faults } from './faults.js';
import type { CrashSite } from './site.js';

export const WRITER_PROCESSES = 4;
export const HOW = { writers: 4, hot: 12, cold: 5000, most: 60, size: 200, rest: 30 };
/** How far beyond the head each reader follows before it reads all from the beginning again: two never do. */
export const BEYOND = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1000, 300, 100, 10];
export const OFTEN = [
  ...(['reader', 'reader', 'reader', 'reader', 'session', 'session', 'session'] as const),
  ...(['writer', 'cut', 'held', 'backend'] as const),
];
export const RARELY = ['readersBackend', 'postmaster'] as const;

const READING = `
select pid from pg_stat_activity where application_name = '${FOLLOWER}' order by state = 'active' desc, random() limit 1`;
const HOLD = `begin; select pg_current_xact_id(); select pg_sleep(1.5); rollback`;

/** What a reader's file says, read on from where it was read to. */
class Tally {
  deliveries = 0;
  #at = 0;
  constructor(private readonly file: string) {}
  look(): void {
    if (!existsSync(this.file)) return;
    const handle = openSync(this.file, 'r');
    const chunk = Buffer.alloc(1 << 20);
    for (let length = 1; length > 0; this.#at += length) {
      const read = readSync(handle, chunk, 0, chunk.length, this.#at);
      length = chunk.subarray(0, read).lastIndexOf(10) + 1;
      for (const [, count] of chunk.toString('latin1', 0, length).matchAll(/"count":(\d+)/g))
        this.deliveries += Number(count);
    }
    closeSync(handle);
  }
}

/** Writers and readers, and what is done to them. */
export class DeliveryProcesses extends Faults {
  readonly endFile: string;
  /** What each reader was given. */
  readonly files: readonly string[];
  readonly writers: Child[];
  readonly readers: Child[];
  readonly #tallies: readonly Tally[];
  #started = 0;

  constructor(site: CrashSite, random: Random) {
    super(site, random);
    this.endFile = join(site.folder, 'end');
    this.files = BEYOND.map((_, i) => join(site.folder, `reader-${i + 1}`));
    this.#tallies = this.files.map((file) => new Tally(file));
    this.writers = Array.from({ length: WRITER_PROCESSES }, () => this.#newWriter());
    this.readers = BEYOND.map((_, i) => this.#newReader(i));
  }
  #newWriter(): Child {
    const journal = join(this.site.journals, `writer-${++this.#started}`);
    const args = [this.site.ways.through, journal, this.random.whole(1, 1e9), JSON.stringify(HOW)];
    return this.site.processes.start('writer.js', args);
  }
  #newReader(i: number): Child {
    const args = [this.site.ways.direct, this.files[i] ?? '', BEYOND[i] ?? 0, this.endFile];
    return this.site.processes.start('follower.js', args);
  }
  async writer(): Promise<void> {
    const i = this.random.whole(0, WRITER_PROCESSES - 1);
    const [killed] = this.writers.splice(i, 1, this.#newWriter());
    if (killed) this.site.processes.kill(killed);
    this.count('writer process killed');
  }
  async reader(): Promise<void> {
    const i = this.random.whole(0, BEYOND.length - 1);
    const killed = this.readers[i];
    if (killed) this.site.processes.kill(killed);
    this.count('reader killed');
    this.readers[i] = this.#newReader(i);
  }
  async session(): Promise<void> {
    const found = await this.find<{ ended: boolean }>(
      `select pg_terminate_backend(pid) as ended from (${READING}) one`,
    );
    if (found?.ended) this.count("reader's session ended");
  }
  async readersBackend(): Promise<void> {
    const found = await this.find<{ pid: number }>(READING);
    if (!found) return;
    process.kill(found.pid, 'SIGKILL');
    this.count("reader's backend killed");
  }
  /** A store that asks for the oldest running transaction would stop here, and one that does not ask enough would skip. */
  async held(): Promise<void> {
    this.site.ask(HOLD).catch(() => undefined);
    this.count('transaction held open');
  }
  deliveries(): number {
    for (const tally of this.#tallies) tally.look();
    return this.#tallies.reduce((sum, tally) => sum + tally.deliveries, 0);
  }
}
