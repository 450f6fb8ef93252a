import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { canonical } from '../../application/canonical.js';
import type { Segment } from '../../application/ports/event-store.js';
import type { StoredRef } from '../../application/ports/vault.js';

/** AES-256-GCM with a 16-byte tag always demanded: Node would take a 4-byte one otherwise (REL 0.7). */
const TAG = 16;
const NONCE = 12;
const SALT = 32;

export type Random = (bytes: number) => Buffer;
export interface Box {
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

export function encrypt(key: Uint8Array, plain: Uint8Array, associated: Uint8Array, random: Random): Box {
  const nonce = random(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(associated);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { nonce, ciphertext, tag: cipher.getAuthTag() };
}

/** @throws Error where anything does not fit: key, associated data, a tag of another length, one bit. */
export function decrypt(
  key: Uint8Array,
  box: { nonce: Uint8Array; ciphertext: Uint8Array; tag: Uint8Array },
  associated: Uint8Array,
): Buffer {
  if (box.tag.length !== TAG || box.nonce.length !== NONCE) throw new Error('tag or nonce of a wrong length');
  const decipher = createDecipheriv('aes-256-gcm', key, box.nonce, { authTagLength: TAG });
  decipher.setAAD(associated).setAuthTag(box.tag);
  return Buffer.concat([decipher.update(box.ciphertext), decipher.final()]);
}

/** As one run of bytes: what has no columns of its own for nonce and tag. */
export const boxed = ({ nonce, ciphertext, tag }: Box): Buffer => Buffer.concat([nonce, tag, ciphertext]);
export function unboxed(bytes: Uint8Array): Box {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [nonce, tag] = [all.subarray(0, NONCE), all.subarray(NONCE, NONCE + TAG)];
  return { nonce, tag, ciphertext: all.subarray(NONCE + TAG) };
}

/**
 * Binds a ciphertext to its place: another event, stream, type, segment or key does not open it (REL I38). The event's version is
 * left out on purpose: the event id determines the event.
 */
export const placeOf = (at: Omit<StoredRef, 'commitment'>, keyId: string): Uint8Array =>
  Buffer.from(canonical({ v: 1, stream: at.stream, type: at.type, eventId: at.eventId, segment: at.segment, keyId }));

/** SHA-256 over a domain prefix and each part with its length, so that no two segments share a commitment. */
export function commitmentOf({ salt, keyId, nonce, ciphertext, tag }: Omit<Segment, 'eventId' | 'segment'>): string {
  const hash = createHash('sha256').update(Buffer.of(0x02));
  for (const part of [salt, Buffer.from(keyId), nonce, ciphertext, tag]) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    hash.update(length).update(part);
  }
  return hash.digest('base64url');
}

/**
 * JSON behind its length (4 bytes, big-endian), zeros after it, so that the length of a ciphertext tells little: to multiples of
 * 64 bytes up to 1 kB, of 256 beyond. "Yes" and "No" look alike; a long letter still looks longer than a short one.
 */
export function pad(content: unknown): Buffer {
  const plain = Buffer.from(JSON.stringify(content));
  const needed = plain.length + 4;
  const step = needed <= 1024 ? 64 : 256;
  const padded = Buffer.alloc(Math.ceil(needed / step) * step);
  padded.writeUInt32BE(plain.length);
  plain.copy(padded, 4);
  return padded;
}
export const unpad = (padded: Buffer): unknown => JSON.parse(padded.subarray(4, 4 + padded.readUInt32BE()).toString());

export const newSalt = (random: Random): Buffer => random(SALT);
