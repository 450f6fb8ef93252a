import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { textOf } from '../application/input/decode.js';
import { InputFault } from '../application/input/fault.js';
import { FILE, strictJson } from '../application/input/strict-json.js';

/** Something stands under the name that a file may not take the place of. */
export class NoRegularFile extends Error {
  override readonly name = 'NoRegularFile';

  constructor(file: string, what: string) {
    super(`no-regular-file: ${file} is ${what}: name a file, or a place where none is`);
  }
}

const kindOf = (found: Stats): string =>
  found.isDirectory() ? 'a folder' : found.isSymbolicLink() ? 'a link that leads nowhere' : 'no regular file';

/** @returns the regular file of this name, or undefined where there is nothing. @throws NoRegularFile for all else, links too */
export function regularFile(file: string): Stats | undefined {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile())
    throw new NoRegularFile(file, found.isSymbolicLink() ? 'a link' : kindOf(found));
  return found;
}

/** Of plans, kept reports and lists of mailboxes: what a person names as an input. */
const MOST = 16 * 1024 * 1024;

/** A file of JSON, decoded strictly and cut while it is read. @throws InputFault; an error of the system where it cannot be read */
export function readJson(file: string, most = MOST): { readonly json: unknown; readonly text: string } {
  const text = readText(file, most);
  return { json: strictJson(text, FILE), text };
}
/** The same of a text. */
export const readText = (file: string, most = MOST): string => textOf(readUpTo(file, most));

/**
 * Opened without waiting: to open a pipe into which nobody writes would wait for ever, deaf to every signal. What comes late is waited for,
 * as through `<(…)`; what does not come is no input.
 */
function readUpTo(file: string, most: number): Uint8Array {
  const handle = openSync(file, process.platform === 'win32' ? 'r' : constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const parts: Buffer[] = [];
    for (let size = 0; ; ) {
      const part = Buffer.allocUnsafe(64 * 1024);
      const read = readWaiting(handle, part, file);
      if (read === 0 && size === 0 && fstatSync(handle).isFIFO()) throw new NoRegularFile(file, EMPTY_PIPE);
      if (read === 0) return Buffer.concat(parts);
      parts.push(part.subarray(0, read));
      size += read;
      if (size > most) throw new InputFault(`holds more than ${most} bytes`, 'too-large');
    }
  } finally {
    closeSync(handle);
  }
}
const EMPTY_PIPE = 'a pipe into which nobody writes';
/** For as long as this nothing may come from who holds a pipe open. */
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 20;

function readWaiting(handle: number, part: Buffer, file: string): number {
  for (let waited = 0; waited <= PATIENCE_MS; waited += LOOK_AGAIN_MS) {
    try {
      return readSync(handle, part);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
    }
  }
  throw new NoRegularFile(file, EMPTY_PIPE);
}

/** Whole or not at all, also through a crash. Nothing but a regular file is replaced. @throws NoRegularFile */
export function replaceFile(file: string, bytes: Uint8Array, mode = 0o600): void {
  regularFile(file);
  const draft = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    write(draft, 'wx', bytes, mode);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

/**
 * What a person names as the place of an output. A regular file is replaced whole and keeps its rights; a link is
 * followed; a device or a pipe (`/dev/stdout`, `/dev/null`) is written into, for a file in its place would end it for
 * everybody. @throws NoRegularFile for a folder, a link that leads nowhere, or a pipe that nobody reads
 */
export function writeOutput(out: string, bytes: Uint8Array, mode?: number): void {
  const named = lstatSync(out, { throwIfNoEntry: false });
  const found = named?.isSymbolicLink() ? statSync(out, { throwIfNoEntry: false }) : named;
  if (named !== undefined && (found === undefined || found.isDirectory()))
    throw new NoRegularFile(out, kindOf(found ?? named));
  if (found === undefined) replaceFile(out, bytes, mode ?? 0o666 & ~process.umask());
  else if (found.isFile()) replaceFile(realpathSync(out), bytes, found.mode & 0o777);
  else if (found.isFIFO()) writeToReader(out, bytes);
  else write(out, 'w', bytes, 0o600);
}

/** To open a pipe that nobody reads would wait for ever, deaf to every signal, and hold the database meanwhile. */
function writeToReader(pipe: string, bytes: Uint8Array): void {
  const held = heldOpen(pipe); // till all is written: a reader takes its closing for the end
  try {
    write(pipe, 'w', bytes, 0o600);
  } finally {
    closeSync(held);
  }
}
function heldOpen(pipe: string): number {
  try {
    return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENXIO'
      ? new NoRegularFile(pipe, 'a pipe that nobody reads')
      : error;
  }
}

function write(file: string, flag: 'w' | 'wx', bytes: Uint8Array, mode: number): void {
  const handle = openSync(file, flag, mode);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
    if (flag === 'wx') fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A name is durable only once its folder is flushed; Windows has no such call. */
export function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
