import { existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { lockOf } from '../../src/interface/cli/doctor.js';
import { install } from '../../src/main/compose.js';
import { machinery } from '../../src/main/machinery.js';
import { command, write } from '../contract/event-store/fixtures.js';

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

describe('a later run', () => {
  it('makes no key anew on which a log stands, and says which one is gone and how to mend it', async () => {
    const data = join(mkdtempSync(join(tmpdir(), 'sagsspor-later-')), 'data');
    made.push(join(data, '..'));
    const installation = await install({ data });
    await installation.store.append(command('a', [write('concern-1', 0, 'a')]));
    await installation.close();

    for (const [folder, name] of [
      ['kms', 'installation.key'],
      ['ledger-key', 'signing-key.pem'],
    ] as const) {
      renameSync(join(data, folder), join(data, 'aside'));
      await expect(install({ data })).rejects.toThrow(`key-lost: ${folder}/${name} is missing, and a log`);
      expect(existsSync(join(data, folder))).toBe(false);
      renameSync(join(data, 'aside'), join(data, folder));
    }
    await (await install({ data })).close();
  });
});

describe('doctor on the lock of the folder', () => {
  it('has nothing to say where the platform has one, and says where it has none', async () => {
    expect(await lockOf('.data', machinery.hasKernelLocks)).toEqual([]);
    expect(await lockOf('.data', async () => false)).toMatchObject([
      { level: 'look', what: expect.stringContaining('has no lock of the kernel for .data') },
    ]);
  });
});
