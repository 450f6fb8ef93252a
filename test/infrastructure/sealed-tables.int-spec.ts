import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { BlobStore, UploadTable } from '../../src/application/ports/blobs.js';
import type { DraftRow, DraftStore } from '../../src/application/ports/drafts.js';
import type { Upload } from '../../src/domain/document/upload.js';
import { BlobBucket } from '../../src/infrastructure/documents/blob-bucket.js';
import { BlobFolder } from '../../src/infrastructure/documents/blob-folder.js';
import { BlobTable, UploadRows } from '../../src/infrastructure/documents/document-tables.js';
import { openStore } from '../../src/infrastructure/event-store/open-store.js';
import { ROLES } from '../../src/infrastructure/event-store/postgres/roles.js';
import { endPool, LIMITS, poolTo } from '../../src/infrastructure/postgres/connections.js';
import { DraftTable, SavedListTable } from '../../src/infrastructure/read-store/draft-table.js';
import { migrateReadStore } from '../../src/infrastructure/read-store/tables.js';
import { MemoryVault } from '../../src/infrastructure/vault/vaults.js';
import { MemoryBlobs, MemoryUploads } from '../support/memory-documents.js';
import { MemoryDrafts } from '../support/memory-drafts.js';
import { MemoryKms } from '../support/memory-kms.js';
import { type TestServer, testServer } from '../support/postgres.js';
import { S3Double } from '../support/s3-double.js';

const AT = '2026-03-02T08:00:00.000Z';
const later = (minutes: number) => new Date(Date.parse(AT) + minutes * 60_000).toISOString();
const folder = mkdtempSync(join(tmpdir(), 'sagsspor-blobs-'));
const vault = new MemoryVault({ kms: new MemoryKms(() => AT), now: () => AT });
let server: TestServer;
let pool: pg.Pool;
let s3: S3Double;
beforeAll(async () => {
  server = await testServer();
  s3 = await S3Double.start();
  const url = await server.freshDatabase();
  await (await openStore(url, url, { onUnsafe: () => undefined })).close();
  const owner = new pg.Pool({ connectionString: url });
  owner.on('error', () => undefined);
  await migrateReadStore(owner, []);
  await owner.end();
  pool = poolTo(url, { limits: LIMITS.request, name: ROLES.projector, role: ROLES.projector }, 8);
});
afterAll(async () => {
  await endPool(pool);
  await server.stop();
  await s3.stop();
  rmSync(folder, { recursive: true });
});

let made = 0;
const anId = () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
const all = async (from: AsyncIterable<Uint8Array>) => {
  const found: string[] = [];
  for await (const part of from) found.push(Buffer.from(part).toString('utf8'));
  return found;
};

const blobs = new Map<string, () => BlobStore>([
  ['in memory', () => new MemoryBlobs()],
  ['in a folder', () => new BlobFolder(folder)],
  ['in a table', () => new BlobTable(pool)],
  [
    'in a bucket',
    () => {
      const { url, region, bucket, keyId, secret } = s3;
      return new BlobBucket({ url, region, bucket, keyId, secret, prefix: '' });
    },
  ],
]);
describe.each([...blobs])('sealed parts %s', (_, storeOf) => {
  it('come back in their order, of their document alone, and are gone when it is removed', async () => {
    const store = storeOf();
    const [one, other] = [anId(), anId()];
    const words = Array.from({ length: 12 }, (_, i) => `part ${i}`);
    for (const [i, word] of words.entries()) await store.put(one, i, Buffer.from(`- ${word}`).subarray(2));
    await store.put(other, 0, Buffer.from('another'));
    expect(await all(store.parts(one))).toEqual(words);
    await store.remove(one);
    await store.remove(one);
    await store.look();
    expect(await all(store.parts(one))).toEqual([]);
    expect(await all(store.parts(other))).toEqual(['another']);
  });
});

