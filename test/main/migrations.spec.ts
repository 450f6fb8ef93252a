import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { configFrom } from '../../src/main/config.js';
import { migrations } from '../../src/main/migrations.js';

it('to say what a start would do makes no database where there is none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sagsspor-migrations-'));
  const mistyped = join(folder, 'mistyped');
  try {
    await expect(migrations(configFrom({}), mistyped)).rejects.toThrow(`no-database: ${mistyped}`);
    expect(existsSync(mistyped)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
