import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { KeyLost } from '../../../src/infrastructure/key-lost.js';
import { FileKms } from '../../../src/infrastructure/vault/file-kms.js';
import { askedOnce, type Dependents, EpochDestroyed, WrappingUnfit } from '../../../src/infrastructure/vault/kms.js';
import { MemoryVault } from '../../../src/infrastructure/vault/vaults.js';
import { clockAt, kmsAt, kmsFolder, NOVEMBER, opened, removeFolders, request, sealed } from './fixture.js';

afterAll(removeFolders);

const DECEMBER = '2026-12-01T00:00:00.000Z';
const key = randomBytes(32);
const about = Buffer.from('key/epoch');
const setting = () => {
  const clock = clockAt(NOVEMBER);
  const dir = kmsFolder();
  return { clock, dir, kms: kmsAt(clock.now, dir) };
};

describe('epoch keys in files', () => {
  it('are 32 bytes that only their owner can read, in a folder that only their owner can enter', async () => {
    const { kms, dir } = setting();
    await kms.wrap('2026-11', key, about);
    expect(readdirSync(dir).sort()).toEqual(['installation.key', 'kek-2026-11.key']);
    for (const name of readdirSync(dir)) {
      expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600);
      expect(statSync(join(dir, name)).size).toBe(32);
    }
    expect(statSync(dir).mode & 0o777).toBe(0o700);
  });

  it.each(['640', '604', '660', '620'])('are refused with mode %s, in words that say what to do', async (octal) => {
    const mode = Number.parseInt(octal, 8);
    const { kms, dir, clock } = setting();
    const box = await kms.wrap('2026-11', key, about);
    chmodSync(join(dir, 'kek-2026-11.key'), mode);
    await expect(kmsAt(clock.now, dir).unwrap('2026-11', box, about)).rejects.toThrow(
      'kek-2026-11.key can be read by others: chmod 600 it',
    );
    chmodSync(join(dir, 'installation.key'), mode);
    expect(() => kmsAt(clock.now, dir)).toThrow('installation.key can be read by others: chmod 600 it');
  });

  it('are refused when cut short', () => {
    const { dir, clock } = setting();
    writeFileSync(join(dir, 'installation.key'), randomBytes(31));
    expect(() => kmsAt(clock.now, dir)).toThrow(
      'installation.key is not a key of 32 bytes: restore it from its backup',
    );
  });

  it('unwrap what they wrapped, also for another process, and nothing that was changed or moved', async () => {
    const { kms, dir, clock } = setting();
    const box = await kms.wrap('2026-11', key, about);
    const other = kmsAt(clock.now, dir);
    expect(await other.unwrap('2026-11', box, about)).toEqual(key);
    await expect(other.unwrap('2026-11', box, Buffer.from('other'))).rejects.toThrow(WrappingUnfit);
    await expect(other.unwrap('2026-11', { ...box, tag: box.tag.subarray(0, 4) }, about)).rejects.toThrow(
      WrappingUnfit,
    );
    await expect(other.unwrap('../../elsewhere', box, about)).rejects.toThrow(WrappingUnfit);
  });

  it('of two processes that make the same one, one wins and both use it', async () => {
    const { kms, dir, clock } = setting();
    // The second process comes in the moment between the first one's look and its link: it makes the file while the first draws its bytes.
    const second = kmsAt(clock.now, dir);
    let raced = false;
    const first = new FileKms(dir, clock.now, (n) => {
      if (!raced) writeFileSync(join(dir, 'kek-2026-11.key'), Buffer.alloc(32, 7), { flag: 'wx', mode: 0o600 });
      raced = true;
      return randomBytes(n);
    });
    const box = await first.wrap('2026-11', key, about);
    expect(readFileSync(join(dir, 'kek-2026-11.key'))).toEqual(Buffer.alloc(32, 7));
    expect(await second.unwrap('2026-11', box, about)).toEqual(key);
    expect(await kms.unwrap('2026-11', box, about)).toEqual(key);
    expect(readdirSync(dir).sort()).toEqual(['installation.key', 'kek-2026-11.key']);
  });
});

