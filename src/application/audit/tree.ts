import { hash } from 'node:crypto';

const HASH = 32;
/** 0x01 and room for two hashes: filled anew for each node, since a long log has a million of them. */
const inner = Buffer.alloc(1 + 2 * HASH, 0x01);

/** RFC 9162: the hash of an inner node. Leaves are hashed by the store (0x00 before them). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  inner.set(left, 1);
  inner.set(right, 1 + HASH);
  return hash('sha256', inner, 'buffer');
}

export const EMPTY_ROOT: Uint8Array = hash('sha256', '', 'buffer');

/** Hashes of complete subtrees: `level` 0 are leaves (index 0 = position 1); a node of level k covers 2^k leaves. */
export interface Nodes {
  node(level: number, index: number): Promise<Uint8Array>;
}

/** The root over the first `size` leaves. */
export const rootAt = (nodes: Nodes, size: number): Promise<Uint8Array> =>
  size === 0 ? Promise.resolve(EMPTY_ROOT) : subtree(nodes, 0, size);

/** RFC 9162, 2.1.3.1: from the leaf up, that it stands in the tree of this size. `index` counts from 0. */
export async function inclusionProof(nodes: Nodes, index: number, size: number): Promise<readonly Uint8Array[]> {
  if (index < 0 || index >= size) throw new RangeError('the leaf is not in a tree of that size');
  return path(nodes, index, 0, size);
}

async function path(nodes: Nodes, index: number, start: number, size: number): Promise<Uint8Array[]> {
  if (size === 1) return [];
  const k = split(size);
  return index < k
    ? [...(await path(nodes, index, start, k)), await subtree(nodes, start + k, size - k)]
    : [...(await path(nodes, index - k, start + k, size - k)), await subtree(nodes, start, k)];
}

/** RFC 9162, 2.1.4.1: that the tree of size `old` is the beginning of the tree of this size. */
export async function consistencyProof(nodes: Nodes, old: number, size: number): Promise<readonly Uint8Array[]> {
  if (old < 0 || old > size) throw new RangeError('a tree grows: the older one is not larger');
  return old === 0 || old === size ? [] : subproof(nodes, old, 0, size, true);
}

async function subproof(nodes: Nodes, m: number, start: number, n: number, whole: boolean): Promise<Uint8Array[]> {
  if (m === n) return whole ? [] : [await subtree(nodes, start, n)];
  const k = split(n);
  return m <= k
    ? [...(await subproof(nodes, m, start, k, whole)), await subtree(nodes, start + k, n - k)]
    : [...(await subproof(nodes, m - k, start + k, n - k, false)), await subtree(nodes, start, k)];
}

/** The root of the leaves [start, start + size). */
async function subtree(nodes: Nodes, start: number, size: number): Promise<Uint8Array> {
  const level = Math.log2(size);
  if (Number.isInteger(level) && start % size === 0) return nodes.node(level, start / size);
  const k = split(size);
  return nodeHash(await subtree(nodes, start, k), await subtree(nodes, start + k, size - k));
}

/** The largest power of two that is smaller than n. */
const split = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1);

/** The root that a proof leads to; undefined where the proof has not the right length. RFC 9162, 2.1.3.2. */
export function rootByInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const p of proof) {
    if (sn === 0) return undefined;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(p, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else hash = nodeHash(hash, p);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 ? hash : undefined;
}

/** Whether a proof shows that the older tree is the beginning of the newer. RFC 9162, 2.1.4.2. */
export function isConsistent(
  old: { readonly size: number; readonly root: Uint8Array },
  now: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (old.size === 0 || old.size === now.size)
    return proof.length === 0 && (old.size === 0 || same(old.root, now.root));
  if (old.size > now.size) return false;
  const [first, ...rest] = Number.isInteger(Math.log2(old.size)) ? [old.root, ...proof] : proof;
  if (!first) return false;
  let [fn, sn] = [old.size - 1, now.size - 1];
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  let [fr, sr] = [first, first];
  for (const c of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [nodeHash(c, fr), nodeHash(c, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else sr = nodeHash(sr, c);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && same(fr, old.root) && same(sr, now.root);
}

export const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
