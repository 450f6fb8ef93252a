import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { assertClosed, OpenToOthers, openToOthers } from '../../src/infrastructure/open-to-others.js';
import { install } from '../../src/main/compose.js';

let data: string;
const at = (...parts: string[]) => join(data, ...parts);
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'sagsspor-open-'));
  for (const folder of ['kms', 'ledger-key', 'ledger']) {
    mkdirSync(at(folder), { mode: 0o700 });
    writeFileSync(at(folder, 'file'), 'x', { mode: 0o600 });
  }
  writeFileSync(at('pg-password'), 'x', { mode: 0o600 });
  writeFileSync(at('database-logins'), 'x', { mode: 0o600 });
  writeFileSync(at('identity.json'), '{}', { mode: 0o644 });
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

describe('What lies in the folder of an installation', () => {
  it('is closed as it was made', () => {
    expect(openToOthers(data, { IDENTITY_FILE: at('identity.json') })).toEqual([]);
    expect(() => assertClosed(data)).not.toThrow();
  });

  it.each([
    [['kms'], 0o750],
    [['kms', 'file'], 0o640],
    [['ledger-key', 'file'], 0o604],
    [['pg-password'], 0o644],
    [['database-logins'], 0o640],
    [['ledger', 'file'], 0o620],
  ])('is refused where others can read a key, or change what was signed: %j %o', async (path, mode) => {
    chmodSync(at(...path), mode);
    expect(openToOthers(data)).toEqual([at(...path)]);
    await expect(install({ data })).rejects.toThrow(`open-to-others: ${at(...path)}: chmod -R go= ${at(...path)}`);
  });

  it('is told instead, to whoever looks for what is wrong', () => {
    chmodSync(at('kms'), 0o755);
    const told: Error[] = [];
    assertClosed(data, (fault) => told.push(fault));
    expect(told).toEqual([expect.any(OpenToOthers)]);
  });

  it('may let others read what was signed, and never change who may come in', () => {
    chmodSync(at('ledger', 'file'), 0o644);
    expect(openToOthers(data)).toEqual([]);
    chmodSync(at('identity.json'), 0o666);
    for (const setting of ['IDENTITY_FILE', 'ACTIVE_USERS_FILE', 'MAIL_DIRECTORY'])
      expect(openToOthers(data, { [setting]: at('identity.json') })).toEqual([at('identity.json')]);
  });
});
