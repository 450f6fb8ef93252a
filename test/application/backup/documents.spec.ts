import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Documents } from '../../../src/application/documents/documents.js';
import type { BlobStore } from '../../../src/application/ports/blobs.js';
import { Sealing } from '../../../src/application/sealing.js';
import { DocumentFiles } from '../../../src/infrastructure/backup/document-files.js';
import { BlobFolder } from '../../../src/infrastructure/documents/blob-folder.js';
import { documentBytes } from '../../../src/infrastructure/documents/document-bytes.js';
import { actorOf, give, idFor } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';
import { MemoryBlobs, MemoryUploads } from '../../support/memory-documents.js';

const root = mkdtempSync(join(tmpdir(), 'sagsspor-documents-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const folder = () => join(root, String(folders++));
const NOW = '2024-06-10T08:00:00.000Z';
const BIF = 'BIF:coordinator';
const CANARY = 'KANARIEFUGLEN I SKUFFEN';
/** Several parts of a text, so that one can be missing. */
const long = (first: string) => `${first}\n${'opdigtet linje\n'.repeat(40_000)}`;

async function* sent(text: string) {
  yield Buffer.from(text);
}

/** A person with documents, and the same log with another blob store. */
async function withDocuments(...texts: readonly string[]) {
  const product = memoryInstallation(() => NOW);
  const { store, vault, documents, blobs, listed } = product;
  await give(product, BIF, 'RegisterPerson', 'girl', '2024-02-01T10:00:00+01:00', { name: 'Opdigtet' });
  const ids: string[] = [];
  const attach = async (text: string) => {
    const { documentId } = await documents.upload(actorOf(BIF), sent(text));
    const at = '2024-02-02T10:00:00+01:00';
    await give(product, BIF, 'AttachDocument', 'girl', at, { documentId, kind: 'letter', title: 'Et brev' });
    ids.push(documentId);
  };
  for (const text of texts) await attach(text);
  const over = (other: BlobStore) =>
    new Documents({
      ...{ store, sealing: new Sealing(store, vault), blobs: other, uploads: new MemoryUploads(), scanner: undefined },
      ...{
        destroyed: { entries: async () => listed },
        bytes: documentBytes(randomBytes),
        clock: { now: () => NOW },
        ids: { uuid: () => idFor('new') },
      },
    });
  /** As where the keys were put back from a backup that is older than the log. */
  const keysLost = async () => vault.destroyKeys(await vault.keysOf([`person:${idFor('girl')}`]));
  const attachings = async () => (await product.log()).filter((e) => e.type === 'DocumentAttached');
  const erased = async () => {
    const segments = (await attachings()).map(({ eventId }) => ({ eventId, segment: 0 }));
    listed.push({ decidedBy: idFor('decision'), at: NOW, keyIds: [], segments });
    await keysLost();
  };
  /** Somebody exchanged what is sealed in the first attachment. */
  const tampered = async () => {
    const [first] = await attachings();
    const [segment] = await store.readSegments([first?.eventId ?? '']);
    if (segment) (segment.ciphertext as Uint8Array).fill(0);
  };
  const head = async () => (await store.head()).position;
  return { product, documents, blobs, attach, over, erased, keysLost, tampered, head, ids };
}
const textIn = async (documents: Documents, id: string) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await documents.open(id)).bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};
const filesIn = (dir: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('Documents in a backup', () => {
  it.each<[string, () => BlobStore]>([
    ['memory', () => new MemoryBlobs()],
    ['a folder', () => new BlobFolder(folder())],
  ])('put back into %s are what they were, and nobody reads a word of them in the copy', async (_, other) => {
    const { documents, over, ids, head } = await withDocuments(long(CANARY), 'et kort brev');
    const dir = folder();
    expect(await documents.backUp(new DocumentFiles(dir), await head())).toEqual({ added: 2, removed: 0, wrong: [] });
    expect(filesIn(dir).filter((file) => readFileSync(file).includes('KANARIE'))).toEqual([]);
    const restored = over(other());
    expect(await restored.putBack(new DocumentFiles(dir))).toEqual({ put: 2, removed: 0, wrong: [] });
    expect(await Promise.all(ids.map((id) => textIn(restored, id)))).toEqual([long(CANARY), 'et kort brev']);
    expect(await restored.putBack(new DocumentFiles(dir))).toEqual({ put: 0, removed: 0, wrong: [] });
  });

  it('are added to by the next run, up to where its log goes, and a run that was stopped goes on', async () => {
    const { documents, attach, ids, head } = await withDocuments('det første');
    const archive = new DocumentFiles(folder());
    const before = await head();
    await attach('det andet');
    expect(await documents.backUp(archive, before)).toEqual({ added: 1, removed: 0, wrong: [] });
    expect([...(await archive.held())]).toEqual([ids[0]]);
    expect(await documents.backUp(archive, await head())).toEqual({ added: 1, removed: 0, wrong: [] });
    expect(await documents.backUp(archive, await head())).toEqual({ added: 0, removed: 0, wrong: [] });
  });

  it('that the blob store has lost are said, and not kept in part', async () => {
    const { documents, blobs, ids, head } = await withDocuments(long('uden den sidste del'), 'hel');
    blobs.held.get(String(ids[0]))?.pop();
    const dir = folder();
    expect(await documents.backUp(new DocumentFiles(dir), await head())).toMatchObject({ added: 1, wrong: [ids[0]] });
    expect(filesIn(dir)).toEqual([expect.stringContaining(String(ids[1]))]);
  });

  it.each<[string, (file: string, bytes: Buffer) => void]>([
    ['cut short', (file, bytes) => writeFileSync(file, bytes.subarray(0, bytes.length - 9))],
    ['with one bit that fell', (file, bytes) => writeFileSync(file, bytes.fill(bytes.readUInt8(9) ^ 1, 9, 10))],
    ['gone', (file) => rmSync(file)],
  ])('%s there are said at the restore, and what stands already is left', async (_, damage) => {
    const { documents, over, ids, head } = await withDocuments(long('et brev'));
    const dir = folder();
    await documents.backUp(new DocumentFiles(dir), await head());
    for (const file of filesIn(dir)) damage(file, readFileSync(file));
    const other = new MemoryBlobs();
    expect(await over(other).putBack(new DocumentFiles(dir))).toEqual({ put: 0, removed: 0, wrong: ids });
    expect(other.held.size).toBe(0);
    expect(await documents.putBack(new DocumentFiles(dir))).toEqual({ put: 0, removed: 0, wrong: [] });
  });

  it('half put back when a restore was stopped are put back whole by the next one', async () => {
    const { documents, blobs, over, ids, head } = await withDocuments(long('et brev'));
    const archive = new DocumentFiles(folder());
    await documents.backUp(archive, await head());
    const other = new BlobFolder(folder());
    await other.put(String(ids[0]), 0, blobs.held.get(String(ids[0]))?.[0] ?? Buffer.alloc(0));
    expect(await over(other).putBack(archive)).toEqual({ put: 1, removed: 0, wrong: [] });
    expect(await textIn(over(other), String(ids[0]))).toBe(long('et brev'));
  });

  it('that were erased since go from the copy, and an old copy brings none of them back', async () => {
    const { documents, over, erased, head } = await withDocuments(CANARY);
    const [dir, old] = [folder(), folder()];
    for (const each of [dir, old]) await documents.backUp(new DocumentFiles(each), await head());
    await erased();
    expect(await documents.backUp(new DocumentFiles(dir), await head())).toEqual({ added: 0, removed: 1, wrong: [] });
    expect(filesIn(dir)).toEqual([]);
    const other = folder();
    expect(await over(new BlobFolder(other)).putBack(new DocumentFiles(old))).toEqual({
      put: 0,
      removed: 1,
      wrong: [],
    });
    expect(existsSync(other)).toBe(false);
  });

  it.each(['keysLost', 'tampered'] as const)(
    'that nobody opens but nobody erased either (%s) are kept, copied and put back with all others',
    async (harm) => {
      const given = await withDocuments('det første', 'det andet');
      const { documents, blobs, over, head } = given;
      const archive = new DocumentFiles(folder());
      await given[harm]();
      await documents.removeErased();
      expect(blobs.held.size).toBe(2);
      const none = { removed: 0, wrong: [] };
      expect(await documents.backUp(archive, await head())).toEqual({ added: 2, ...none });
      expect(await documents.backUp(archive, await head())).toEqual({ added: 0, ...none });
      expect((await archive.held()).size).toBe(2);
      expect(await over(new MemoryBlobs()).putBack(archive)).toEqual({ put: 2, ...none });
    },
  );
});
