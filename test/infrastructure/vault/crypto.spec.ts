import { createCipheriv, createHmac, hkdfSync } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { boxed, decrypt, encrypt, pad, unboxed, unpad } from '../../../src/infrastructure/vault/crypto.js';
import { assertOver, Digests, EpochDestroyed, isEpoch, WrappingUnfit } from '../../../src/infrastructure/vault/kms.js';
import { clockAt, kmsAt, kmsFolder, NOVEMBER, removeFolders } from './fixture.js';

afterAll(removeFolders);

const key = Buffer.alloc(32, 7);
const about = Buffer.from('place');
const counting = (bytes: number) => Buffer.from(Array.from({ length: bytes }, (_, i) => i));
/** Sealed by hand, with a nonce of so many bytes and a tag of so many. */
function sealedWith(nonceLength: number, tagLength: number) {
  const nonce = counting(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength }).setAAD(about);
  const ciphertext = Buffer.concat([cipher.update('opdigtet'), cipher.final()]);
  return { nonce, ciphertext, tag: cipher.getAuthTag() };
}

describe('What is sealed', () => {
  it('opens with a tag of 16 bytes and a nonce of 12, and with no others that were made with the same key', () => {
    expect(decrypt(key, sealedWith(12, 16), about).toString()).toBe('opdigtet');
    for (const [nonce, tag] of [
      [12, 4],
      [12, 12],
      [16, 16],
      [16, 4],
    ] as const)
      expect(() => decrypt(key, sealedWith(nonce, tag), about)).toThrow('tag or nonce of a wrong length');
  });

  it('is one run of bytes where it has no columns, nonce and tag first, and comes apart again wherever it lies', () => {
    const box = encrypt(key, Buffer.from('opdigtet'), about, counting);
    const run = boxed(box);
    expect(run).toEqual(Buffer.concat([box.nonce, box.tag, box.ciphertext]));
    const amid = Buffer.concat([Buffer.from('before'), run]);
    expect(decrypt(key, unboxed(amid.subarray(6)), about).toString()).toBe('opdigtet');
  });

  it('tells of its length only in steps: 64 bytes up to a kilobyte, 256 beyond', () => {
    // With its quotes and its length a text is six bytes longer.
    for (const [text, bytes] of [
      [0, 64],
      [58, 64],
      [59, 128],
      [1_018, 1_024],
      [1_019, 1_280],
      [1_274, 1_280],
      [1_275, 1_536],
    ] as const) {
      const padded = pad('x'.repeat(text));
      expect([text, padded.length]).toEqual([text, bytes]);
      expect(unpad(padded)).toBe('x'.repeat(text));
    }
  });
});

describe('Digests of an installation', () => {
  it('are under a key for each purpose, and the same for ever: what was found by one yesterday is found by it tomorrow', () => {
    const digests = new Digests(() => key);
    const hex = (purpose: string, of: Digests = digests) => Buffer.from(of.of(purpose, 'input')).toString('hex');
    const derived = hkdfSync('sha256', key, '', 'sagsspor/key-scope', 32);
    expect(hex('key-scope')).toBe(createHmac('sha256', Buffer.from(derived)).update('input').digest('hex'));
    expect(hex('key-scope')).not.toBe(hex('blind-index'));
    expect(hex('key-scope')).not.toBe(hex('key-scope', new Digests(() => Buffer.alloc(32, 8))));
  });
  it('derive each key once', () => {
    let asked = 0;
    const digests = new Digests(() => {
      asked++;
      return key;
    });
    for (let i = 0; i < 3; i++) digests.of('key-scope', `${i}`);
    expect(asked).toBe(1);
  });
});

describe('An epoch', () => {
  it('is a month and nothing else: it comes from a row, and is part of a path', () => {
    for (const text of ['2026-11', '2026-01', '2026-12']) expect(isEpoch(text)).toBe(true);
    for (const text of ['2026-13', '2026-00', '2026-1', 'x2026-11', '2026-11x', '../2026-11', '2026-11/..', ''])
      expect([text, isEpoch(text)]).toEqual([text, false]);
    expect(() => assertOver('2026-13', '2027-01')).toThrow('an epoch is written YYYY-MM');
    expect(() => assertOver('2026-11', '2026-11')).toThrow('epoch 2026-11 is not over');
    assertOver('2026-10', '2026-11');
  });

  it('that is none wraps nothing, and what names one fits no key', async () => {
    const kms = kmsAt(clockAt(NOVEMBER).now);
    await expect(kms.wrap('2026-13', key, about)).rejects.toThrow('an epoch is written YYYY-MM');
    await expect(kms.unwrap('../x', sealedWith(12, 16), about)).rejects.toThrow(WrappingUnfit);
    expect(new WrappingUnfit().message).toContain('does not fit');
    expect(new EpochDestroyed('2026-10').message).toBe('the key of epoch 2026-10 was destroyed');
  });

  it('is counted by the files of its own name, not by what a crash or a person left beside them', async () => {
    const dir = kmsFolder();
    const clock = clockAt(NOVEMBER);
    const kms = kmsAt(clock.now, dir);
    await kms.wrap('2026-11', key, about);
    mkdirSync(dir, { recursive: true });
    for (const name of [
      'kek-2026-09.key.0a1b2c',
      'old-kek-2026-09.key',
      'old-kek-2026-08.destroyed',
      'kek-2026-08.destroyed.bak',
    ])
      writeFileSync(join(dir, name), 'x');
    expect(await kms.epochs()).toEqual([{ epoch: '2026-11', isDestroyed: false, hasKey: true }]);
    clock.set('2026-12-01T00:00:00.000Z');
    // Whose end a crash cut short, and once more: the mark says it, whether the key is still there or not.
    await kms.destroyEpoch('2026-11');
    await kms.destroyEpoch('2026-11');
    expect(await kms.epochs()).toEqual([{ epoch: '2026-11', isDestroyed: true, hasKey: false }]);
    expect(readdirSync(dir)).toContain('kek-2026-11.destroyed');
  });
});
