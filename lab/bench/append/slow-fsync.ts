import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { labFile, temporaryFolder } from '../../scenarios/temporary.js';
import { Absent } from './absent.js';

const COMPILER = '/usr/bin/cc';

/**
 * Builds the library that makes fsync slower.
 * @returns its path for LD_PRELOAD
 * @throws Absent where it cannot be built
 */
export function buildSlowFsync(): string {
  if (process.platform !== 'linux' || !existsSync(COMPILER)) throw new Absent(`needs Linux and ${COMPILER}`);
  const folder = temporaryFolder('slow-fsync');
  const library = join(folder, 'slow-fsync.so');
  const source = labFile('bench/append/slow-fsync.c');
  const built = spawnSync(COMPILER, ['-O2', '-shared', '-fPIC', '-o', library, source], { encoding: 'utf8' });
  if (built.status !== 0) throw new Absent(`${COMPILER} could not build slow-fsync.c: ${built.stderr}`);
  // The server may run as another user than we do.
  chmodSync(folder, 0o755);
  return library;
}
