import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VaultTampered } from '../../../src/application/ports/vault.js';
import { MemoryVault } from '../../../src/infrastructure/vault/vaults.js';
import { clockAt, flipped, kmsAt, NOVEMBER, opened, removeFolders, request, type Stored, sealed } from './fixture.js';

afterAll(removeFolders);

const { now } = clockAt(NOVEMBER);
const vault = new MemoryVault({ kms: kmsAt(now), now });
const text = 'Har talt om at rejse. Læreren er bekymret.';

/** As someone would who can write both tables: the commitment made to fit, so that only the tag and the place stand in the way. */
const recommitted = ({ ref, segment }: Stored): Stored => ({
  ref: { ...ref, commitment: vault.commitmentOf(segment) },
  segment,
});

describe('what is sealed', () => {
  it('opens as it was, whatever the text, list or value', async () => {
    const content = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2_000 }),
      fc.array(fc.string({ unit: 'grapheme' })),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(content, async (value) => {
        // JSON knows no minus zero; everything else must come back exactly.
        const expected: unknown = JSON.parse(JSON.stringify(value));
        expect(await opened(vault, await sealed(vault, request(value)))).toEqual({ content: expected });
      }),
    );
  });

  it('keeps a lone surrogate, which PostgreSQL and UTF-8 would not', async () => {
    expect(await opened(vault, await sealed(vault, request('\ud800 \u0000')))).toEqual({ content: '\ud800 \u0000' });
  });

  it('comes back in the order of the requests, each under its own event and segment', async () => {
    const asked = [0, 1, 2].map((segment) => request(`text ${segment}`, { segment, scope: `concern:${segment % 2}` }));
    const made = await vault.seal(asked);
    const refs = asked.map((r, i) => ({ ...r, commitment: made[i]?.commitment ?? '' }));
    const all = await vault.open(
      refs,
      made.map((m) => m.segment),
    );
    expect([...all]).toEqual(asked.map((r) => [`${r.eventId}/${r.segment}`, { content: r.content }]));
  });

  it('is never sealed twice to the same bytes: nonce and salt are new each time', async () => {
    const made = await Promise.all(Array.from({ length: 200 }, () => sealed(vault, request(text))));
    for (const part of [(s: Stored) => s.segment.nonce, (s: Stored) => s.segment.salt, (s: Stored) => s.segment.tag])
      expect(new Set(made.map((s) => Buffer.from(part(s)).toString('hex'))).size).toBe(200);
    expect(new Set(made.map((s) => s.ref.commitment)).size).toBe(200);
  });

  it('does not tell "Ja" from "Nej" by its length, and grows in steps of 64 and 256 bytes', async () => {
    const length = async (content: string) => (await sealed(vault, request(content))).segment.ciphertext.length;
    expect(await length('Ja')).toBe(await length('Nej'));
    // 4 bytes of length and 2 quotation marks stand around a text.
    expect(await length('x'.repeat(58))).toBe(64);
    expect(await length('x'.repeat(59))).toBe(128);
    expect(await length('x'.repeat(1018))).toBe(1024);
    expect(await length('x'.repeat(1019))).toBe(1280);
  });

  it('holds nothing of its content in the clear', async () => {
    const { segment } = await sealed(vault, request(text));
    const all = Buffer.concat([segment.ciphertext, segment.nonce, segment.tag, segment.salt]);
    for (const word of text.split(' ')) expect(all.includes(word)).toBe(false);
  });
});

describe('a changed segment is refused', () => {
  const parts = ['ciphertext', 'tag', 'nonce', 'salt'] as const;

  it.each(parts)('when any bit of its %s is flipped', async (part) => {
    const stored = await sealed(vault, request(text));
    for (let bit = 0; bit < stored.segment[part].length * 8; bit++) {
      const segment = { ...stored.segment, [part]: flipped(stored.segment[part], bit) };
      await expect(opened(vault, { ...stored, segment })).rejects.toThrow(VaultTampered);
    }
  });

  it.each(['ciphertext', 'tag', 'nonce'] as const)(
    'by the tag alone, when the commitment was made to fit the %s',
    async (part) => {
      const stored = await sealed(vault, request(text));
      for (let bit = 0; bit < stored.segment[part].length * 8; bit++) {
        const segment = { ...stored.segment, [part]: flipped(stored.segment[part], bit) };
        await expect(opened(vault, recommitted({ ...stored, segment }))).rejects.toThrow(VaultTampered);
      }
    },
  );

  it.each([0, 4, 8, 12, 13, 14, 15, 17])(
    'when its tag has %d bytes, even with a fitting commitment (REL 0.7)',
    async (length) => {
      const stored = await sealed(vault, request(text));
      const tag = Buffer.concat([stored.segment.tag, Buffer.alloc(1)]).subarray(0, length);
      await expect(opened(vault, recommitted({ ...stored, segment: { ...stored.segment, tag } }))).rejects.toThrow(
        VaultTampered,
      );
    },
  );

  it('when it names another key, known or unknown', async () => {
    const stored = await sealed(vault, request(text));
    const other = await sealed(vault, request('andet', { scope: 'concern:18' }));
    const segment = { ...stored.segment, keyId: other.segment.keyId };
    await expect(opened(vault, { ...stored, segment })).rejects.toThrow(VaultTampered);
    await expect(opened(vault, recommitted({ ...stored, segment }))).rejects.toThrow(VaultTampered);
    const unknown = { ...stored.segment, keyId: 'not even a uuid' };
    await expect(opened(vault, { ...stored, segment: unknown })).rejects.toThrow(VaultTampered);
  });

  it('when a byte moves from one part to the next: the commitment tells them apart', async () => {
    const { segment } = await sealed(vault, request(text));
    const moved = {
      ...segment,
      nonce: Buffer.concat([segment.nonce, segment.ciphertext.subarray(0, 1)]),
      ciphertext: segment.ciphertext.subarray(1),
    };
    expect(vault.commitmentOf(moved)).not.toBe(vault.commitmentOf(segment));
  });

  it('in words that hold nothing of its content', async () => {
    const stored = await sealed(vault, request(text));
    const segment = { ...stored.segment, tag: randomBytes(16) };
    const error = await opened(vault, { ...stored, segment }).catch(
      (e: Error) => `${e.message} ${e.stack} ${String(e.cause)}`,
    );
    for (const word of text.split(' ').filter((w) => w.length > 3)) expect(error).not.toContain(word);
  });
});

describe('a segment belongs to its place (REL I38)', () => {
  it.each([
    ['event', { eventId: 'a3c1d0de-0000-8000-a000-000000000002' }],
    ['stream', { stream: 'concern-18' }],
    ['type', { type: 'ConcernCorrected' }],
    ['number', { segment: 1 }],
  ])('moved to another %s it is refused', async (_, place) => {
    const { ref, segment } = await sealed(vault, request(text));
    const moved = { ref: { ...ref, ...place }, segment: { ...segment, ...place } };
    await expect(opened(vault, moved)).rejects.toThrow(VaultTampered);
  });

  it('and two segments of one event under one key cannot be exchanged', async () => {
    const first = await sealed(vault, request('navn', { segment: 0 }));
    const second = await sealed(vault, request('adresse', { segment: 1 }));
    const exchanged = { ref: first.ref, segment: { ...second.segment, segment: 0 } };
    await expect(opened(vault, recommitted(exchanged))).rejects.toThrow(VaultTampered);
  });
});
