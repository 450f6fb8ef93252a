import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Absent } from './absent.mjs';

const COMPILER = '/usr/bin/cc';

/**
 * Builds the library that makes fsync slower.
 * @returns its folder, to be removed, and its path for LD_PRELOAD
 * @throws Absent where it cannot be built
 */
export function buildSlowFsync() {
  if (process.platform !== 'linux' || !existsSync(COMPILER)) throw new Absent(`needs Linux and ${COMPILER}`);
  const folder = mkdtempSync(join(tmpdir(), 'sagsspor-slow-fsync-'));
  const library = join(folder, 'slow-fsync.so');
  const source = fileURLToPath(new URL('slow-fsync.c', import.meta.url));
  const built = spawnSync(COMPILER, ['-O2', '-shared', '-fPIC', '-o', library, source], { encoding: 'utf8' });
  if (built.status !== 0) throw new Absent(`${COMPILER} could not build slow-fsync.c: ${built.stderr}`);
  // The server may run as another user than we do.
  chmodSync(folder, 0o755);
  return { folder, library };
}
