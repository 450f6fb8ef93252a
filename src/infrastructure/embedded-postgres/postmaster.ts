import { spawn, spawnSync } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, readSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Binaries } from './binaries.js';
import { codeOf, EmbeddedServerError } from './failure.js';
import { type DataFolder, isTaken } from './folder.js';
import type { KernelLock } from './kernel-lock.js';
import { type Launch, postgresEnvironment } from './launch.js';
import { parentOf, pidInUse, processStamp, processWorksIn } from './processes.js';
import { serverArguments } from './settings.js';
import { type Deadline, until } from './waiting.js';

/** The server process of a data folder, as its own file announces it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Accepts connections, as far as its own file says. */
  readonly ready: boolean;
}

/** A start that failed; `cause` tells whether another try, perhaps on another port, can go better. */
export class StartFailure extends EmbeddedServerError {
  constructor(
    message: string,
    readonly reason: 'port taken' | 'folder in use' | 'other',
  ) {
    super(message);
  }
}

const LOG_KEPT_BYTES = 1_000_000;
const pidFile = (pgdata: string): string => path.join(pgdata, 'postmaster.pid');

/** What postmaster.pid says, true or left by a dead server. Its number is one of the server's own namespace. */
export function announced(pgdata: string): Postmaster | undefined {
  const lines = readPidFile(pgdata);
  const pid = Number(lines?.[0]);
  const port = Number(lines?.[3]);
  if (!(pid > 0) || !(port > 0)) return undefined;
  return { pid, port, ready: lines?.[7]?.trim() === 'ready' };
}

/**
 * The live postmaster of this folder, as far as process numbers tell: a file left by a dead one, or whose number a
 * stranger now has, counts as none. True only within one namespace: whether a server lives is the lock's to say.
 */
export function findPostmaster(pgdata: string): Postmaster | undefined {
  const told = announced(pgdata);
  return told !== undefined && isSeen(told.pid, pgdata) ? told : undefined;
}

const isSeen = (pid: number, pgdata: string): boolean =>
  processStamp(pid) !== undefined && processWorksIn(pid, pgdata) !== false;

/** May a signal be sent to this number? Only where it names the process whose child the backend is. */
export function isOurView(postmaster: Postmaster, pgdata: string, backend: number | undefined): boolean {
  const parent = backend === undefined ? undefined : parentOf(backend);
  return isSeen(postmaster.pid, pgdata) && (parent === undefined || parent === postmaster.pid);
}

/** What tells this run of the server from any other, also of a copy of the folder: its number, place, start and port. */
export const announcement = (pgdata: string): string => (readPidFile(pgdata) ?? []).slice(0, 4).join('\n');

function readPidFile(pgdata: string): string[] | undefined {
  try {
    return readFileSync(pidFile(pgdata), 'utf8').split('\n');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * A stale postmaster.pid whose number a stranger (or a zombie) now has makes PostgreSQL refuse to start. The file must
 * not be deleted: its last lines name the shared memory by which PostgreSQL sees surviving backends of the dead server.
 * PostgreSQL takes the number of its own parent as stale and still checks the memory, so we put our number there.
 * Stale is what the lock says is stale: without the lock the file is never touched.
 */
function disownStalePidFile(pgdata: string): void {
  const lines = readPidFile(pgdata);
  if (lines === undefined || process.platform === 'win32' || !pidInUse(Number(lines[0]))) return;
  writeFileSync(pidFile(pgdata), [String(process.pid), ...lines.slice(1)].join('\n'));
}

export interface StartOrder {
  readonly folder: DataFolder;
  readonly programs: Binaries;
  readonly launch: Launch;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly deadline: Deadline;
  /** Inherited by the server and all its processes, which hold it on; undefined where the platform has no such lock. */
  readonly lock: KernelLock | undefined;
}

/**
 * Starts the server, detached from this process: Ctrl+C does not reach it, and it does not keep Node running.
 * @returns when it accepts connections
 * @throws StartFailure when it ends or is not ready by the deadline (it then goes on recovering by itself)
 */
export async function startPostmaster(order: StartOrder): Promise<Postmaster> {
  const { pgdata, logFile } = order.folder;
  if (order.lock !== undefined) disownStalePidFile(pgdata);
  const log = openLog(logFile);
  try {
    const written = fstatSync(log).size;
    const { file, args } = order.launch.wrap(
      order.programs.postgres,
      serverArguments(pgdata, order.port, order.settings),
    );
    const inherited = order.lock === undefined ? [] : [order.lock.fd];
    const options = { ...order.launch.identity, cwd: pgdata, env: postgresEnvironment(), windowsHide: true };
    const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', 'ignore', log, ...inherited] });
    let ended: string | undefined;
    child.once('error', (error) => {
      ended = error.message;
    });
    child.once('exit', (code, signal) => {
      ended = `it ended with ${code ?? signal}`;
    });
    child.unref();
    const ready = await until(order.deadline, () => {
      if (ended !== undefined) throw startFailure(order.folder, ended, logSince(logFile, written));
      const found = findPostmaster(pgdata);
      return found?.pid === child.pid && found?.ready ? found : undefined;
    });
    return ready ?? fail(order.folder);
  } finally {
    closeSync(log);
  }
}

function fail(folder: DataFolder): never {
  throw new StartFailure(
    `The embedded database in ${folder.dir} is still recovering after a crash. Try again in a while; ${folder.logFile} tells more.`,
    'other',
  );
}

function startFailure(folder: DataFolder, ended: string, said: string): StartFailure {
  const reason = /could not bind|Address already in use/.test(said)
    ? 'port taken'
    : /lock file .*(already exists|is empty)|pre-existing shared memory block/.test(said)
      ? 'folder in use'
      : 'other';
  return new StartFailure(`The embedded database in ${folder.dir} did not start: ${said.trim() || ended}`, reason);
}

/** One old log is kept, so that the folder cannot fill with logs. */
function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_KEPT_BYTES && !isTaken(file) && !isTaken(`${file}.1`)) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

function logSince(file: string, start: number): string {
  const handle = openSync(file, 'r');
  try {
    const length = Math.min(fstatSync(handle).size - start, 4_000);
    const text = Buffer.alloc(Math.max(length, 0));
    readSync(handle, text, 0, text.length, start);
    return text.toString('utf8');
  } finally {
    closeSync(handle);
  }
}

/**
 * Fast shutdown: sessions are ended, a checkpoint is written.
 * @param isGone asked until the deadline
 * @throws EmbeddedServerError when it is not gone by then
 */
export async function stopPostmaster(
  pid: number,
  pgdata: string,
  programs: Binaries,
  deadline: Deadline,
  isGone: () => boolean,
): Promise<void> {
  if (process.platform === 'win32') {
    // Windows has no SIGINT for others: Node's kill would end the server without a checkpoint.
    const order = ['stop', '-D', pgdata, '-m', 'fast', '-W'];
    spawnSync(programs.pg_ctl, order, { env: postgresEnvironment(), stdio: 'ignore', windowsHide: true });
  } else {
    signalIfThere(pid);
  }
  const gone = await until(deadline, () => (isGone() ? true : undefined), 5);
  if (gone === undefined) throw new EmbeddedServerError(`The embedded database (process ${pid}) does not stop.`);
}

function signalIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}
