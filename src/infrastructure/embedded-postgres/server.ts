import { setTimeout as pause } from 'node:timers/promises';
import { type Binaries, binaries } from './binaries.js';
import { initialise, isInitialised, readPassword, removeUnfinished, SUPERUSER } from './cluster.js';
import { EmbeddedServerError } from './failure.js';
import { type DataFolder, openDataFolder } from './folder.js';
import { chooseLaunch, type Launch } from './launch.js';
import { Lease } from './lease.js';
import { choosePort, isFree, lastPort } from './port.js';
import { findPostmaster, StartFailure, startPostmaster, stopPostmaster } from './postmaster.js';
import { withStartLock } from './start-lock.js';
import { type Deadline, deadlineIn, until } from './waiting.js';

/** Long enough for recovery after a crash; nobody waits longer without a word. */
const START_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 60_000;

export type Started = 'initialised' | 'started' | 'joined';

export interface EmbeddedServer {
  /** Connection string of the cluster's superuser for a database of this name (created by the caller if missing). */
  url(database: string): string;
  /**
   * Starts the server again if it has died; resolves once it accepts connections, on the same port, so pools just
   * reconnect. Calls at the same time share one start.
   * @throws EmbeddedServerError when it cannot be started within two minutes, or after `close`
   */
  ensure(): Promise<void>;
  /** Leaves: the server is stopped (fast, clean) if no other Sagsspor process uses this folder, else it runs on. Idempotent. */
  close(): Promise<void>;
  /** What this process found: nothing, a stopped server, or a running one. */
  readonly started: Started;
}

export interface EmbeddedOptions {
  readonly log?: (line: string) => void;
  /** PostgreSQL settings; used only by the process that starts the server. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * The embedded PostgreSQL of a data folder: joined where it runs, started where not, made where there is none.
 * @param dir holds `pgdata`, `pg-password` (0600) and `postgres.log`; made where it is missing
 * @throws EmbeddedServerError with what to do about it
 */
export async function embeddedServer(dir: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const folder = openDataFolder(dir);
  const programs = await binaries();
  const site: Site = { folder, programs, settings: options.settings ?? {}, log: options.log ?? (() => {}) };
  const { lease, started } = await enter(site, undefined);
  return new RunningServer(site, lease, started);
}

interface Site {
  readonly folder: DataFolder;
  readonly programs: Binaries;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

class RunningServer implements EmbeddedServer {
  #lease: Lease;
  #ensuring: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  readonly #port: number;
  readonly #password: string;

  constructor(
    private readonly site: Site,
    lease: Lease,
    readonly started: Started,
  ) {
    this.#lease = lease;
    this.#port = lease.port;
    this.#password = readPassword(site.folder);
  }

  url(database: string): string {
    return serverUrl(this.#password, this.#port, database);
  }

  ensure(): Promise<void> {
    if (this.#closing !== undefined) {
      return Promise.reject(new EmbeddedServerError('This process has left the embedded database already.'));
    }
    this.#ensuring ??= this.#reenter().finally(() => {
      this.#ensuring = undefined;
    });
    return this.#ensuring;
  }

  async #reenter(): Promise<void> {
    const left = this.#lease;
    // Only a new connection proves that the server lives: a session goes on answering for a moment after the
    // postmaster is killed. The old lease ends after the new one is taken, so there is always one.
    const running = findPostmaster(this.site.folder.pgdata);
    const fresh = running?.port === this.#port && (await Lease.take(this.url('postgres'), this.#port));
    this.#lease = fresh || (await enter(this.site, this.#port)).lease;
    await left.end();
  }

  close(): Promise<void> {
    this.#closing ??= (this.#ensuring ?? Promise.resolve()).catch(() => {}).then(() => this.#leave());
    return this.#closing;
  }

  async #leave(): Promise<void> {
    const { folder, programs, log } = this.site;
    const deadline = deadlineIn(STOP_WITHIN_MS);
    await withStartLock(folder.lockFile, deadline, async () => {
      const running = findPostmaster(folder.pgdata);
      // After a crash another process may have started the server again: then this one has no lease in it yet.
      const lost = running?.ready === true && !(await this.#lease.holds());
      const lease = lost ? await Lease.take(this.url('postgres'), this.#port) : this.#lease;
      try {
        if (running === undefined || lease === undefined) return;
        if (!(await lease.giveUp())) {
          log('database: left running, another process uses it');
          return;
        }
        await stopPostmaster(running.pid, folder.pgdata, programs, deadline);
        log('database: stopped');
      } finally {
        await lease?.end();
        await this.#lease.end();
      }
    });
  }
}

const serverUrl = (password: string, port: number, database: string): string =>
  `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;

/**
 * Gets a lease in the running server, starting it first where needed. All under the start lock, so that no process
 * meets a server which another is about to stop.
 * @param port the port it must have (ensure), or undefined where any will do
 */
function enter(site: Site, port: number | undefined): Promise<{ lease: Lease; started: Started }> {
  const deadline = deadlineIn(START_WITHIN_MS);
  return withStartLock(site.folder.lockFile, deadline, async () => {
    const began = performance.now();
    let launch: Launch | undefined;
    let started: Started = 'joined';
    const lease = await until(
      deadline,
      async () => {
        const running = findPostmaster(site.folder.pgdata);
        if (running?.ready) return await join(site, running.port, port);
        // Someone else's server is starting or going down: wait for what becomes of it.
        if (running !== undefined) return undefined;
        launch ??= chooseLaunch(site.folder, site.programs.postgres);
        const done = await start(site, launch, port, deadline);
        started = done ?? started;
        // What stands in the way (a port, backends of a killed server) goes by itself; each try costs a process.
        if (done === undefined) await pause(100);
        return undefined;
      },
      10,
    );
    if (lease === undefined) throw noAnswer(site.folder);
    site.log(`database: ${started} on port ${lease.port} in ${Math.round(performance.now() - began)} ms`);
    return { lease, started };
  });
}

async function join(site: Site, port: number, wanted: number | undefined): Promise<Lease | undefined> {
  if (wanted !== undefined && port !== wanted) {
    throw new EmbeddedServerError(
      `The embedded database was started again by another process on port ${port}; this process knows it on ${wanted}. ` +
        'Start this process again.',
    );
  }
  return await Lease.take(serverUrl(readPassword(site.folder), port, 'postgres'), port);
}

/** @returns what was done, or undefined where this try failed for a reason that passes */
async function start(
  site: Site,
  launch: Launch,
  wanted: number | undefined,
  deadline: Deadline,
): Promise<Started | undefined> {
  const { folder, programs, settings } = site;
  removeUnfinished(folder);
  const fresh = !isInitialised(folder);
  if (fresh) await initialise(folder, programs, launch);
  readPassword(folder);
  if (wanted !== undefined && !(await isFree(wanted))) return undefined;
  const port = wanted ?? (await choosePort(lastPort(folder.pgdata)));
  try {
    await startPostmaster({ folder, programs, launch, port, settings, deadline });
  } catch (error) {
    if (error instanceof StartFailure && error.reason !== 'other') return undefined;
    throw error;
  }
  return fresh ? 'initialised' : 'started';
}

function noAnswer(folder: DataFolder): EmbeddedServerError {
  return new EmbeddedServerError(
    `The embedded database in ${folder.dir} gave no connection within ${START_WITHIN_MS / 1000} s: its port may be ` +
      `taken by another program, or an old server process may hang. ${folder.logFile} tells more.`,
  );
}
