import { createHash } from 'node:crypto';

/** Namespace of this product's name-based ids (RFC 9562, version 5). Changing it would raise every alert anew. */
const NAMESPACE = Buffer.from('7c1f7d0e6a5b4b0f9c3d2e8a41f0b6d5', 'hex');

/** A name-based UUID (version 5): the same name has the same id everywhere and always. */
export function uuidv5(name: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(name).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
