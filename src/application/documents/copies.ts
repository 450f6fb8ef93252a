import { decode } from '../codec.js';
import { lawfullyGone } from '../erasing/shred.js';
import type { BlobStore, DocumentArchive } from '../ports/blobs.js';
import type { DestroyedList } from '../ports/erasing.js';
import type { EventStore } from '../ports/event-store.js';
import { segmentOf } from '../sealing.js';
import type { Attached } from './attached.js';

interface CopyDependencies {
  readonly store: Pick<EventStore, 'readAll'>;
  /** What the signed list says was erased; the log says it as well, for what it holds. */
  readonly destroyed: Pick<DestroyedList, 'entries'>;
  readonly blobs: BlobStore;
  readonly bytes: { commitmentOf(sealed: AsyncIterable<Uint8Array>): Promise<string> };
}

export interface DocumentsBackedUp {
  /** Documents that this run added, and that it took out: they were erased since. */
  readonly added: number;
  readonly removed: number;
  /** What the blob store does not hold as it was attached: nothing of these is kept. */
  readonly wrong: readonly string[];
}

/**
 * An erased document is not copied, and goes from the copy: nobody can open it, and it need not lie there. Whether one opens is not asked: where a
 * key is merely lost, or a text was tampered with, the copy may be the last one.
 */
export async function backUpDocuments(
  around: CopyDependencies,
  archive: DocumentArchive,
  to: number,
): Promise<DocumentsBackedUp> {
  const held = await archive.held();
  const wrong: string[] = [];
  let [added, removed] = [0, 0];
  for await (const { documentId, commitment, erased } of attachedUpTo(around, to)) {
    if (erased && held.has(documentId)) {
      await archive.remove(documentId);
      removed++;
    }
    if (erased || held.has(documentId)) continue;
    if (await archive.add(documentId, commitment, around.blobs.parts(documentId))) added++;
    else wrong.push(documentId);
  }
  return { added, removed, wrong };
}

export interface DocumentsPutBack {
  readonly put: number;
  /** Not put back: they were erased. */
  readonly removed: number;
  /** What the backup lacks, or holds changed: these do not open. */
  readonly wrong: readonly string[];
}

/** What was erased stays so, whatever an old backup holds. */
export async function putBackDocuments(around: CopyDependencies, archive: DocumentArchive): Promise<DocumentsPutBack> {
  const { blobs, bytes } = around;
  const wrong: string[] = [];
  let [put, removed] = [0, 0];
  for await (const { documentId, commitment, erased } of attachedUpTo(around)) {
    if (erased) {
      removed++;
      continue;
    }
    const isThere = async (parts: AsyncIterable<Uint8Array>) => (await bytes.commitmentOf(parts)) === commitment;
    if (await isThere(blobs.parts(documentId))) continue;
    if (!(await isThere(archive.parts(documentId)))) {
      wrong.push(documentId);
      continue;
    }
    await blobs.remove(documentId); // half of it, where a run was stopped
    let part = 0;
    for await (const sealed of archive.parts(documentId)) await blobs.put(documentId, part++, sealed);
    put++;
  }
  return { put, removed, wrong };
}

/** All that was ever attached, taken off again too. `erased`: a decision of two people says so, in the log or in the signed list. */
export async function* attachedUpTo({ store, destroyed }: Pick<CopyDependencies, 'store' | 'destroyed'>, to?: number) {
  const isGone = await lawfullyGone(store, await destroyed.entries());
  for await (const batch of store.readAll({ types: ['DocumentAttached'], ...(to === undefined ? {} : { to }) }))
    for (const event of batch) {
      const { documentId, commitment, key } = decode(event).data as Attached;
      yield { documentId, commitment, erased: isGone(event.eventId, segmentOf(key)) };
    }
}
