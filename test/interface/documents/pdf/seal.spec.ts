import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ledger } from '../../../../src/application/audit/ledger.js';
import { LedgerFolder } from '../../../../src/infrastructure/ledger/ledger-folder.js';
import { signingKey } from '../../../../src/infrastructure/ledger/signing-key.js';
import { pdfReplay } from '../../../../src/interface/documents/pdf/replay.js';
import { sealed } from '../../../../src/interface/documents/pdf/seal.js';
import { caseOfSof, idFor, readerOf } from '../../../support/given.js';
import { memoryInstallation } from '../../../support/installation.js';

const folder = mkdtempSync(join(tmpdir(), 'sealed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = '2024-05-06T09:00:00.000Z';
let pdf: Uint8Array;
let key = '';
const checked = (bytes: Uint8Array, by = key) => {
  const file = join(folder, 'replay.pdf');
  writeFileSync(file, bytes);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['verifier/sagsspor-verify.mjs', file, '--key', by], {
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
};

beforeAll(async () => {
  const product = memoryInstallation(() => at);
  await caseOfSof(product, ['2024-05-01T10:00:00+02:00', '2024-05-02T10:00:00+02:00', '2024-05-03T10:00:00+02:00']);
  const signer = signingKey(join(folder, 'key.pem'), 'sagsspor');
  key = signer.verifier;
  const store = new LedgerFolder(join(folder, 'ledger'));
  const ledger = new Ledger({ store: product.store, ledger: store, signer, clock: product.clock });
  const replay = await product.ask(readerOf('BIF:compliance'), 'CaseReplay', { id: idFor('k') });
  const moment = { at: String(replay.visibility.position), clock: 'recorded' } as const;
  const names = { agencyName: (code: string) => code, basisName: (code: string) => code };
  const paper = await pdfReplay({ replay, moment, by: 'bif-compliance', chain: null, ...names }, 'da');
  pdf = await sealed(paper, ['replay S-2024-0001', `made ${at}`], (lines) => ledger.statement(lines));
});

describe('A replay on paper', () => {
  it('is signed in its own place, and a third party checks it with a program of its own', () => {
    expect(Buffer.from(pdf.subarray(0, 8)).toString()).toBe('%PDF-1.7');
    expect(checked(pdf)).toMatchObject({ status: 0, said: expect.stringContaining('replay S-2024-0001') });
  });

  it('does not hold once one of its bytes is another, or where another has signed it', () => {
    const changed = Buffer.from(pdf);
    const where = Math.floor(changed.length / 2);
    changed[where] = (changed[where] ?? 0) ^ 1;
    expect(checked(changed)).toMatchObject({ status: 1, said: expect.stringContaining('something in it was changed') });
    const other = signingKey(join(folder, 'other.pem'), 'sagsspor').verifier;
    expect(checked(pdf, other)).toMatchObject({ status: 1, said: expect.stringContaining('no good signature') });
  });

  it('does not hold where a signature is put beside the first, or none is there', () => {
    const text = Buffer.from(pdf).toString('latin1');
    const twice = Buffer.from(
      text.replace('sagsspor-signature:', 'sagsspor-signature:x sagsspor-signature:'),
      'latin1',
    );
    expect(checked(twice)).toMatchObject({ status: 1, said: expect.stringContaining('in two ways') });
    const without = Buffer.from(text.replaceAll('sagsspor-signature:', 'sagsspor-signaturf:'), 'latin1');
    expect(checked(without)).toMatchObject({ status: 1, said: expect.stringContaining('not signed') });
  });
});
