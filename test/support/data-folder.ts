import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sagsspor } from './cli.js';

/**
 * Makes a data folder of the product, with files of `demo/` imported: a copy of one that the spec files of a run share, for making a
 * database takes seconds.
 * @param dir where it shall be; it need not exist
 * @param files without their ending: `nine-months`
 */
export function dataFolder(dir: string, ...files: readonly string[]): void {
  cpSync(pattern(files), dir, { recursive: true });
}

/** It has its name when it is whole. Two workers that begin at once both make it, and one is thrown away. */
function pattern(files: readonly string[]): string {
  const whole = join(process.env.TEST_RUN ?? '', ['data', ...files].join('+'));
  if (existsSync(whole)) return whole;
  const part = `${whole}.${process.pid}`;
  const paths = files.map((file) => `demo/${file}.ndjson`);
  const { status, stderr } = sagsspor(...(paths.length > 0 ? ['import', ...paths] : ['projections']), '--data', part);
  if (status !== 0) throw new Error(stderr);
  try {
    renameSync(part, whole);
  } catch (error) {
    if (!existsSync(whole)) throw error;
    rmSync(part, { recursive: true, force: true });
  }
  return whole;
}
