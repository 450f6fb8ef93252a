import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** The parts of one embedded database on disk. All paths are absolute and free of symlinks. */
export interface DataFolder {
  readonly dir: string;
  readonly pgdata: string;
  readonly passwordFile: string;
  readonly logFile: string;
  readonly lockFile: string;
}

export const runsAsRoot = (): boolean => process.getuid?.() === 0;

/**
 * The folder of an embedded database, made where it is missing. Root's folder is 0711, so that the user to whom
 * PostgreSQL drops can pass through (not list) it; any other user's is 0700. An existing folder keeps its rights.
 */
export function openDataFolder(dir: string): DataFolder {
  const wanted = path.resolve(dir);
  const mode = runsAsRoot() ? 0o711 : 0o700;
  const made = mkdirSync(wanted, { recursive: true, mode }) !== undefined;
  if (made) chmodSync(wanted, mode);
  const real = realpathSync(wanted);
  return {
    dir: real,
    pgdata: path.join(real, 'pgdata'),
    passwordFile: path.join(real, 'pg-password'),
    logFile: path.join(real, 'postgres.log'),
    lockFile: path.join(real, 'pg-start.lock'),
  };
}

/** Makes names in a folder (a new file, a rename) survive a power cut. Windows cannot open folders, and needs no such call. */
export function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
