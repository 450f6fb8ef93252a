import { createHash } from 'node:crypto';
import { boxed, decrypt, encrypt, type Random, unboxed } from '../vault/crypto.js';
import { Room } from './room.js';

/** Bytes of a part before it is sealed. */
export const PART = 256 * 1024;

/** Parts that are sealed and on their way at once: each is there three times until it is kept, and sixty at once would be sixty times that. */
const room = new Room(4);

/** Which part of which document it is, and whether it is the last: a part left out, swapped, repeated or cut off does not open. */
const place = (documentId: string, part: number, isLast: boolean): Uint8Array =>
  Buffer.from(JSON.stringify({ v: 1, documentId, part, isLast }));

/** Seals what comes as it comes: one part in memory at a time. `commitment`: over all sealed parts in their order. */
export async function sealParts(
  documentId: string,
  key: Uint8Array,
  bytes: AsyncIterable<Uint8Array>,
  random: Random,
  put: (part: number, sealed: Uint8Array) => Promise<void>,
): Promise<{ readonly commitment: string }> {
  const commitment = committing();
  let part = 0;
  for await (const { plain, isLast } of inParts(bytes)) {
    await room.holding(1, async () => {
      const sealed = boxed(encrypt(key, plain, place(documentId, part, isLast), random));
      commitment.add(sealed);
      await put(part++, sealed);
    });
  }
  return { commitment: commitment.end() };
}

/** Over all sealed parts in their order, each behind its length. */
export function committing() {
  const hash = createHash('sha256');
  return {
    add: (sealed: Uint8Array) => void hash.update(lengthOf(sealed)).update(sealed),
    end: () => hash.digest('base64url'),
  };
}

export async function commitmentOf(parts: AsyncIterable<Uint8Array>): Promise<string> {
  const commitment = committing();
  for await (const part of parts) commitment.add(part);
  return commitment.end();
}

/** @throws Error where a part is missing, out of place, changed, or one is too many */
export async function* openParts(
  documentId: string,
  key: Uint8Array,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let part = 0;
  let before: Uint8Array | undefined;
  const open = (bytes: Uint8Array, isLast: boolean) => decrypt(key, unboxed(bytes), place(documentId, part++, isLast));
  for await (const next of sealed) {
    if (before) yield open(before, false);
    before = next;
  }
  if (!before) throw new Error('a document without a part');
  yield open(before, true);
}

export function lengthOf(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.byteLength);
  return length;
}

/** One buffer for all of them: whoever takes a part is done with it before the next is asked for. That a part is not the last the next byte says. */
async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<{ plain: Buffer; isLast: boolean }> {
  const part = Buffer.allocUnsafe(PART);
  let size = 0;
  for await (const chunk of bytes) {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (rest.length > 0) {
      if (size === PART) {
        yield { plain: part, isLast: false };
        size = 0;
      }
      const taken = rest.copy(part, size);
      size += taken;
      rest = rest.subarray(taken);
    }
  }
  yield { plain: part.subarray(0, size), isLast: true };
}
