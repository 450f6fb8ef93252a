import type { EventStore } from '../ports/event-store.js';

export type Leaves = Pick<EventStore, 'readAll' | 'leaves'>;

/** The leaves of the log's tree, from one position to another; both inclusive. */
export async function* leavesOf(store: Leaves, from: number, to: number): AsyncIterable<readonly Uint8Array[]> {
  if (from > to) return;
  if (store.leaves) yield* store.leaves(from, to);
  else for await (const batch of store.readAll({ from, to })) yield batch.map((e) => e.leaf);
}

export async function allLeaves(store: Leaves, from: number, to: number): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = [];
  for await (const batch of leavesOf(store, from, to)) found.push(...batch);
  return found;
}
