import { createHash } from 'node:crypto';

const node = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  createHash('sha256').update(Buffer.of(0x01)).update(left).update(right).digest();

/** The Merkle tree of RFC 9162 over leaf hashes in the order of positions, kept as the roots of its full subtrees. */
export class MerkleTree {
  /** Full subtrees from left to right, each twice or more as large as the next. */
  private readonly peaks: { readonly hash: Uint8Array; readonly size: number }[] = [];

  add(leaf: Uint8Array): void {
    let hash = leaf;
    let size = 1;
    for (let last = this.peaks.at(-1); last?.size === size; last = this.peaks.at(-1)) {
      this.peaks.pop();
      hash = node(last.hash, hash);
      size *= 2;
    }
    this.peaks.push({ hash, size });
  }

  /** Hexadecimal; for an empty log the hash of nothing. */
  root(): string {
    const hashes = this.peaks.map((p) => p.hash);
    const last = hashes.pop();
    if (!last) return createHash('sha256').digest('hex');
    return Buffer.from(hashes.reduceRight((right, left) => node(left, right), last)).toString('hex');
  }
}
