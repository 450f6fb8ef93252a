// The disk's own time for what a commit asks of it. Run by itself it prints the samples, so that it can be run below a slow fsync.
import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quantile } from './measure.mjs';

const PAGE = Buffer.alloc(8192, 1);
const PAGES = 64;
const SAMPLES = 300;

/**
 * Milliseconds of writing 8 kB and fdatasync, in this folder. The file is filled beforehand and then overwritten, as the server
 * does with its log: no change of size is to be synced.
 */
function sample(folder) {
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

/** @param env of the process that samples */
export function fsyncTime(folder, env = process.env) {
  const samples = JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), folder], { env }));
  return { median: quantile(samples, 0.5), p99: quantile(samples, 0.99) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(JSON.stringify(sample(process.argv[2])));
