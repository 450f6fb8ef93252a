import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openToOthers } from '../../src/infrastructure/open-to-others.js';
import { civilRegisterOf } from '../../src/main/civil-register.js';
import { ConfigError, configFrom } from '../../src/main/config.js';
import { testCertificate } from '../support/eventstoredb/test-certificate.js';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-cpr-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text, { mode: 0o600 });
  return join(folder, name);
};
const SET = {
  CPR_URL: 'https://127.0.0.1:9/service',
  CPR_CERTIFICATE: file('certificate.pem', testCertificate.cert),
  CPR_KEY: file('key.pem', testCertificate.key),
  CPR_CVR: '12345678',
};
const faultsOf = (work: () => unknown): readonly string[] => {
  try {
    work();
    return [];
  } catch (error) {
    return (error as ConfigError).faults;
  }
};

describe('The civil register', () => {
  it('is off until it is configured, and then whole', () => {
    expect(civilRegisterOf(configFrom({}))).toBeUndefined();
    expect(civilRegisterOf(configFrom(SET))).toBeDefined();
    const { CPR_KEY: _, ...keyless } = SET;
    expect(faultsOf(() => configFrom(keyless))).toEqual([
      'CPR_URL is set: set CPR_CERTIFICATE, CPR_KEY, and CPR_CVR or CPR_AGREEMENT as well, or unset it.',
    ]);
    const ids = [1, 2, 3, 4].map((n) => `0000000${n}-0000-4000-8000-000000000000`).join(' ');
    const { CPR_CVR: __, ...nobodys } = SET;
    expect(civilRegisterOf(configFrom({ ...nobodys, CPR_AGREEMENT: ids }))).toBeDefined();
    expect(faultsOf(() => configFrom({ ...SET, CPR_AGREEMENT: ids }))).toEqual([
      'CPR_CVR and CPR_AGREEMENT both say in whose name the register is asked: unset one of them.',
    ]);
    expect(faultsOf(() => configFrom({ ...SET, CPR_URL: 'http://127.0.0.1:9/' }))[0]).toMatch(
      /^CPR_URL takes an address/,
    );
  });

  it('does not start on a file that is no PEM file, and says which, not what is in it', () => {
    const CPR_KEY = file('none.pem', 'hemmelig');
    expect(faultsOf(() => civilRegisterOf(configFrom({ ...SET, CPR_KEY })))).toEqual([
      `CPR_KEY names ${CPR_KEY}, which is no PEM file that can be read.`,
    ]);
    const missing = join(folder, 'missing.pem');
    expect(() => civilRegisterOf(configFrom({ ...SET, CPR_CERTIFICATE: missing }))).toThrow(ConfigError);
  });

  it('has a key that others may not read', () => {
    expect(openToOthers(folder, SET)).toEqual([]);
    chmodSync(SET.CPR_KEY, 0o644);
    expect(openToOthers(folder, SET)).toEqual([SET.CPR_KEY]);
  });
});
