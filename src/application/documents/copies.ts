import { decode } from '../codec.js';
import type { BlobStore, DocumentArchive } from '../ports/blobs.js';
import type { EventStore } from '../ports/event-store.js';
import type { Sealing } from '../sealing.js';
import type { Attached } from './attached.js';

interface Around {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly sealing: Sealing;
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

/** An erased document is not copied, and goes from the copy: nobody can open it, and it need not lie there. */
export async function backUpDocuments(
  around: Around,
  archive: DocumentArchive,
  to: number,
): Promise<DocumentsBackedUp> {
  const held = await archive.held();
  const wrong: string[] = [];
  let [added, removed] = [0, 0];
  for await (const { documentId, commitment, opens } of attachedUpTo(around, to)) {
    if (!opens && held.has(documentId)) {
      await archive.remove(documentId);
      removed++;
    }
    if (!opens || held.has(documentId)) continue;
    if (await archive.add(documentId, commitment, around.blobs.parts(documentId))) added++;
    else wrong.push(documentId);
  }
  return { added, removed, wrong };
}

export interface DocumentsPutBack {
  readonly put: number;
  /** What the backup lacks, or holds changed: these do not open. */
  readonly wrong: readonly string[];
}

/** What was erased stays so, whatever an old backup holds. */
export async function putBackDocuments(around: Around, archive: DocumentArchive): Promise<DocumentsPutBack> {
  const { blobs, bytes } = around;
  const wrong: string[] = [];
  let put = 0;
  for await (const { documentId, commitment, opens } of attachedUpTo(around)) {
    const isThere = async (parts: AsyncIterable<Uint8Array>) => (await bytes.commitmentOf(parts)) === commitment;
    if (!opens || (await isThere(blobs.parts(documentId)))) continue;
    if (!(await isThere(archive.parts(documentId)))) {
      wrong.push(documentId);
      continue;
    }
    await blobs.remove(documentId); // half of it, where a run was stopped
    let part = 0;
    for await (const sealed of archive.parts(documentId)) await blobs.put(documentId, part++, sealed);
    put++;
  }
  return { put, wrong };
}

/** All that was ever attached, taken off again too. `opens`: its key was not destroyed. */
export async function* attachedUpTo({ store, sealing }: Pick<Around, 'store' | 'sealing'>, to?: number) {
  for await (const batch of store.readAll({ types: ['DocumentAttached'], ...(to === undefined ? {} : { to }) })) {
    const all = batch.map((event) => decode(event).data as Attached);
    const opened = await sealing.open(all.map(({ key }) => key));
    for (const { documentId, commitment, key } of all) yield { documentId, commitment, opens: opened.has(key) };
  }
}
