import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { Ledger } from '../../../src/application/audit/ledger.js';
import type { Reader } from '../../../src/application/authorization/reader.js';
import { Refused } from '../../../src/application/refusal.js';
import { LedgerFolder } from '../../../src/infrastructure/ledger/ledger-folder.js';
import { signingKey } from '../../../src/infrastructure/ledger/signing-key.js';
import { intoFolder, intoZip } from '../../../src/interface/cli/archive-files.js';
import { archivePackage, documentFiles, type PackagedFile } from '../../../src/interface/documents/archive.js';
import { actorOf, caseOfSof, give, idFor, refusalOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';
import { tagged } from './pdf/tags.js';

const at = (day: string) => `2017-${day}T10:00:00.000Z`;
const NOW = at('06-01');
const OFFICER: Reader = { actor: actorOf('BIF:compliance'), purpose: 'audit' };
const ids: string[] = [];
async function* sent(text: string) {
  yield Buffer.from(text);
}
async function* fromMap(files: ReadonlyMap<string, Uint8Array>): AsyncGenerator<PackagedFile> {
  yield* files;
}
const PROGRAM = 'verifier/sagsspor-verify.mjs';

describe('A closed case for the archive', () => {
  const product = memoryInstallation(() => NOW);
  const folder = mkdtempSync(join(tmpdir(), 'sagsspor-archive-'));
  const signer = signingKey(join(folder, 'key', 'signing-key.pem'), 'sagsspor');
  const ledger = new Ledger({
    store: product.store,
    ledger: new LedgerFolder(join(folder, 'ledger')),
    signer,
    clock: { now: () => NOW },
  });
  const out = join(folder, 'package');
  let files: ReadonlyMap<string, Uint8Array>;
  const archived = () => product.ask(OFFICER, 'CaseArchive', { id: idFor('k') });

  beforeAll(async () => {
    await give(product, 'SOF:caseworker', 'RegisterPerson', 'a person', at('03-01'), { name: 'Holger Opdigtsen' });
    await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
    expect(await refusalOf(archived())).toBe('validation-failed');
    await give(product, 'SOF:caseworker', 'RecordContact', 'k', at('03-05'), {
      ...{ kind: 'call', personId: idFor('a person'), summary: 'aftalte et møde' },
    });
    for (const words of ['et opdigtet brev', 'taget af igen']) {
      const { documentId } = await product.documents.upload(actorOf('SOF:caseworker'), sent(words));
      ids.push(documentId);
      await give(product, 'SOF:caseworker', 'AttachDocument', 'k', at('03-06'), {
        ...{ documentId, kind: 'letter', title: words },
      });
    }
    await give(product, 'SOF:caseworker', 'DetachDocument', 'k', at('03-07'), {
      documentId: ids[1],
      reason: 'forkert',
    });
    await give(product, 'SOF:caseworker', 'CloseCase', 'k', at('04-05'), { reason: 'risk-over' });
    const found = await archived();
    await ledger.checkpoint();
    const proofs = await Promise.all(found.case.timeline.map((e) => ledger.prove(e.position)));
    const packaged = async (documents: Pick<typeof product.documents, 'open'> = product.documents) => {
      const around = {
        proofs,
        documents,
        verifierKey: signer.verifier,
        program: readFileSync(PROGRAM),
        language: 'da',
      };
      const all = new Map<string, Uint8Array>();
      for await (const [name, bytes] of archivePackage(found, around as never)) all.set(name, bytes);
      return all;
    };
    const documentsIn = (all: ReadonlyMap<string, unknown>) =>
      [...all.keys()].filter((n) => n.startsWith('documents/'));
    files = await packaged();
    expect(documentsIn(files)).toEqual([`documents/${ids[0]}.txt`]);
    // Of one that was erased nothing is enclosed, and the rest goes all the same; where its key cannot be had now, nothing goes.
    const failing = (code: 'not-found' | 'unavailable') => ({
      open: async () => {
        throw new Refused(code, '');
      },
    });
    expect(documentsIn(await packaged(failing('not-found')))).toEqual([]);
    expect(await refusalOf(packaged(failing('unavailable')))).toBe('unavailable');
    await intoFolder(out, fromMap(files));
    // The same case gives the same bytes.
    const again = await packaged();
    expect([...again].every(([name, bytes]) => Buffer.from(bytes).equals(files.get(name) ?? new Uint8Array()))).toBe(
      true,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const check = () => {
    // By the program that lies in the package, in a folder of its own.
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['sagsspor-verify.mjs', '.', '--key', signer.verifier],
      { cwd: out, encoding: 'utf8' },
    );
    return { status, said: stdout === '' ? stderr : JSON.parse(stdout) };
  };
  const changed = (name: string, change: (text: string) => string) => {
    const before = readFileSync(join(out, name));
    writeFileSync(join(out, name), change(before.toString()));
    return () => writeFileSync(join(out, name), before);
  };

  it('is checked by the program that lies with it, without us', () => {
    expect(check()).toEqual({ status: 0, said: { holds: true, events: 6, stream: `case-${idFor('k')}` } });
  });

  it('does not hold where a file was changed, is missing, or lies beside', () => {
    const mend = changed('case.json', (text) => text.replace('aftalte et møde', 'aftalte intet'));
    expect(check()).toMatchObject({ status: 1, said: expect.stringContaining('case.json was changed') });
    mend();
    writeFileSync(join(out, 'proofs', 'more.json'), '{}');
    expect(check().said).toContain('proofs/more.json is not in the manifest');
    rmSync(join(out, 'proofs', 'more.json'));
    expect(check().status).toBe(0);
  });

  it('does not hold where an event was left out and the manifest made to fit', () => {
    const names = [...files.keys()].filter((name) => name.startsWith('proofs/')).sort();
    const dropped = names[1] ?? '';
    const before = readFileSync(join(out, dropped));
    rmSync(join(out, dropped));
    const mend = changed('manifest.json', (text) => {
      const { [dropped]: _, ...rest } = JSON.parse(text).files as Record<string, string>;
      return JSON.stringify({ files: rest });
    });
    expect(check()).toMatchObject({ status: 1, said: expect.stringContaining('another number of events') });
    mend();
    writeFileSync(join(out, dropped), before);
  });

  it('does not hold where a document is not the one that was attached, however the manifest was made to fit', () => {
    const name = `documents/${ids[0]}.txt`;
    const before = readFileSync(join(out, name));
    const fitting = (named: string, bytes: string) => {
      const hash = createHash('sha256').update(bytes).digest('hex');
      return changed('manifest.json', (text) => {
        const { files: known } = JSON.parse(text) as { files: Record<string, string> };
        return JSON.stringify({ files: { ...known, [named]: hash } });
      });
    };
    writeFileSync(join(out, name), 'et andet brev');
    let mend = fitting(name, 'et andet brev');
    expect(check()).toMatchObject({ status: 1, said: expect.stringContaining('not the document that was attached') });
    mend();
    writeFileSync(join(out, name), before);
    const beside = `documents/${idFor('nothing')}.txt`;
    writeFileSync(join(out, beside), 'x');
    mend = fitting(beside, 'x');
    expect(check()).toMatchObject({ status: 1, said: expect.stringContaining('was never attached') });
    mend();
    rmSync(join(out, beside));
    expect(check().status).toBe(0);
  });

  it('is read on tagged paper in Danish, with names in the place of ids', () => {
    const { root } = tagged(files.get('case.pdf') ?? new Uint8Array());
    const said = JSON.stringify(root);
    for (const word of ['Holger Opdigtsen', 'Sag lukket', 'aftalte et møde', 'Ansvar']) expect(said).toContain(word);
    expect(said).not.toContain(idFor('a person'));
  });

  it('is delivered by compliance of its Infohus alone', async () => {
    const ask = (who: string, purpose: Reader['purpose']) =>
      refusalOf(product.ask({ actor: actorOf(who), purpose }, 'CaseArchive', { id: idFor('k') }));
    expect(await ask('SOF:caseworker', 'casework')).toBe('not-found');
    expect(await ask('VEL:compliance', 'audit')).toBe('not-found');
  });

  it('is a folder or a .zip of the same files, for nobody else to read, and stands whole under its name or not at all', async () => {
    const zip = join(folder, 'package.zip');
    expect(await intoZip(zip, fromMap(files))).toEqual([...files.keys()]);
    const zipped = unzipSync(readFileSync(zip));
    expect(Object.keys(zipped).sort()).toEqual([...files.keys()].sort());
    for (const [name, bytes] of files) expect(Buffer.from(zipped[name] ?? []).equals(Buffer.from(bytes))).toBe(true);
    expect([zip, join(out, 'case.json')].map((file) => statSync(file).mode & 0o077)).toEqual([0, 0]);
    async function* broken(): AsyncGenerator<PackagedFile> {
      yield ['case.json', Buffer.from('{}')];
      throw new Error('the disk is full');
    }
    for (const [into, place] of [
      [intoFolder, 'half'],
      [intoZip, 'half.zip'],
    ] as const) {
      await expect(into(join(folder, place), broken())).rejects.toThrow('the disk is full');
      await expect(into(place === 'half' ? out : zip, fromMap(files))).rejects.toThrow(/is there already/);
    }
    expect(readdirSync(folder).filter((name) => name.includes('half') || name.includes('.part'))).toEqual([]);
    expect(existsSync(join(out, 'manifest.json'))).toBe(true);
  });

  it('holds one document in memory at a time, however many hang on the case', async () => {
    const SIZE = 4 * 1024 * 1024;
    let [open, most] = [0, 0];
    const documents = {
      open: async () => ({
        mediaType: 'application/pdf',
        bytes: (async function* () {
          most = Math.max(most, ++open);
          yield new Uint8Array(SIZE);
        })(),
      }),
    };
    for await (const [name, bytes] of documentFiles(
      Array.from({ length: 50 }, (_, i) => `${i}`),
      documents as never,
    )) {
      expect([name.endsWith('.pdf'), bytes.length]).toEqual([true, SIZE]);
      open--;
    }
    expect([open, most]).toEqual([0, 1]);
  });
});
