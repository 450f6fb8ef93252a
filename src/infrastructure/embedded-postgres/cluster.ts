import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { syncFolder } from '../whole-file.js';
import type { Binaries } from './binaries.js';
import { codeOf, EmbeddedServerError } from './failure.js';
import { type DataFolder, isTaken } from './folder.js';
import { handOver, type Launch, postgresEnvironment } from './launch.js';

export const SUPERUSER = 'infohus';
const UNFINISHED = 'pgdata.new-';

export const isInitialised = ({ pgdata }: Pick<DataFolder, 'pgdata'>): boolean =>
  existsSync(path.join(pgdata, 'PG_VERSION'));

/** The superuser's password. @throws EmbeddedServerError when its file is gone: no one can enter then, so it says so */
export function readPassword(folder: DataFolder): string {
  const password = existsSync(folder.passwordFile) ? readFileSync(folder.passwordFile, 'utf8').trim() : '';
  if (password !== '') return password;
  throw new EmbeddedServerError(
    `${folder.passwordFile} is missing or empty, and the database cannot be opened without it. Restore it from a backup.`,
  );
}

/**
 * Makes a new cluster. It is built beside its place and moved there whole, so a crash in the middle leaves no half one.
 * The caller holds the start lock.
 */
export async function initialise(folder: DataFolder, programs: Binaries, launch: Launch): Promise<void> {
  writePassword(folder, launch);
  const fresh = path.join(folder.dir, `${UNFINISHED}${randomBytes(6).toString('hex')}`);
  mkdirSync(fresh, { mode: 0o700 });
  handOver(fresh, launch);
  await runInitdb(fresh, folder.passwordFile, programs, launch);
  renameSync(fresh, folder.pgdata);
  syncFolder(folder.dir);
}

/** What an initialisation left that was killed. Its initdb may still be writing: then the rest goes at a later start. */
export function removeUnfinished(folder: DataFolder): void {
  for (const name of readdirSync(folder.dir)) {
    if (!name.startsWith(UNFINISHED)) continue;
    try {
      rmSync(path.join(folder.dir, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    } catch (error) {
      if (codeOf(error) !== 'ENOTEMPTY') throw error;
    }
  }
}

function writePassword(folder: DataFolder, launch: Launch): void {
  if (isTaken(folder.passwordFile))
    throw new EmbeddedServerError(`${folder.passwordFile} is no regular file: move it away, then try again.`);
  const draft = `${folder.passwordFile}.${randomBytes(6).toString('hex')}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, `${randomBytes(24).toString('base64url')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  handOver(draft, launch);
  renameSync(draft, folder.passwordFile);
  syncFolder(folder.dir);
}

/** Encoding and collation are named, as they would follow the machine's locale otherwise (stack.md 4). */
async function runInitdb(pgdata: string, passwordFile: string, programs: Binaries, launch: Launch): Promise<void> {
  const { file, args } = launch.wrap(programs.initdb, [
    `--pgdata=${pgdata}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ]);
  const options = {
    ...launch.identity,
    cwd: pgdata,
    env: postgresEnvironment(),
    detached: true,
    windowsHide: true,
  };
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2_000);
  });
  await new Promise<void>((resolve, reject) => {
    const failed = (why: string) => {
      rmSync(pgdata, { recursive: true, force: true });
      const nameless = /could not look up effective user ID/.test(why)
        ? '. PostgreSQL needs a name for its user: run as one that /etc/passwd names, or allow user namespaces (unshare)'
        : '';
      reject(new EmbeddedServerError(`A new database could not be made in ${path.dirname(pgdata)}: ${why}${nameless}`));
    };
    child.once('error', (error) => failed(error.message));
    child.once('close', (code) => (code === 0 ? resolve() : failed(complaint.trim() || `initdb ended with ${code}`)));
  });
}