const uploads = new Map<string, () => UploadTable>([
  ['in memory', () => new MemoryUploads()],
  ['in a table', () => new UploadRows(pool, vault)],
]);
const uploadOf = (documentId: string): Upload => ({
  ...{ documentId, userId: 'lis', mediaType: 'application/pdf', size: 12, sha256: 'ab'.repeat(32) },
  ...{ commitment: 'c'.repeat(43), key: Buffer.alloc(32, 7).toString('base64url') },
});
describe.each([...uploads])('uploads %s', (_, tableOf) => {
  it('are found as they were finished, until they are forgotten', async () => {
    const table = tableOf();
    const id = anId();
    await table.begin(id, AT);
    expect(await table.find(id)).toBeUndefined();
    await table.finish(uploadOf(id));
    expect(await table.find(id)).toEqual(uploadOf(id));
    await table.forget(id);
    await table.forget(id);
    expect(await table.find(id)).toBeUndefined();
  });

  it('are swept by when they were begun, finished or not', async () => {
    const table = tableOf();
    const [old, young] = [anId(), anId()];
    await table.begin(old, AT);
    await table.begin(young, later(1));
    expect(await table.olderThan(AT)).toEqual([]);
    expect(await table.olderThan(later(1))).toEqual([old]);
    await table.forget(old);
    expect(await table.olderThan(later(2))).toEqual([young]);
    await table.forget(young);
  });
});

it('the key of an upload stands in no row as it is, and what was forgotten opens from no copy of its row', async () => {
  const table = new UploadRows(pool, vault);
  const id = anId();
  await table.begin(id, AT);
  await table.finish(uploadOf(id));
  const { rows } = await pool.query('select held from document_upload where document_id = $1', [id]);
  const held = JSON.stringify(rows[0].held);
  expect(held).toContain('application/pdf');
  expect(held).not.toContain(uploadOf(id).key);
  await table.forget(id);
  await pool.query('insert into document_upload values ($1, $2, $3)', [id, AT, held]);
  expect(await table.find(id)).toBeUndefined();
});

const drafts = new Map<string, () => DraftStore>([
  ['in memory', () => new MemoryDrafts()],
  ['in a table', () => new DraftTable(pool)],
]);
const rowOf = (user: string, place: string, at: string): DraftRow => {
  const [salt, nonce, ciphertext, tag] = [32, 12, 64, 16].map((length) => Buffer.alloc(length, ++made));
  if (!salt || !nonce || !ciphertext || !tag) throw new Error('four parts');
  return { user, place, at, segment: { eventId: anId(), keyId: anId(), segment: 0, salt, nonce, ciphertext, tag } };
};
describe.each([...drafts])('drafts %s', (_, storeOf) => {
  it('one a place, the newest first, each user their own, until they are dropped or too old', async () => {
    const store = storeOf();
    const [first, second, again] = [rowOf('lis', '/a', AT), rowOf('lis', '/b', later(1)), rowOf('lis', '/a', later(2))];
    const others = rowOf('bo', '/a', later(3));
    for (const row of [first, second, others]) await store.keep(row);
    expect(await store.find('lis', '/a')).toEqual(first);
    await store.keep(again);
    expect(await store.ofUser('lis')).toEqual([again, second]);
    await store.clean(later(2));
    expect(await store.ofUser('lis')).toEqual([again]);
    await store.drop('lis', '/a');
    expect(await store.find('lis', '/a')).toBeUndefined();
    expect(await store.find('bo', '/a')).toEqual(others);
    await store.clean();
    expect(await store.ofUser('bo')).toEqual([]);
  });
});

describe('lists that users keep', () => {
  it('each user’s the newest first, and all of them for who takes their names; another of that id in its place', async () => {
    const store = new SavedListTable(pool);
    const [first, second, others] = [rowOf('lis', 'a', AT), rowOf('lis', 'b', later(1)), rowOf('bo', 'a', later(2))];
    for (const row of [first, second, others]) await store.keep(row);
    expect(await store.ofUser('lis')).toEqual([second, first]);
    expect(await store.all()).toEqual([others, first, second]);
    const again = rowOf('lis', 'a', AT);
    await store.keep(again);
    expect(await store.find('lis', 'a')).toEqual(again);
    await store.drop('lis', 'a');
    expect(await store.all()).toEqual([others, second]);
  });
});
