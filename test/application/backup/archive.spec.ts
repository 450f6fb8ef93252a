import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CopyDiffers, copyLog } from '../../../src/application/audit/copy.js';
import { fromLeaves } from '../../../src/application/audit/head-hash.js';
import { verify } from '../../../src/application/audit/verify.js';
import { ArchivedLog, momentIn } from '../../../src/application/backup/archived-log.js';
import { backUp } from '../../../src/application/backup/back-up.js';
import type { StoredEvent } from '../../../src/application/ports/event-store.js';
import { ArchiveDamaged } from '../../../src/application/ports/log-archive.js';
import { ArchiveFolder } from '../../../src/infrastructure/backup/archive-folder.js';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { command, readLog, write } from '../../contract/event-store/fixtures.js';
import { generate, IMPORTED_AT } from '../../support/generator/index.js';
import { memoryInstallation } from '../../support/installation.js';
import { sampled } from '../../support/sample.js';

const root = mkdtempSync(join(tmpdir(), 'sagsspor-archive-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const folder = () => join(root, String(folders++));

const product = memoryInstallation(() => new Date(IMPORTED_AT).toISOString());
let head = 0;
beforeAll(async () => {
  await product.import(generate(5, 20));
  head = (await product.store.head()).position;
});

async function restored(archive: ArchiveFolder, to?: number): Promise<MemoryStore> {
  const end = await momentIn(archive, to);
  if (!end) throw new Error('the archive does not reach so far');
  const target = new MemoryStore();
  await copyLog(new ArchivedLog(archive, end), target);
  return target;
}

describe('A backup of a log', () => {
  it('restored, is the same log: bytes, chains, leaves, sealed texts, and the answers to commands that are repeated', async () => {
    const archive = new ArchiveFolder(folder());
    expect(await backUp(product.store, archive)).toEqual({ added: head, position: head });
    const target = await restored(archive);
    expect(await fromLeaves(target)(head)).toBe(await fromLeaves(product.store)(head));
    expect(await verify(target, product.vault)).toMatchObject({ ok: true, events: head });
    for await (const events of product.store.readAll())
      for (const { commandId } of events)
        expect(await target.findCommand(commandId)).toMatchObject({
          fingerprint: (await product.store.findCommand(commandId))?.fingerprint,
        });
  });

  it('adds what is new only, a file at a time, and goes on behind the last whole one where it was stopped', async () => {
    const dir = folder();
    const short = new Proxy(product.store, {
      get: (store, name) =>
        name === 'head' ? async () => ({ position: 30, recordedAt: '' }) : Reflect.get(store, name).bind(store),
    });
    expect(await backUp(short, new ArchiveFolder(dir))).toEqual({ added: 30, position: 30 });
    const first = readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'base64')]);
    writeFileSync(join(dir, '000000000031-000000000040.ndjson.gz.ab12.part'), 'what a crash has left');
    expect(await backUp(product.store, new ArchiveFolder(dir))).toEqual({ added: head - 30, position: head });
    expect(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'base64')])).toEqual(
      expect.arrayContaining(first),
    );
    expect(await backUp(product.store, new ArchiveFolder(dir))).toEqual({ added: 0, position: head });
    expect(await fromLeaves(await restored(new ArchiveFolder(dir)))(head)).toBe(await fromLeaves(product.store)(head));
  });

  it('is not continued with another log', async () => {
    const dir = folder();
    await backUp(product.store, new ArchiveFolder(dir));
    const other = memoryInstallation(() => new Date(IMPORTED_AT).toISOString());
    await other.import(generate(6, 25));
    await expect(backUp(other.store, new ArchiveFolder(dir))).rejects.toThrow(/^backup-of-another-log/);
    await expect(backUp(new MemoryStore(), new ArchiveFolder(dir))).rejects.toThrow(/^backup-of-another-log/);
  });

  it('is restored as of any position: up to the last command that is whole there', async () => {
    const archive = new ArchiveFolder(folder());
    await backUp(product.store, archive);
    const all: StoredEvent[] = [];
    for await (const events of product.store.readAll()) all.push(...events);
    const positions = Array.from({ length: head - 1 }, (_, i) => i + 1);
    const ends = positions.filter((end) => all[end]?.commandId !== all[end - 1]?.commandId);
    for (const to of sampled(positions, 9)) {
      const target = await restored(archive, to);
      const { position } = await target.head();
      expect(position).toBe(ends.findLast((end) => end <= to));
      expect(await fromLeaves(target)(position)).toBe(await fromLeaves(product.store)(position));
    }
    expect(await momentIn(archive, head + 1)).toBeUndefined();
  });
});

describe('A backup of a log in which others wrote between the events of a command', () => {
  it('is restored as of the last moment that no command stands across', async () => {
    const store = new MemoryStore();
    await store.append(command('before', [write('case-0', 0, 'before')]));
    const parted = command('parted', [write('case-1', 0, 'a')]);
    await store.append(parted);
    await store.append(command('between', [write('case-2', 0, 'x')]));
    await store.append({ ...parted, writes: [write('concern-1', 0, 'b')], firstOrdinal: 1 });
    await store.append(command('behind', [write('case-3', 0, 'y')]));
    const archive = new ArchiveFolder(folder());
    await backUp(store, archive);
    const ends = await Promise.all([1, 2, 3, 4, 5].map(async (to) => (await momentIn(archive, to))?.position));
    expect(ends).toEqual([1, 1, 1, 4, 5]);
    expect(await readLog(await restored(archive, 4))).toHaveLength(4);
  });
});

describe('A backup that was damaged', () => {
  const damaged = async (change: (file: string, bytes: Buffer) => void) => {
    const dir = folder();
    const archive = new ArchiveFolder(dir);
    let before = 0;
    for (const to of [30, 60, head]) {
      const part = new Proxy(product.store, {
        get: (store, name) =>
          name === 'head' ? async () => ({ position: to, recordedAt: '' }) : Reflect.get(store, name).bind(store),
      });
      before += (await backUp(part, archive)).added;
    }
    expect([before, readdirSync(dir).length]).toEqual([head, 3]);
    const file = join(dir, '000000000031-000000000060.ndjson.gz');
    change(file, readFileSync(file));
    return archive;
  };

  it.each<[string, (file: string, bytes: Buffer) => void]>([
    ['cut short', (file, bytes) => writeFileSync(file, bytes.subarray(0, bytes.length / 2))],
    ['with one bit that fell', (file, bytes) => writeFileSync(file, bytes.fill(bytes.readUInt8(400) ^ 1, 400, 401))],
    ['without one of its files', (file) => rmSync(file)],
  ])('%s says which file', async (_, change) => {
    const archive = await damaged(change);
    const error = await restored(archive).catch((thrown: Error) => thrown);
    expect(error).toBeInstanceOf(ArchiveDamaged);
    expect(String(error)).toMatch(/000000000031-000000000060|000000000061-/);
  });

  it('on purpose, with files that are whole, is not the log that it was', async () => {
    const { gunzipSync, gzipSync } = await import('node:zlib');
    const archive = await damaged((file, bytes) => {
      const text = gunzipSync(bytes).toString();
      const at = text.lastIndexOf('occurredAt');
      writeFileSync(file, gzipSync(`${text.slice(0, at)}${text.slice(at).replace(/20(\d)(\d)/, '20$2$1')}`));
    });
    await expect(restored(archive)).rejects.toThrow(CopyDiffers);
  });
});
