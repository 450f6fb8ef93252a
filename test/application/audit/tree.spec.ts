import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MerkleTree } from '../../../src/application/audit/merkle.js';
import {
  consistencyProof,
  inclusionProof,
  isConsistent,
  type Nodes,
  nodeHash,
  rootAt,
  rootByInclusion,
} from '../../../src/application/audit/tree.js';

const leaf = (i: number): Uint8Array => createHash('sha256').update(`leaf ${i}`).digest();
const leaves = Array.from({ length: 300 }, (_, i) => leaf(i));

/** RFC 9162, 2.1.1, word by word. */
function mth(of: readonly Uint8Array[]): Uint8Array {
  if (of.length === 0) return createHash('sha256').digest();
  if (of.length === 1) return of[0] as Uint8Array;
  let k = 1;
  while (k * 2 < of.length) k *= 2;
  return nodeHash(mth(of.slice(0, k)), mth(of.slice(k)));
}
const nodes: Nodes = {
  node: async (level, index) => mth(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)),
};
const size = fc.integer({ min: 1, max: leaves.length });

describe('The Merkle tree of RFC 9162', () => {
  it('has the root of the definition, grown leaf by leaf or from its nodes', async () => {
    const tree = new MerkleTree();
    expect(tree.root()).toBe(Buffer.from(mth([])).toString('hex'));
    for (const [i, l] of leaves.entries()) {
      tree.add(l);
      expect(Buffer.from(tree.rootHash()).toString('hex')).toBe(
        Buffer.from(mth(leaves.slice(0, i + 1))).toString('hex'),
      );
    }
    await fc.assert(
      fc.asyncProperty(size, async (n) => expect(await rootAt(nodes, n)).toEqual(mth(leaves.slice(0, n)))),
    );
  });

  it('proves every leaf, and no other leaf, place or size', async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), fc.nat(), async (n, i, j) => {
        const [index, other] = [i % n, j % n];
        const proof = await inclusionProof(nodes, index, n);
        const root = mth(leaves.slice(0, n));
        expect(rootByInclusion(leaf(index), index, n, proof)).toEqual(root);
        if (other !== index) {
          expect(rootByInclusion(leaf(other), index, n, proof)).not.toEqual(root);
          expect(rootByInclusion(leaf(index), other, n, proof)).not.toEqual(root);
        }
        expect(rootByInclusion(leaf(index), index, n, [...proof, leaf(0)])).toBeUndefined();
      }),
    );
  });

  it('proves that it grew from any of its beginnings, and from nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), async (n, o) => {
        const old = o % (n + 1);
        const proof = await consistencyProof(nodes, old, n);
        const now = { size: n, root: mth(leaves.slice(0, n)) };
        const before = { size: old, root: mth(leaves.slice(0, old)) };
        expect(isConsistent(before, now, proof)).toBe(true);
        if (old === 0) return;
        const rewritten = { size: old, root: mth([leaf(999), ...leaves.slice(1, old)]) };
        expect(isConsistent(rewritten, now, proof)).toBe(false);
        if (old < n) expect(isConsistent(before, now, [...proof, leaf(0)])).toBe(false);
      }),
    );
  });
});
