import { accessSync, chmodSync, constants, lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedServerError } from './failure.js';

/** The parts of one embedded database on disk. All paths are absolute and free of symlinks. */
export interface DataFolder {
  readonly dir: string;
  readonly pgdata: string;
  readonly passwordFile: string;
  readonly logFile: string;
  /** Held by whoever starts, joins or stops the server, for as long as that takes. */
  readonly startLock: string;
  /** Held by the server itself, for as long as one of its processes lives. */
  readonly serverLock: string;
}

export const runsAsRoot = (): boolean => process.getuid?.() === 0;

/**
 * The folder under `--data`, made where it is missing. Root's is 0711, so that the user to whom PostgreSQL drops can
 * pass through (not list) it; any other user's is 0700. An existing folder keeps its rights. To be called before
 * anything is put below it: whoever makes the folder decides who can pass.
 * @returns its path, absolute and free of symlinks
 */
export function makeDataFolder(dir: string): string {
  const wanted = path.resolve(dir);
  const mode = runsAsRoot() ? 0o711 : 0o700;
  const made = mkdirSync(wanted, { recursive: true, mode }) !== undefined;
  if (made) chmodSync(wanted, mode);
  return realpathSync(wanted);
}

/**
 * The folder of an embedded database, made where it is missing.
 * @throws EmbeddedServerError where the folder is another user's
 */
export function openDataFolder(dir: string): DataFolder {
  const real = makeDataFolder(dir);
  const folder = {
    dir: real,
    pgdata: path.join(real, 'pgdata'),
    passwordFile: path.join(real, 'pg-password'),
    logFile: path.join(real, 'postgres.log'),
    startLock: path.join(real, 'pg-start.lock'),
    serverLock: path.join(real, 'pg-server.lock'),
  };
  if (!runsAsRoot()) refuseForeign(folder);
  return folder;
}

function refuseForeign(folder: DataFolder): void {
  const owner = statSync(folder.pgdata, { throwIfNoEntry: false })?.uid;
  const own = owner === undefined || owner === process.getuid?.() || process.platform === 'win32';
  if (own && canWriteIn(folder.dir)) return;
  throw new EmbeddedServerError(
    `The database folder ${folder.dir} belongs to another user. Run Sagsspor as that user or as root, name another ` +
      'folder (--data), or give this one with all in it to the user who runs Sagsspor (chown -R).',
  );
}

function canWriteIn(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Is there what is no regular file? Nothing is renamed over that. */
export function isTaken(file: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile();
}
