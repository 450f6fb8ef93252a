import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

/** A file of the log that was read is gone or short: its range is read again. */
export class TornSpill extends Error {
  constructor(
    readonly range: number,
    readonly file: string,
  ) {
    super(`what was read of the log (part ${range}) is gone or not whole`);
  }
}

/** The disk with the files is full. */
export class NoRoom extends Error {
  constructor(folder: string, cause: unknown) {
    super(
      `there is no room left in ${folder}: a rebuild puts the whole log there for a while. What it had put there is removed, the read models in use are as they were; make room and run "rebuild" again, or "rebuild --abort"`,
      { cause },
    );
  }
}
const FULL = new Set(['ENOSPC', 'EDQUOT']);
export const unlessNoRoom =
  (folder: string) =>
  (error: NodeJS.ErrnoException): never => {
    throw FULL.has(error.code ?? '') ? new NoRoom(folder, error) : error;
  };

/** Where the files of a rebuild are, under the folder that an installation keeps for them. */
export const spillFolder = (root: string, id: string): string => join(root, id);

/** Takes away what rebuilds that are no more have left; by whoever holds the lock of rebuilds. @param alive the one that stays */
export async function sweep(root: string, alive?: string): Promise<void> {
  const found = await readdir(root).catch(() => []);
  const dead = found.filter((id) => id !== alive);
  await Promise.all(dead.map((id) => rm(spillFolder(root, id), { recursive: true, force: true })));
}

/** Nothing of what was read is there any more, and nothing says that it is. */
export async function forgetSpill(pool: Pick<pg.Pool, 'query'>, folder: string): Promise<void> {
  await pool.query('delete from rebuild_range');
  await rm(folder, { recursive: true, force: true });
}

/** Whoever comes next reads it again; not where somebody has done so already, under another name. */
export async function forgetRange(pool: Pick<pg.Pool, 'query'>, { range, file }: TornSpill): Promise<void> {
  await pool.query('delete from rebuild_range where range = $1 and file = $2', [range, file]);
}
