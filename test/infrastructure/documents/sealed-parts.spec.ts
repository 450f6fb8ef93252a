import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { openParts, PART, sealParts } from '../../../src/infrastructure/documents/sealed-parts.js';

async function* sent(...chunks: readonly Uint8Array[]) {
  yield* chunks;
}
async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}
const key = randomBytes(32);
async function sealed(bytes: Buffer, id = 'd', pieces = 3) {
  const parts: Uint8Array[] = [];
  const size = Math.ceil(bytes.length / pieces) || 1;
  const chunks = Array.from({ length: pieces }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
  const { commitment } = await sealParts(id, key, sent(...chunks), randomBytes, async (_, part) => {
    parts.push(part);
  });
  return { parts, commitment };
}
const opened = (parts: readonly Uint8Array[], id = 'd', by: Uint8Array = key) => all(openParts(id, by, sent(...parts)));

describe('A document in sealed parts (B-1)', () => {
  it('opens to the bytes that it was, however they came', async () => {
    for (const size of [0, 1, PART - 1, PART, PART + 1, 3 * PART]) {
      const bytes = randomBytes(size);
      const { parts } = await sealed(bytes, 'd', 1 + (size % 5));
      expect(parts.length).toBe(Math.max(1, Math.ceil(size / PART)));
      expect((await opened(parts)).equals(bytes)).toBe(true);
      expect(parts.every((part) => part.byteLength <= PART + 28)).toBe(true);
    }
  });

  it('notices a part that is left out, swapped, repeated or cut off', async () => {
    const { parts } = await sealed(randomBytes(3 * PART));
    const [a, b, c] = parts as [Uint8Array, Uint8Array, Uint8Array];
    const changed = Buffer.from(b);
    changed[100] = (changed[100] ?? 0) ^ 1;
    for (const wrong of [[a, c], [b, a, c], [a, a, b, c], [a, b], [b, c], [a, b, c, c], [a, changed, c], []])
      await expect(opened(wrong)).rejects.toThrow();
  });

  it('opens by its own key and as itself alone', async () => {
    const { parts, commitment } = await sealed(Buffer.from('opdigtet'));
    await expect(opened(parts, 'another')).rejects.toThrow();
    await expect(opened(parts, 'd', randomBytes(32))).rejects.toThrow();
    expect((await sealed(Buffer.from('opdigtet'))).commitment).not.toBe(commitment);
  });
});
