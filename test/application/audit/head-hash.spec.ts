import { describe, expect, it } from '@jest/globals';
import { fromLeaves, withLedger } from '../../../src/application/audit/head-hash.js';
import { allLeaves } from '../../../src/application/audit/leaves.js';
import { LogNodes, TILE } from '../../../src/application/audit/ledger.js';
import { checkpointText, noteOf } from '../../../src/application/audit/note.js';
import { EMPTY_ROOT, nodeHash } from '../../../src/application/audit/tree.js';
import type { LogRange, StoredEvent } from '../../../src/application/ports/event-store.js';

const SIZE = 3 * TILE + 100;
const leafAt = (position: number, log: string) => Buffer.from(`${log} ${position}`.padEnd(32).slice(0, 32));

/** A log of leaves; counts how many were read. */
function logOf(name: string) {
  const read = { leaves: 0 };
  const store = {
    async *readAll({ from = 1, to = SIZE }: LogRange = {}) {
      const last = Math.min(to, SIZE);
      const batch = Array.from({ length: Math.max(0, last - from + 1) }, (_, i) => ({ leaf: leafAt(from + i, name) }));
      read.leaves += batch.length;
      yield batch as unknown as readonly StoredEvent[];
    },
  };
  return { store, read };
}

/** The tiles of a log of that size, as its ledger wrote them. */
function ledgerOf(name: string, size: number) {
  const root = EMPTY_ROOT;
  const text = checkpointText({ origin: 'test', size, root, at: '2024-01-01T00:00:00.000Z' });
  return {
    newest: async () => noteOf(text, []),
    async tile(level: number, index: number) {
      if (level > 0 || (index + 1) * TILE > size) return undefined;
      return Buffer.concat(Array.from({ length: TILE }, (_, i) => leafAt(index * TILE + i + 1, name)));
    },
  };
}

describe('The hash of the log at a position', () => {
  it('is the same from the tiles of the ledger as from every leaf, wherever the ledger ends', async () => {
    const { store } = logOf('ours');
    for (const position of [0, 1, 2, 255, 256, 257, 511, 512, 600, 767, 768, 769, SIZE])
      for (const signed of [0, 1, TILE, 2 * TILE, 2 * TILE + 17, 3 * TILE, SIZE])
        expect(await withLedger(store, ledgerOf('ours', signed))(position)).toBe(await fromLeaves(store)(position));
  });

  it('reads few leaves where the ledger has the others', async () => {
    const { store, read } = logOf('ours');
    await withLedger(store, ledgerOf('ours', SIZE))(SIZE);
    expect(read.leaves).toBeLessThan(2 * TILE + 1);
  });

  it('does not believe a ledger of another log', async () => {
    const { store } = logOf('ours');
    expect(await withLedger(store, ledgerOf('theirs', SIZE))(SIZE)).toBe(await fromLeaves(store)(SIZE));
  });

  it('is that of RFC 9162', async () => {
    const { store } = logOf('ours');
    const [a, b, c] = [1, 2, 3].map((n) => leafAt(n, 'ours')) as [Buffer, Buffer, Buffer];
    expect(await fromLeaves(store)(0)).toBe(Buffer.from(EMPTY_ROOT).toString('hex'));
    expect(await fromLeaves(store)(3)).toBe(Buffer.from(nodeHash(nodeHash(a, b), c)).toString('hex'));
  });

  it('writes a tile from one reading of its leaves, though all its nodes are asked for at once', async () => {
    const { store, read } = logOf('ours');
    const nodes = new LogNodes({ tile: async () => undefined }, (from, to) => allLeaves(store, from, to));
    await Promise.all(Array.from({ length: TILE }, (_, i) => nodes.node(0, i)));
    expect(read.leaves).toBe(TILE);
  });
});
