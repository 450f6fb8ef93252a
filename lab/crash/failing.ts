import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { labFile } from '../scenarios/temporary.js';

const SOURCE = labFile('crash/failing-disk.c');
/** About what a commit waits for on a solid-state disk. */
const SYNC_TAKES = '700';

/** The orders to the library in `failing-disk.c`, which the server is started with. */
export class FailingDisk {
  constructor(private readonly order: string) {}
  /** From now on one in `oneIn` calls fails. `word`: part of the path of the files it concerns. */
  fail(kind: 'sync' | 'write', word: string, error: number, oneIn: number): void {
    writeFileSync(`${this.order}.new`, `${kind} ${word} ${error} ${oneIn}\n`);
    renameSync(`${this.order}.new`, this.order);
  }
  works(): void {
    rmSync(this.order, { force: true });
  }
  /** Calls that failed since the beginning. */
  fired(): number {
    const file = `${this.order}.fired`;
    return existsSync(file) ? statSync(file).size : 0;
  }
}

/** Compiles the library and has every PostgreSQL that this process starts from now on preload it; or says why not. */
export function failingDisk(folder: string): FailingDisk | { readonly why: string } {
  if (process.platform !== 'linux') return { why: `no LD_PRELOAD on ${process.platform}` };
  const library = join(folder, 'failing-disk.so');
  const { status, stderr, error } = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, SOURCE, '-ldl'], {
    encoding: 'utf8',
  });
  if (error) return { why: `no C compiler: ${error.message}` };
  if (status !== 0) return { why: `cc refused: ${stderr.trim().split('\n', 1).join()}` };
  const order = join(folder, 'order');
  Object.assign(process.env, { LD_PRELOAD: library, FAILING_DISK: order, SYNC_TAKES });
  return new FailingDisk(order);
}

/** The environment for processes that are not PostgreSQL. */
export function soundEnvironment(): NodeJS.ProcessEnv {
  const { LD_PRELOAD: _, ...rest } = process.env;
  return rest;
}
