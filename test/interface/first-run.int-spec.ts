import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { lockOf } from '../../src/interface/cli/doctor.js';
import { install } from '../../src/main/compose.js';

// Starting servers takes its time on a busy machine.
jest.setTimeout(60_000);

const made: string[] = [];
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

describe('the first run', () => {
  it('makes the data folder so that PostgreSQL can pass through it, before any key closes it', async () => {
    const data = join(mkdtempSync(join(tmpdir(), 'sagsspor-first-')), 'data');
    made.push(join(data, '..'));

    const installation = await install({ data });
    await installation.close();

    expect((statSync(data).mode & 0o777).toString(8)).toBe(process.getuid?.() === 0 ? '711' : '700');
    expect((statSync(join(data, 'ledger-key')).mode & 0o777).toString(8)).toBe('700');
    expect((statSync(join(data, 'kms')).mode & 0o777).toString(8)).toBe('700');
  });
});

describe('doctor on the lock of the folder', () => {
  it('has nothing to say where the platform has one, and says where it has none', async () => {
    expect(await lockOf('.data')).toEqual([]);
    expect(await lockOf('.data', async () => undefined)).toMatchObject([
      { level: 'look', what: expect.stringContaining('has no lock of the kernel for .data') },
    ]);
  });
});
