import { createHash } from 'node:crypto';

/**
 * The leaf of the Merkle tree: SHA-256(0x00 ‖ position ‖ recordedAt ‖ bytes), both numbers as 8 bytes big-endian, the instant in
 * milliseconds since 1970. Binds the two facts which the store adds to the bytes it was given (RFC 9162 2.1.1, design "Bytes").
 */
export function leafHash(position: number, recordedAt: string, bytes: Uint8Array): Uint8Array {
  const prefix = Buffer.alloc(17);
  prefix.writeBigUInt64BE(BigInt(position), 1);
  prefix.writeBigUInt64BE(BigInt(Date.parse(recordedAt)), 9);
  return createHash('sha256').update(prefix).update(bytes).digest();
}
