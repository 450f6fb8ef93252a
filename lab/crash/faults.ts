import { constants } from 'node:os';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../src/interface/cli/demo-data/random.js';
import type { CrashSite } from './site.js';

const { EIO, ENOSPC } = constants.errno;
/** How long the store may take to append again when nothing is wrong any more. */
const GOES_ON_WITHIN_MS = 30_000;

const IN_WORK = `
select pid, coalesce(wait_event in ('WalSync', 'WALSync', 'WalWrite', 'WALWrite', 'SyncRep'), false) as commits from pg_stat_activity
 where state = 'active' and application_name = 'sagsspor' and query ~ 'append' order by 2 desc limit 1`;
/** A server that shall panic is waited for as long as a busy machine may need. */
const MOST_TRIES = 600;

/** Uses up WAL as a busy server does, only faster. */
const NEXT_SEGMENT = `select pg_logical_emit_message(true, 'campaign', 'x'), pg_switch_wal()`;
const COMMIT = `select pg_logical_emit_message(true, 'campaign', 'x')`;

/** Kinds of faults in an order by chance: each of `first` once, then all of `often` again and again. */
export function* deck<K>(
  random: Random,
  first: readonly K[],
  often: readonly K[],
): Generator<{ kind: K; first: boolean }> {
  for (const kind of random.shuffled(first)) yield { kind, first: true };
  for (;;) for (const kind of random.shuffled(often)) yield { kind, first: false };
}

export type Fired = Record<string, number>;

/** What can be done to a database and what uses it. Counts what was really fired; what did not go on afterwards is `wrong`. */
export class Faults {
  readonly fired: Fired = {};
  readonly panics: Fired = {};
  readonly wrong: string[] = [];
  /** Of the server, on a disk that fails. */
  failedCalls = 0;
  #panics = 0;

  constructor(
    readonly site: CrashSite,
    protected readonly random: Random,
  ) {}

  protected count(what: string): void {
    this.fired[what] = (this.fired[what] ?? 0) + 1;
  }

  /** A backend that is executing an append, in its commit where one is found: the server ends all sessions and recovers. */
  async backend(): Promise<void> {
    type Row = { pid: number; commits: boolean };
    const found = await this.find<Row>(IN_WORK, ({ commits }, tried) => commits || tried > 30);
    if (!found) return;
    process.kill(found.pid, 'SIGKILL');
    this.count('backend killed');
    if (found.commits) this.count('backend killed inside a commit');
  }

  /** The first row that will do, once the server is there to be asked. */
  protected async find<R extends object>(
    text: string,
    willDo: (row: R, tried: number) => boolean = () => true,
  ): Promise<R | undefined> {
    await this.site.server.ensure();
    for (let tried = 0; tried < 40; tried++) {
      const [row] = await this.site.ask<R>(text);
      if (row && willDo(row, tried)) return row;
    }
    return undefined;
  }

  async postmaster(): Promise<void> {
    process.kill(this.site.postmaster(), 'SIGKILL');
    this.count('postmaster killed');
    await pause(this.random.whole(0, 300));
    await this.site.server.ensure();
  }

  async cut(): Promise<void> {
    this.site.ways.wire.cut();
  }

  /** No room for a new page: appends are refused with 53100, and the server lives. */
  async dataDiskFull(): Promise<void> {
    await this.#during('data disk full', async () => {
      await this.site.disks.data?.fill();
      await pause(this.random.whole(300, 1500));
    });
  }

  /** No room for a new segment: the server panics, and perhaps cannot recover until there is. */
  async walDiskFull(): Promise<void> {
    await this.#during('WAL disk full', async () => {
      await this.site.disks.wal?.fill();
      for (let tried = 0; tried < MOST_TRIES && !this.#panicked(); tried++)
        await this.site.ask(NEXT_SEGMENT).catch(() => pause(50));
      await pause(this.random.whole(0, 400));
    });
  }

  async walSyncFails(): Promise<void> {
    await this.#during('WAL sync failed', () => this.#failing('sync', '/pg_wal/', this.random.one([EIO, ENOSPC])));
  }

  async walWriteFails(): Promise<void> {
    await this.#during('WAL write failed', () => this.#failing('write', '/pg_wal/', this.random.one([EIO, ENOSPC])));
  }

  /** Only a checkpoint syncs the tables; it panics, for what the system has dropped cannot be synced a second time. */
  async dataSyncFails(): Promise<void> {
    await this.#during('data sync failed', async () => {
      const failing = this.#failing('sync', '/base/', EIO);
      await this.site.ask('checkpoint').catch(() => undefined);
      await failing;
    });
  }

  /** Until the server has panicked; where the writers do not make it, a commit of ours does. */
  async #failing(kind: 'sync' | 'write', word: string, error: number): Promise<void> {
    this.site.disks.failing?.fail(kind, word, error, this.random.whole(1, 4));
    for (let tried = 0; tried < MOST_TRIES && !this.#panicked(); tried++) {
      await pause(50);
      if (tried > 10) await this.site.ask(COMMIT).catch(() => undefined);
    }
    await pause(this.random.whole(0, 400));
  }

  #panicked(): boolean {
    this.#panics += this.site.log.panics();
    return this.#panics > 0;
  }

  /** Fires, lets the owner of the server try while the disk is still ill, heals the disk, and sees that appending goes on by itself. */
  async #during(what: string, work: () => Promise<void>): Promise<void> {
    const { site } = this;
    // A server that still recovers from the last fault would end without a panic.
    await this.goesOn(`what came before: ${what}`);
    site.log.panics();
    this.#panics = 0;
    const failedBefore = site.disks.failing?.fired() ?? 0;
    await work().catch(() => undefined);
    if (this.random.chance(0.5)) await Promise.race([site.server.ensure().catch(() => undefined), pause(600)]);
    site.heal();
    await this.goesOn(what);
    this.count(what);
    this.#panicked();
    this.panics[what] = (this.panics[what] ?? 0) + this.#panics;
    this.failedCalls += (site.disks.failing?.fired() ?? 0) - failedBefore;
  }

  /** @returns when something has been appended from now on */
  async goesOn(what: string): Promise<void> {
    const until = performance.now() + GOES_ON_WITHIN_MS;
    const head = () => this.site.ask<{ position: string }>('select position from public.head').catch(() => []);
    let from: string | undefined;
    while (performance.now() < until) {
      const [now] = await head();
      from ??= now?.position;
      if (now !== undefined && now.position !== from) return;
      if (now === undefined) await this.site.server.ensure().catch((error) => this.#startFailed(what, error));
      await pause(30);
    }
    this.wrong.push(`after ${what} nothing was appended for ${GOES_ON_WITHIN_MS / 1000} s`);
  }

  #startFailed(what: string, error: Error): void {
    this.wrong.push(`after ${what} the server did not start: ${error.message}`);
  }
}
