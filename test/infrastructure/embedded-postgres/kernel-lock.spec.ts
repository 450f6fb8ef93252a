import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  kernelLocks,
  type TryLock,
  withKernelLock,
} from '../../../src/infrastructure/embedded-postgres/kernel-lock.js';
import { deadlineIn } from '../../../src/infrastructure/embedded-postgres/waiting.js';

let dir = '';
let file = '';
let tryLock: TryLock;
const children: ChildProcess[] = [];
beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'sagsspor-lock-'));
  file = path.join(dir, 'lock');
  const locks = await kernelLocks();
  if (locks === undefined) throw new Error('the library is a dependency: it must be here');
  tryLock = locks;
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

function heir(fd: number): ChildProcess {
  const child = spawn('sleep', ['600'], { stdio: ['ignore', 'ignore', 'ignore', fd], detached: true });
  children.push(child);
  return child;
}

describe('the lock of the kernel', () => {
  it('is held once, also within one process, and again after it was released', () => {
    const first = tryLock(file);
    expect(first).toBeDefined();
    expect(tryLock(file)).toBeUndefined();

    first?.release();

    const second = tryLock(file);
    expect(second).toBeDefined();
    second?.release();
  });

  it('is held on by the process that inherited it, until that one is killed', async () => {
    const own = tryLock(file);
    const child = heir(own?.fd ?? -1);
    await once(child, 'spawn');
    own?.release();
    expect(tryLock(file)).toBeUndefined();

    child.kill('SIGKILL');
    await once(child, 'exit');

    const next = tryLock(file);
    expect(next).toBeDefined();
    next?.release();
  });

  it('says what to do where the folder cannot be written', () => {
    expect(() => tryLock(path.join(dir, 'nowhere', 'lock'))).toThrow(/cannot be written \(ENOENT\)/);
  });
});

describe('work under the lock', () => {
  it('is done one at a time, and the lock is given back when it fails', async () => {
    let inside = 0;
    const crowd: number[] = [];
    const enter = (fails: boolean) =>
      withKernelLock(tryLock, file, deadlineIn(300_000), async () => {
        inside += 1;
        await nextTurn();
        crowd.push(inside);
        inside -= 1;
        if (fails) throw new Error('broken');
      });

    const outcomes = await Promise.allSettled([enter(false), enter(true), enter(false)]);

    expect(crowd).toEqual([1, 1, 1]);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });

  it('of another is waited for until the deadline', async () => {
    const other = tryLock(file);

    await expect(withKernelLock(tryLock, file, deadlineIn(60), async () => 'done')).rejects.toThrow(
      /Another process is still starting/,
    );
    const waiting = withKernelLock(tryLock, file, deadlineIn(300_000), async () => 'done');
    other?.release();

    expect(await waiting).toBe('done');
  });
});
