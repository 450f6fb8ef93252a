import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../whole-file.js';
import type { Random } from './crypto.js';

export const POSIX = process.platform !== 'win32';

export function writeFlushed(file: string, bytes: Uint8Array | string, flag: 'wx' | 'r+' | 'a'): void {
  const handle = openSync(file, flag, 0o600);
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Written aside, flushed, then linked into place: a file is there whole or not at all, and of two processes one wins. */
export function writeOnce(file: string, bytes: Uint8Array, random: Random): void {
  const draft = `${file}.${random(6).toString('hex')}`;
  writeFlushed(draft, bytes, 'wx');
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  syncFolder(dirname(file));
}
