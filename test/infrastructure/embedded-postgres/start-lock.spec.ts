import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withStartLock } from '../../../src/infrastructure/embedded-postgres/start-lock.js';
import { deadlineIn } from '../../../src/infrastructure/embedded-postgres/waiting.js';

let dir = '';
let file = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'sagsspor-lock-'));
  file = path.join(dir, 'lock');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const work = async (): Promise<string> => 'done';

describe('the start lock', () => {
  it('lets one in at a time, and is gone when the work is done', async () => {
    let inside = 0;
    const crowd: number[] = [];
    const enter = () =>
      withStartLock(file, deadlineIn(300_000), async () => {
        inside += 1;
        await nextTurn();
        crowd.push(inside);
        inside -= 1;
      });

    await Promise.all([enter(), enter(), enter(), enter()]);

    expect(crowd).toEqual([1, 1, 1, 1]);
    expect(existsSync(file)).toBe(false);
  });

  it('is given back when the work fails', async () => {
    await expect(withStartLock(file, deadlineIn(300_000), () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
    expect(existsSync(file)).toBe(false);
  });

  it('of a dead process is taken over', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(file, `${pid} 1 abc`);

    expect(await withStartLock(file, deadlineIn(300_000), work)).toBe('done');
  });

  it('whose writer died before naming itself is taken over', async () => {
    writeFileSync(file, '');
    utimesSync(file, 1, 1);

    expect(await withStartLock(file, deadlineIn(300_000), work)).toBe('done');
  });

  it('of a living process is waited for until the deadline, and the message names the process', async () => {
    const { ppid } = process;
    writeFileSync(file, `${ppid}  abc`);

    await expect(withStartLock(file, deadlineIn(60), work)).rejects.toThrow(`Process ${ppid} is still starting`);
    expect(existsSync(file)).toBe(true);
  });
});