describe('a key that is gone', () => {
  const used = (over: Partial<Dependents>) => ({ any: true, wrappedUnder: async () => false, ...over });

  it('of the installation is not made anew where a log or wrapped keys exist, and no folder for it either', () => {
    const dir = join(kmsFolder(), 'kms');
    expect(() => new FileKms(dir, clockAt(NOVEMBER).now, randomBytes, used({}))).toThrow(KeyLost);
    expect(existsSync(dir)).toBe(false);
  });

  it('of an epoch is not made anew where it wrapped keys, and is where it wrapped none', async () => {
    const dir = kmsFolder();
    kmsAt(clockAt(NOVEMBER).now, dir);
    const asked: string[] = [];
    const wrappedUnder = async (epoch: string) => asked.push(epoch) > 0 && epoch === '2026-11';
    const kms = new FileKms(dir, clockAt(NOVEMBER).now, randomBytes, used({ wrappedUnder }));
    await expect(kms.wrap('2026-11', key, about)).rejects.toThrow(/^key-lost: kms\/kek-2026-11\.key is missing, and/);
    expect(readdirSync(dir)).toEqual(['installation.key']);
    await kms.wrap('2026-12', key, about);
    await kms.wrap('2026-12', key, about);
    expect(asked).toEqual(['2026-11', '2026-12']);
  });

  it('is asked for once by all that are made at once: each would take a connection, and there are hundreds', async () => {
    const asked: string[] = [];
    const wrappedUnder = askedOnce(async (epoch) => asked.push(epoch) > 9);
    const kms = new FileKms(kmsFolder(), clockAt(NOVEMBER).now, randomBytes, { any: false, wrappedUnder });
    await Promise.all(Array.from({ length: 500 }, () => kms.wrap('2026-12', key, about)));
    expect(asked).toEqual(['2026-12']);
    await wrappedUnder('2026-12'); // an answer is of its moment
    expect(asked).toHaveLength(2);
  });

  it('says so through the vault: sealing is refused by name, and not as if the keys were away for a while', async () => {
    const { clock, dir } = setting();
    const wrappedUnder = async () => true;
    const kms = new FileKms(dir, clock.now, randomBytes, { any: false, wrappedUnder });
    await expect(sealed(new MemoryVault({ kms, now: clock.now }), request('november'))).rejects.toThrow(KeyLost);
  });

  it('but that another process made and used in this moment is that one’s', async () => {
    const dir = kmsFolder();
    const other = kmsAt(clockAt(NOVEMBER).now, dir);
    const wrappedUnder = async () => (await other.wrap('2026-11', key, about)) !== undefined;
    const kms = new FileKms(dir, clockAt(NOVEMBER).now, randomBytes, used({ wrappedUnder }));
    const box = await kms.wrap('2026-11', key, about);
    expect(await other.unwrap('2026-11', box, about)).toEqual(key);
  });
});

describe('when the month turns', () => {
  it('new keys are wrapped by the new epoch and old ones still open', async () => {
    const { kms, dir, clock } = setting();
    const vault = new MemoryVault({ kms, now: clock.now });
    const old = await sealed(vault, request('november'));
    clock.set(DECEMBER);
    const young = await sealed(vault, request('december', { scope: 'case:2' }));
    expect(readdirSync(dir)).toEqual(expect.arrayContaining(['kek-2026-11.key', 'kek-2026-12.key']));
    expect(await opened(vault, old)).toEqual({ content: 'november' });
    expect(await opened(vault, young)).toEqual({ content: 'december' });
    const again = await sealed(vault, request('same scope'));
    expect(again.segment.keyId).toBe(old.segment.keyId);
  });

  it('and the old epoch is destroyed, what it wrapped is erased for good, backups of the wrapped keys included (REL I37)', async () => {
    const { kms, clock, dir } = setting();
    const vault = new MemoryVault({ kms, now: clock.now });
    const old = await sealed(vault, request('november'));
    const backup = await kms.wrap('2026-11', key, about);
    clock.set(DECEMBER);
    const young = await sealed(vault, request('december', { scope: 'case:2' }));
    await kms.destroyEpoch('2026-11');
    expect(existsSync(join(dir, 'kek-2026-11.key'))).toBe(false);
    expect(await opened(vault, old)).toBe('erased');
    expect(await opened(vault, young)).toEqual({ content: 'december' });
    for (const each of [kms, kmsAt(clock.now, dir)])
      await expect(each.unwrap('2026-11', backup, about)).rejects.toThrow(EpochDestroyed);
  });
});

describe('an epoch key is destroyed', () => {
  it('only when its month is over', async () => {
    const { kms } = setting();
    const box = await kms.wrap('2026-11', key, about);
    await expect(kms.destroyEpoch('2026-11')).rejects.toThrow('epoch 2026-11 is not over');
    expect(await kms.unwrap('2026-11', box, about)).toEqual(key);
  });

  it('also for a process that has it in memory, and is not made again when the clock is set back', async () => {
    const { kms, dir, clock } = setting();
    const box = await kms.wrap('2026-11', key, about);
    clock.set(DECEMBER);
    await kmsAt(clock.now, dir).destroyEpoch('2026-11');
    await expect(kms.unwrap('2026-11', box, about)).rejects.toThrow(EpochDestroyed);
    await expect(kms.wrap('2026-11', key, about)).rejects.toThrow(EpochDestroyed);
    expect(existsSync(join(dir, 'kek-2026-11.key'))).toBe(false);
  });

  it('under every name its bytes have', async () => {
    const { kms, dir, clock } = setting();
    await kms.wrap('2026-11', key, about);
    const left = join(dir, 'kek-2026-11.key.0a1b2c3d4e5f');
    linkSync(join(dir, 'kek-2026-11.key'), left); // as a crash between link and remove leaves it
    clock.set(DECEMBER);
    await kms.destroyEpoch('2026-11');
    expect(readFileSync(left)).toEqual(Buffer.alloc(32));
  });

  it('never by losing the file: a lost key is unavailable, not erased, and no new one takes its name', async () => {
    const { kms, dir, clock } = setting();
    const vault = new MemoryVault({ kms, now: clock.now });
    const stored = await sealed(vault, request('november'));
    clock.pass(60_000);
    rmSync(join(dir, 'kek-2026-11.key'));
    await expect(opened(vault, stored)).rejects.toThrow(KeyLost);
    await expect(vault.seal([request('x', { scope: 'case:2' })])).rejects.toThrow(KeyLost);
    expect(existsSync(join(dir, 'kek-2026-11.key'))).toBe(false);
  });
});
