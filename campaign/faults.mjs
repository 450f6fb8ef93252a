import { constants } from 'node:os';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

const { EIO, ENOSPC } = constants.errno;
/** How long the store may take to append again when nothing is wrong any more. */
const GOES_ON_WITHIN_MS = 30_000;

const IN_WORK = `
select pid, coalesce(wait_event in ('WalSync', 'WALSync', 'WalWrite', 'WALWrite', 'SyncRep'), false) as commits from pg_stat_activity
 where state = 'active' and application_name = 'sagsspor' and query ~ 'append' order by 2 desc limit 1`;
/** Uses up WAL as a busy server does, only faster. */
const NEXT_SEGMENT = `select pg_logical_emit_message(true, 'campaign', 'x'), pg_switch_wal()`;
const COMMIT = `select pg_logical_emit_message(true, 'campaign', 'x')`;

/** Kinds of faults in an order by chance: each of `first` once, then all of `often` again and again. */
export function* deck(chance, first, often) {
  for (const kind of chance.shuffled(first)) yield { kind, first: true };
  for (;;) for (const kind of chance.shuffled(often)) yield { kind, first: false };
}

/** What can be done to a database and what uses it. Counts what was really fired; what did not go on afterwards is `wrong`. */
export class Faults {
  fired = {};
  panics = {};
  wrong = [];
  /** Of the server, on a disk that fails. */
  failedCalls = 0;
  #panics = 0;

  constructor(site, chance) {
    this.site = site;
    this.chance = chance;
  }

  count(what) {
    this.fired[what] = (this.fired[what] ?? 0) + 1;
  }

  /** A backend that is executing an append, in its commit where one is found: the server ends all sessions and recovers. */
  async backend() {
    const found = await this.find(IN_WORK, ({ commits }, tried) => commits || tried > 30);
    if (!found) return;
    process.kill(found.pid, 'SIGKILL');
    this.count('backend killed');
    if (found.commits) this.count('backend killed inside a commit');
  }

  /** The first row that will do, once the server is there to be asked. */
  async find(text, willDo = () => true) {
    await this.site.server.ensure();
    for (let tried = 0; tried < 40; tried++) {
      const [row] = await this.site.ask(text);
      if (row && willDo(row, tried)) return row;
    }
    return undefined;
  }

  async postmaster() {
    process.kill(this.site.postmaster(), 'SIGKILL');
    this.count('postmaster killed');
    await pause(this.chance.whole(0, 300));
    await this.site.server.ensure();
  }

  async cut() {
    this.site.wire.cut();
  }

  /** No room for a new page: appends are refused with 53100, and the server lives. */
  async dataDiskFull() {
    await this.#during('data disk full', async () => {
      await this.site.dataDisk.fill();
      await pause(this.chance.whole(300, 1500));
    });
  }

  /** No room for a new segment: the server panics, and perhaps cannot recover until there is. */
  async walDiskFull() {
    await this.#during('WAL disk full', async () => {
      await this.site.walDisk.fill();
      for (let tried = 0; tried < 60 && !this.#panicked(); tried++)
        await this.site.ask(NEXT_SEGMENT).catch(() => pause(50));
      await pause(this.chance.whole(0, 400));
    });
  }

  async walSyncFails() {
    await this.#during('WAL sync failed', () => this.#failing('sync', '/pg_wal/', this.chance.one([EIO, ENOSPC])));
  }

  async walWriteFails() {
    await this.#during('WAL write failed', () => this.#failing('write', '/pg_wal/', this.chance.one([EIO, ENOSPC])));
  }

  /** Only a checkpoint syncs the tables; it panics, for what the system has dropped cannot be synced a second time. */
  async dataSyncFails() {
    await this.#during('data sync failed', async () => {
      const failing = this.#failing('sync', '/base/', EIO);
      await this.site.ask('checkpoint').catch(() => undefined);
      await failing;
    });
  }

  /** Until the server has panicked; where the writers do not make it, a commit of ours does. */
  async #failing(kind, word, error) {
    this.site.failing.fail(kind, word, error, this.chance.whole(1, 4));
    for (let tried = 0; tried < 60 && !this.#panicked(); tried++) {
      await pause(50);
      if (tried > 10) await this.site.ask(COMMIT).catch(() => undefined);
    }
    await pause(this.chance.whole(0, 400));
  }

  #panicked() {
    this.#panics += this.site.log.panics();
    return this.#panics > 0;
  }

  /** Fires, lets the owner of the server try while the disk is still ill, heals the disk, and sees that appending goes on by itself. */
  async #during(what, work) {
    const { site } = this;
    site.log.panics();
    this.#panics = 0;
    const failedBefore = site.failing?.fired() ?? 0;
    await work().catch(() => undefined);
    if (this.chance.chance(0.5)) await Promise.race([site.server.ensure().catch(() => undefined), pause(600)]);
    site.heal();
    await this.goesOn(what);
    this.count(what);
    this.#panicked();
    this.panics[what] = (this.panics[what] ?? 0) + this.#panics;
    this.failedCalls += (site.failing?.fired() ?? 0) - failedBefore;
  }

  /** @returns when something has been appended from now on */
  async goesOn(what) {
    const until = performance.now() + GOES_ON_WITHIN_MS;
    const head = () => this.site.ask('select position from public.head').catch(() => []);
    let from;
    while (performance.now() < until) {
      const [now] = await head();
      from ??= now?.position;
      if (now !== undefined && now.position !== from) return;
      if (now === undefined) await this.site.server.ensure().catch((error) => this.#startFailed(what, error));
      await pause(30);
    }
    this.wrong.push(`after ${what} nothing was appended for ${GOES_ON_WITHIN_MS / 1000} s`);
  }

  #startFailed(what, error) {
    this.wrong.push(`after ${what} the server did not start: ${error.message}`);
  }
}
