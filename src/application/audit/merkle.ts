import { EMPTY_ROOT, nodeHash } from './tree.js';

/** The Merkle tree of RFC 9162 over leaf hashes in the order of positions, kept as the roots of its full subtrees. */
export class MerkleTree {
  /** Full subtrees from left to right, each twice or more as large as the next. */
  private readonly peaks: { readonly hash: Uint8Array; readonly size: number }[] = [];

  add(leaf: Uint8Array): void {
    this.join(leaf, 1);
  }

  /** A full subtree of so many leaves, a power of two, that follows what stands; none that stands is smaller. */
  join(subtree: Uint8Array, leaves: number): void {
    let hash = subtree;
    let size = leaves;
    for (let last = this.peaks.at(-1); last?.size === size; last = this.peaks.at(-1)) {
      this.peaks.pop();
      hash = nodeHash(last.hash, hash);
      size *= 2;
    }
    this.peaks.push({ hash, size });
  }

  /** Hexadecimal; for an empty log the hash of nothing. */
  root(): string {
    return Buffer.from(this.rootHash()).toString('hex');
  }

  rootHash(): Uint8Array {
    const hashes = this.peaks.map((p) => p.hash);
    const last = hashes.pop();
    return last ? hashes.reduceRight((right, left) => nodeHash(left, right), last) : EMPTY_ROOT;
  }
}
