import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Destroyed } from '../../../src/application/ports/erasing.js';
import { DESTROYED_FILE, DestroyedFiles, putDestroyed } from '../../../src/infrastructure/erasing/destroyed-files.js';
import { signingKey } from '../../../src/infrastructure/ledger/signing-key.js';
import { idFor } from '../../support/given.js';

const entry = (n: number): Destroyed => ({
  ...{ decidedBy: idFor(`decision ${n}`), at: '2026-06-01T12:00:00.000Z', keyIds: [idFor(`key ${n}`)] },
  segments: [{ eventId: idFor(`event ${n}`), segment: 0 }],
});

describe('The list of destroyed keys', () => {
  let folder: string;
  const kms = () => join(folder, 'kms');
  const fileOf = (beside: string) => join(folder, beside, DESTROYED_FILE);
  const signed = (key: string) =>
    new DestroyedFiles([kms(), join(folder, 'ledger')], signingKey(join(folder, key, 'signing-key.pem'), 'sagsspor'));
  const list = () => signed('key');
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sagsspor-destroyed-'));
    await list().add(entry(1));
    cpSync(kms(), join(folder, 'older'), { recursive: true });
    await list().add(entry(2));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is the same in every place, the oldest first', async () => {
    expect(await list().entries()).toEqual([entry(1), entry(2)]);
    expect(readFileSync(fileOf('kms'))).toEqual(readFileSync(fileOf('ledger')));
  });

  it('is put back from the longest that there is, by whatever name somebody kept it', async () => {
    const [kept, elsewhere] = [join(folder, 'list-of-november.txt'), join(folder, 'elsewhere')];
    cpSync(fileOf('kms'), kept);
    putDestroyed([fileOf('older'), join(folder, 'none', DESTROYED_FILE), kept], [elsewhere]);
    expect(readFileSync(join(elsewhere, DESTROYED_FILE))).toEqual(readFileSync(kept));
  });

  it('holds all that is added at once: an erasure, and what is over in the access log', async () => {
    const one = list();
    await Promise.all([one.add(entry(3)), one.add(entry(4))]);
    expect(await list().entries()).toEqual([entry(1), entry(2), entry(3), entry(4)]);
  });

  it('knows what one of the places has forgotten: put back from a backup, or gone', async () => {
    cpSync(join(folder, 'older'), kms(), { recursive: true });
    expect(await list().entries()).toEqual([entry(1), entry(2)]);
    rmSync(kms(), { recursive: true });
    await list().add(entry(3));
    expect(readFileSync(fileOf('kms'))).toEqual(readFileSync(fileOf('ledger')));
    expect(await list().entries()).toHaveLength(3);
  });

  it.each([
    ['another key', (lines: string[]) => [lines[0], lines[1]?.replace(idFor('key 2'), idFor('key 9'))]],
    ['its first line taken out', (lines: string[]) => [lines[1]]],
    ['its lines exchanged', (lines: string[]) => [lines[1], lines[0]]],
    ['a line that is none', (lines: string[]) => [...lines, 'x']],
  ])('with %s is refused by name', async (_, changed) => {
    const lines = readFileSync(fileOf('kms'), 'utf8').split('\n').filter(Boolean);
    for (const beside of ['kms', 'ledger']) writeFileSync(fileOf(beside), `${changed(lines).join('\n')}\n`);
    await expect(list().entries()).rejects.toThrow(/destroyed-list-changed/);
  });

  it('signed by another installation, or not the same in two places, is refused by name', async () => {
    await expect(signed('another key').entries()).rejects.toThrow(/destroyed-list-changed/);
    mkdirSync(kms(), { recursive: true });
    writeFileSync(fileOf('kms'), 'x\n');
    await expect(list().entries()).rejects.toThrow(/do not agree/);
  });
});
