import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { initialise, isInitialised, readPassword, removeUnfinished, SUPERUSER } from './cluster.js';
import { codeOf, EmbeddedServerError } from './failure.js';
import type { DataFolder } from './folder.js';
import { type KernelLock, type TryLock, withKernelLock } from './kernel-lock.js';
import { chooseLaunch, type Launch } from './launch.js';
import { Lease, serverIsAway } from './lease.js';
import { choosePort, isFree, lastPort } from './port.js';
import { announced, announcement, findPostmaster, StartFailure, startPostmaster } from './postmaster.js';
import { withStartLock } from './start-lock.js';
import { type Deadline, deadlineIn, until } from './waiting.js';

/** Long enough for recovery after a crash; nobody waits longer without a word. */
const START_WITHIN_MS = 120_000;

export type Started = 'initialised' | 'started' | 'joined';

export interface Site {
  readonly folder: DataFolder;
  readonly programs: Binaries;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
  /** undefined on a platform that has none: there the numbers of processes tell who lives, as PostgreSQL does it. */
  readonly locks: TryLock | undefined;
  /** How long a server that holds the folder may be out of reach: one that ends is gone by then. */
  readonly outOfReachMs: number;
}

export const serverUrl = (password: string, port: number, database: string): string =>
  `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;

/** Runs `work` while no other process joins, starts or stops the server of this folder. */
export function alone<T>({ folder, locks }: Site, deadline: Deadline, work: () => Promise<T>): Promise<T> {
  return locks === undefined
    ? withStartLock(folder.startLock, deadline, work)
    : withKernelLock(locks, folder.startLock, deadline, work);
}

/**
 * Gets a lease in the running server, starting it first where needed. All under the start lock, so that no process
 * meets a server which another is about to stop.
 * @param port the port it must have (ensure), or undefined where any will do
 */
export function enter(site: Site, port: number | undefined): Promise<{ lease: Lease; started: Started }> {
  const deadline = deadlineIn(START_WITHIN_MS);
  return alone(site, deadline, async () => {
    const began = performance.now();
    const entry = new Entry(site, port, deadline);
    const lease = await until(deadline, () => entry.attempt(), 10);
    if (lease === undefined) throw noAnswer(site.folder);
    site.log(`database: ${entry.started} on port ${lease.port} in ${Math.round(performance.now() - began)} ms`);
    return { lease, started: entry.started };
  });
}

/** A lease in the server that this folder's postmaster.pid announces, where it is that one which answers. */
export async function join({ folder }: Site, wanted: number | undefined): Promise<Lease | undefined> {
  const told = announced(folder.pgdata);
  if (!told?.ready) return undefined;
  if (wanted !== undefined && told.port !== wanted) throw movedTo(told.port, wanted);
  const lines = announcement(folder.pgdata);
  const lease = await takeOwn(folder, told.port);
  if (lease === undefined || (await answersFor(lease, lines))) return lease;
  await lease.end();
  return undefined;
}

/** A stranger's server on the port of ours does not know our password: it is not ours, no more. */
async function takeOwn(folder: DataFolder, port: number): Promise<Lease | undefined> {
  try {
    return await Lease.take(serverUrl(readPassword(folder), port, 'postgres'), port);
  } catch (error) {
    if (codeOf(error).startsWith('28') && !(await holdsPort(folder, port))) return undefined;
    throw error;
  }
}

/** Does the process that is announced live in our sight? Then a wrong password is a fault to be told. */
const holdsPort = async (folder: DataFolder, port: number): Promise<boolean> =>
  findPostmaster(folder.pgdata)?.port === port;

async function answersFor(lease: Lease, lines: string): Promise<boolean> {
  try {
    return await lease.announces(lines);
  } catch (error) {
    if (serverIsAway(error)) return false;
    throw error;
  }
}

class Entry {
  started: Started = 'joined';
  #launch: Launch | undefined;
  #outOfReachSince: number | undefined;

  constructor(
    private readonly site: Site,
    private readonly port: number | undefined,
    private readonly deadline: Deadline,
  ) {}

  async attempt(): Promise<Lease | undefined> {
    const { locks, folder } = this.site;
    const lock = locks?.(folder.serverLock);
    if (locks !== undefined && lock === undefined) return await this.#meet();
    try {
      // Of an earlier version, or started by hand: PostgreSQL's own file tells of it, within one namespace.
      if (findPostmaster(folder.pgdata) !== undefined) return await join(this.site, this.port);
      await this.#start(lock);
      return undefined;
    } finally {
      lock?.release(); // our part: a server that was started holds it on
    }
  }

  /** A server holds the folder, or what is left of a killed one: nothing here is touched, it is joined or waited for. */
  async #meet(): Promise<Lease | undefined> {
    const lease = await join(this.site, this.port);
    if (lease !== undefined) return lease;
    const told = announced(this.site.folder.pgdata);
    if (told !== undefined && !told.ready && (await answers(told.port))) this.#outOfReachSince = undefined;
    else this.#outOfReachSince ??= performance.now();
    const waited = performance.now() - (this.#outOfReachSince ?? performance.now());
    if (waited > this.site.outOfReachMs) throw heldElsewhere(this.site.folder);
    return undefined;
  }

  async #start(lock: KernelLock | undefined): Promise<void> {
    const { folder, programs, settings } = this.site;
    this.#launch ??= chooseLaunch(folder, programs.postgres);
    const launch = this.#launch;
    removeUnfinished(folder);
    const fresh = !isInitialised(folder);
    if (fresh) await initialise(folder, programs, launch);
    readPassword(folder);
    const port = await this.#freePort();
    try {
      if (port === undefined) return await pause(100);
      await startPostmaster({ folder, programs, launch, port, settings, deadline: this.deadline, lock });
      this.started = fresh ? 'initialised' : 'started';
    } catch (error) {
      if (!(error instanceof StartFailure) || error.reason === 'other') throw error;
      // What stands in the way (a port, backends of a killed server) goes by itself; each try costs a process.
      await pause(100);
    }
  }

  async #freePort(): Promise<number | undefined> {
    if (this.port === undefined) return await choosePort(lastPort(this.site.folder.pgdata));
    return (await isFree(this.port)) ? this.port : undefined;
  }
}

/** Does anything listen there, as seen from this process? */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const done = (found: boolean) => {
      socket.destroy();
      resolve(found);
    };
    socket.once('connect', () => done(true)).once('error', () => done(false));
  });
}

const movedTo = (port: number, wanted: number): EmbeddedServerError =>
  new EmbeddedServerError(
    `The embedded database was started again by another process on port ${port}; this process knows it on ${wanted}. ` +
      'Start this process again.',
  );

const heldElsewhere = (folder: DataFolder): EmbeddedServerError =>
  new EmbeddedServerError(
    `database-held: a server holds ${folder.serverLock} and cannot be reached from here: it runs in another container ` +
      'or network namespace, or hangs. Nothing was touched. Ask there (sagsspor in the same container), end it first, ' +
      'or use a PostgreSQL of your own that both can reach (DATABASE_URL).',
  );

const noAnswer = (folder: DataFolder): EmbeddedServerError =>
  new EmbeddedServerError(
    `The embedded database in ${folder.dir} gave no connection within ${START_WITHIN_MS / 1000} s: its port may be ` +
      `taken by another program, or an old server process may hang. ${folder.logFile} tells more.`,
  );
