import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** A folder that is gone when this process has ended. */
export function temporaryFolder(what: string): string {
  const folder = mkdtempSync(join(tmpdir(), `sagsspor-${what}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file of the lab that is no program. Runs start in the root of the repository (`run.mjs`), wherever the lab was built to. */
export const labFile = (path: string): string => join('lab', path);
