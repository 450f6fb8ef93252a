import { binaries } from './binaries.js';
import { readPassword } from './cluster.js';
import { alone, enter, join, type Site, type Started, serverUrl } from './entering.js';
import { EmbeddedServerError } from './failure.js';
import { openDataFolder } from './folder.js';
import { kernelLocks } from './kernel-lock.js';
import type { Lease } from './lease.js';
import { announced, findPostmaster, isOurView, stopPostmaster } from './postmaster.js';
import { deadlineIn } from './waiting.js';

const STOP_WITHIN_MS = 60_000;
const OUT_OF_REACH_MS = 20_000;

export type { Started } from './entering.js';

export interface EmbeddedServer {
  /** Connection string of the cluster's superuser for a database of this name (created by the caller if missing). */
  url(database: string): string;
  /**
   * Starts the server again if it has died; resolves once it accepts connections, on the same port, so pools just
   * reconnect. Calls at the same time share one start. Tells whether it had to be started, or was joined.
   * @throws EmbeddedServerError when it cannot be started within two minutes, or after `close`
   */
  ensure(): Promise<Started>;
  /** Leaves: the server is stopped (fast, clean) if no other Sagsspor process uses this folder, else it runs on. Idempotent. */
  close(): Promise<void>;
  /** What this process found: nothing, a stopped server, or a running one. */
  readonly started: Started;
}

export interface EmbeddedOptions {
  readonly log?: (line: string) => void;
  /** PostgreSQL settings; used only by the process that starts the server. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How long to wait for a server that holds the folder and is out of reach, before it is refused. Milliseconds. */
  readonly outOfReachMs?: number;
}

/**
 * The embedded PostgreSQL of a data folder: joined where it runs, started where not, made where there is none.
 * @param dir holds `pgdata`, `pg-password` (0600) and `postgres.log`; made where it is missing
 * @throws EmbeddedServerError with what to do about it
 */
export async function embeddedServer(dir: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const { settings = {}, log = () => {}, outOfReachMs = OUT_OF_REACH_MS } = options;
  const folder = openDataFolder(dir);
  const site: Site = { folder, programs: await binaries(), locks: await kernelLocks(), settings, log, outOfReachMs };
  const { lease, started } = await enter(site, undefined);
  return new RunningServer(site, lease, started);
}

class RunningServer implements EmbeddedServer {
  #lease: Lease;
  #ensuring: Promise<Started> | undefined;
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

  ensure(): Promise<Started> {
    if (this.#closing !== undefined) {
      return Promise.reject(new EmbeddedServerError('This process has left the embedded database already.'));
    }
    this.#ensuring ??= this.#reenter().finally(() => {
      this.#ensuring = undefined;
    });
    return this.#ensuring;
  }

  async #reenter(): Promise<Started> {
    const left = this.#lease;
    // Only a new connection proves that the server lives: a session goes on answering for a moment after the
    // postmaster is killed. The old lease ends after the new one is taken, so there is always one.
    const onOurPort = announced(this.site.folder.pgdata)?.port === this.#port;
    const fresh = onOurPort ? await join(this.site, this.#port) : undefined;
    const { lease, started } = fresh
      ? { lease: fresh, started: 'joined' as const }
      : await enter(this.site, this.#port);
    this.#lease = lease;
    await left.end();
    return started;
  }

  close(): Promise<void> {
    this.#closing ??= Promise.resolve(this.#ensuring)
      .catch(() => undefined)
      .then(() => this.#leave());
    return this.#closing;
  }

  async #leave(): Promise<void> {
    const { folder, programs, log } = this.site;
    const deadline = deadlineIn(STOP_WITHIN_MS);
    await alone(this.site, deadline, async () => {
      const running = announced(folder.pgdata);
      // After a crash another process may have started the server again: then this one has no lease in it yet.
      const lost = running?.ready === true && !(await this.#lease.holds());
      const lease = lost ? await join(this.site, undefined) : this.#lease;
      try {
        if (running === undefined || lease === undefined) return;
        const backend = await lease.backend();
        if (!(await lease.giveUp())) {
          log('database: left running, another process uses it');
        } else if (isOurView(running, folder.pgdata, backend)) {
          await stopPostmaster(running.pid, folder.pgdata, programs, deadline, () => this.#isGone(running.pid));
          log('database: stopped');
        } else {
          log('database: left running, its process is in another namespace: no signal from here could be sure of it');
        }
      } finally {
        await lease?.end();
        await this.#lease.end();
      }
    });
  }

  /** Its file is gone before its processes are; where there is a lock, that tells of the last of them. */
  #isGone(pid: number): boolean {
    const { folder, locks } = this.site;
    if (findPostmaster(folder.pgdata)?.pid === pid) return false;
    const lock = locks?.(folder.serverLock);
    lock?.release();
    return locks === undefined || lock !== undefined;
  }
}
