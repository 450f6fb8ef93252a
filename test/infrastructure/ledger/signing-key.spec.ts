import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyLost } from '../../../src/infrastructure/key-lost.js';
import { signingKey } from '../../../src/infrastructure/ledger/signing-key.js';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sagsspor-key-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the signing key', () => {
  it('is made at its first use, and stays the same', () => {
    const file = join(dir, 'ledger-key', 'signing-key.pem');
    const made = signingKey(file, 'sagsspor').verifier;
    expect(signingKey(file, 'sagsspor', 'log', 'a log exists that it signs').verifier).toBe(made);
  });

  it('is not made anew where something was signed by it', () => {
    const file = join(dir, 'ledger-key', 'signing-key.pem');
    const lost = () => signingKey(file, 'sagsspor', 'log', 'a log exists that it signs');
    expect(lost).toThrow(KeyLost);
    expect(lost).toThrow(
      /^key-lost: ledger-key\/signing-key\.pem is missing, and a log exists that it signs: put it back/,
    );
    expect(existsSync(join(dir, 'ledger-key'))).toBe(false);
  });
});
