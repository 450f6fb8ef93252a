// The disk's own time for what a commit asks of it. Run by itself it prints the samples, so that it can be run below a slow fsync.
import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { quantile } from './measure.js';

const PAGE = Buffer.alloc(8192, 1);
const PAGES = 64;
const SAMPLES = 300;

/**
 * Milliseconds of writing 8 kB and fdatasync, in this folder. The file is filled beforehand and then overwritten, as the server
 * does with its log: no change of size is to be synced.
 */
function sample(folder: string): readonly number[] {
  const path = join(folder, 'fsync-probe');
  const file = openSync(path, 'w');
  try {
    for (let page = 0; page < PAGES; page++) writeSync(file, PAGE, 0, PAGE.length, page * PAGE.length);
    fdatasyncSync(file);
    return Array.from({ length: SAMPLES }, (_, i) => {
      const began = performance.now();
      writeSync(file, PAGE, 0, PAGE.length, (i % PAGES) * PAGE.length);
      fdatasyncSync(file);
      return performance.now() - began;
    });
  } finally {
    closeSync(file);
    rmSync(path);
  }
}

/** Milliseconds. */
export interface FsyncTime {
  readonly median: number;
  readonly p99: number;
}

/** @param env of the process that samples */
export function fsyncTime(folder: string, env = process.env): FsyncTime {
  const printed = execFileSync(process.execPath, [fileURLToPath(import.meta.url), folder], { env, encoding: 'utf8' });
  const samples: readonly number[] = JSON.parse(printed);
  return { median: quantile(samples, 0.5), p99: quantile(samples, 0.99) };
}

const [, script, folder] = process.argv;
if (script === fileURLToPath(import.meta.url) && folder) process.stdout.write(JSON.stringify(sample(folder)));
