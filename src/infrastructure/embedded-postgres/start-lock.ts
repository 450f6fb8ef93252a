import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { codeOf, EmbeddedServerError } from './failure.js';
import { processStamp } from './processes.js';
import { type Deadline, until } from './waiting.js';

/** A lock file without an owner in it is one whose writer died between making and filling it, once it is this old. */
const FILLED_WITHIN_MS = 2_000;

/**
 * Runs `work` while no other Sagsspor process joins, starts or stops the server of this folder.
 *
 * A lock of a dead process is taken over: its file names the owner by number and start time, so a number used again
 * does not keep it alive. The lock saves work and keeps messages clear; the data do not hang on it (the cluster
 * appears under its name by one rename, and PostgreSQL guards a running one by postmaster.pid).
 * @throws EmbeddedServerError when another process holds the lock until the deadline
 */
export async function withStartLock<T>(file: string, deadline: Deadline, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${processStamp(process.pid) ?? ''} ${randomBytes(6).toString('hex')}`;
  if ((await until(deadline, () => tryLock(file, mine), 15)) === undefined) throw stillHeld(file);
  try {
    return await work();
  } finally {
    if (read(file) === mine) rmSync(file, { force: true });
  }
}

function tryLock(file: string, mine: string): true | undefined {
  try {
    writeFileSync(file, mine, { flag: 'wx', mode: 0o644 });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw unwritable(file, error);
    const held = read(file);
    if (held !== undefined && ownerIsGone(file, held)) takeAway(file, held);
    return undefined;
  }
}

/** A full disk makes the file and cannot fill it: left empty it would keep the next start waiting. */
function unwritable(file: string, error: unknown): EmbeddedServerError {
  rmSync(file, { force: true });
  return new EmbeddedServerError(
    `the folder of the database cannot be written (${codeOf(error)}): make room on its disk, or mend its rights, then try again`,
    { cause: error },
  );
}

function ownerIsGone(file: string, held: string): boolean {
  const [pid, stamp = ''] = held.split(' ');
  if (!/^\d+$/.test(pid ?? '')) {
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    return age > FILLED_WITHIN_MS;
  }
  const now = processStamp(Number(pid));
  return now === undefined || (now !== '' && stamp !== '' && now !== stamp);
}

/** Two processes may find the same dead owner: by rename only one gets the file, and what is not the dead one's goes back. */
function takeAway(file: string, held: string): void {
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const taken = read(aside);
  if (taken !== undefined && taken !== held) {
    try {
      writeFileSync(file, taken, { flag: 'wx', mode: 0o644 });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  rmSync(aside, { force: true });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function stillHeld(file: string): EmbeddedServerError {
  const owner = read(file)?.split(' ')[0] ?? 'unknown';
  return new EmbeddedServerError(
    `Process ${owner} is still starting or stopping the embedded database. Try again when it has finished; ` +
      `if that process is not Sagsspor, remove ${file}.`,
  );
}
