import { closeSync, fstatSync, openSync, statSync } from 'node:fs';
import { z } from 'zod';
import { codeOf, EmbeddedServerError } from './failure.js';
import { type Deadline, until } from './waiting.js';

/** Held until every process that has `fd` open has closed it or is gone. */
export interface KernelLock {
  /** To be inherited by whoever shall hold the lock on. */
  readonly fd: number;
  /** This process's part in it. */
  release(): void;
}

/** @returns undefined where another open file holds the lock, be it of this process, another container or another mount */
export type TryLock = (file: string) => KernelLock | undefined;

const Library = z.object({
  tryLock: z.custom<(fd: number) => boolean>((value) => typeof value === 'function'),
});

/**
 * Locks of the kernel, which Node has none of: of the open file on Linux (F_OFD_SETLK), flock on macOS. They belong to
 * the file itself and not to a name or a process number, so they hold across namespaces, mounts and containers, and
 * they end with the last process that has the file open, however it ends.
 * @returns undefined where the library has no program for this platform. Windows locks for one process and cannot hand on.
 */
export async function kernelLocks(): Promise<TryLock | undefined> {
  if (process.platform !== 'linux' && process.platform !== 'darwin') return undefined;
  try {
    const { default: library } = await import('fs-native-extensions');
    const { tryLock } = Library.parse(library);
    return (file) => lockWith(tryLock, file);
  } catch {
    return undefined;
  }
}

function lockWith(tryLock: (fd: number) => boolean, file: string): KernelLock | undefined {
  const fd = open(file);
  try {
    if (ask(tryLock, fd, file) && isStillNamed(fd, file)) return { fd, release: once(() => closeSync(fd)) };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  closeSync(fd);
  return undefined;
}

function open(file: string): number {
  try {
    return openSync(file, 'a', 0o600);
  } catch (error) {
    throw new EmbeddedServerError(
      `the folder of the database cannot be written (${codeOf(error)}): make room on its disk, or mend its rights, then try again`,
      { cause: error },
    );
  }
}

function ask(tryLock: (fd: number) => boolean, fd: number, file: string): boolean {
  try {
    return tryLock(fd);
  } catch (error) {
    throw new EmbeddedServerError(
      `no-lock: the file system gives no lock on ${file} (${codeOf(error)}), and without one two servers could write the ` +
        'same data. Put the folder of the database (--data) on a local disk, or use a PostgreSQL of your own.',
      { cause: error },
    );
  }
}

/** A file that was deleted meanwhile locks nothing for those who open its name anew. */
function isStillNamed(fd: number, file: string): boolean {
  const [own, named] = [fstatSync(fd), statSync(file, { throwIfNoEntry: false })];
  return named !== undefined && named.ino === own.ino && named.dev === own.dev;
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}

/** Runs `work` while no other process is inside a `withKernelLock` of the same file. A killed process leaves nothing behind. */
export async function withKernelLock<T>(
  tryLock: TryLock,
  file: string,
  deadline: Deadline,
  work: () => Promise<T>,
): Promise<T> {
  const lock = await until(deadline, () => tryLock(file), 15);
  if (lock === undefined)
    throw new EmbeddedServerError(
      'Another process is still starting or stopping the embedded database. Try again when it has finished ' +
        `(it holds ${file}).`,
    );
  try {
    return await work();
  } finally {
    lock.release();
  }
}
