import type { LedgerStore } from '../ports/ledger.js';
import { allLeaves, type Leaves, leavesOf } from './leaves.js';
import { LogNodes, TILE } from './ledger.js';
import { MerkleTree } from './merkle.js';
import { parseNote } from './note.js';
import { same } from './tree.js';

/** The root of the log's tree at a position, hexadecimal: what a report says it was computed from. */
export type HeadHash = (position: number) => Promise<string>;

/** From the log's own leaves. */
export const fromLeaves =
  (store: Leaves): HeadHash =>
  async (position) => {
    const tree = new MerkleTree();
    await grow(tree, store, 1, position);
    return tree.root();
  };

/**
 * The same, the beginning of the log from the ledger's tiles: a report does not read a million leaves. The last tile that is used is held
 * against the log; that all are is what `verify` checks.
 */
export function withLedger(store: Leaves, ledger: Pick<LedgerStore, 'tile' | 'newest'>): HeadHash {
  // Kept from one report to the next: a tile never changes, and folding those of a long log takes longer than a report.
  const nodes = new LogNodes(ledger, (from, to) => allLeaves(store, from, to));
  return async (position) => {
    const note = await ledger.newest();
    const signed = note === undefined ? 0 : parseNote(note).checkpoint.size;
    const tiles = Math.floor(Math.min(position, signed) / TILE);
    const kept = tiles * TILE;
    if (kept === 0 || !(await isOfThisLog(store, await ledger.tile(0, tiles - 1), kept)))
      return fromLeaves(store)(position);
    const tree = new MerkleTree();
    for (const { level, index } of fullSubtrees(kept)) tree.join(await nodes.node(level, index), 2 ** level);
    await grow(tree, store, kept + 1, position);
    return tree.root();
  };
}

async function isOfThisLog(store: Leaves, tile: Uint8Array | undefined, end: number): Promise<boolean> {
  return tile !== undefined && same(tile, Buffer.concat(await allLeaves(store, end - TILE + 1, end)));
}

/** Left to right: one for each bit of the size. */
function fullSubtrees(size: number) {
  const found: { level: number; index: number }[] = [];
  for (let [level, start] = [Math.floor(Math.log2(size)), 0]; level >= 0; level--) {
    if (start + 2 ** level > size) continue;
    found.push({ level, index: start / 2 ** level });
    start += 2 ** level;
  }
  return found;
}

async function grow(tree: MerkleTree, store: Leaves, from: number, to: number): Promise<void> {
  for await (const batch of leavesOf(store, from, to)) for (const leaf of batch) tree.add(leaf);
}
