import { createHash } from 'node:crypto';
import { type DocumentState, documentAggregate } from '../../domain/document/state.js';
import type { Upload } from '../../domain/document/upload.js';
import { addHours } from '../../domain/kernel/calendar.js';
import { type Actor, streamOf } from '../../domain/kernel/event.js';
import { decode } from '../codec.js';
import { loadRecord } from '../load.js';
import {
  type BlobStore,
  BlobsUnavailable,
  type DocumentArchive,
  type Scanner,
  ScannerUnavailable,
  type UploadTable,
} from '../ports/blobs.js';
import type { DestroyedList } from '../ports/erasing.js';
import type { EventStore } from '../ports/event-store.js';
import type { Clock, Ids } from '../ports/runtime.js';
import { notFound, notPermitted, Refused, violated } from '../refusal.js';
import type { Sealing } from '../sealing.js';
import { type Attached, attachedIn } from './attached.js';
import {
  attachedUpTo,
  backUpDocuments,
  type DocumentsBackedUp,
  type DocumentsPutBack,
  putBackDocuments,
} from './copies.js';

export const tooLarge = () => new Refused('payload-too-large', 'A document may be at most 25,000,000 bytes.');

export interface TakenIn {
  readonly mediaType: string;
  /** Metadata of a picture were left out: what is kept is not what was sent. */
  readonly changed: boolean;
  readonly bytes: AsyncIterable<Uint8Array>;
}
/** What looks at the bytes and seals them: the edges of it are files and ciphers. */
export interface Bytes {
  /** `size`: how many bytes it says that it is, or more. */
  takeIn<T>(body: AsyncIterable<Uint8Array>, keep: (taken: TakenIn) => Promise<T>, size?: number): Promise<T>;
  newKey(): Uint8Array;
  seal(
    documentId: string,
    key: Uint8Array,
    bytes: AsyncIterable<Uint8Array>,
    put: (part: number, sealed: Uint8Array) => Promise<void>,
  ): Promise<{ readonly commitment: string }>;
  open(documentId: string, key: Uint8Array, sealed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** Of sealed parts in their order, as an attachment says it. */
  commitmentOf(sealed: AsyncIterable<Uint8Array>): Promise<string>;
}
interface DocumentDependencies {
  readonly store: EventStore;
  readonly sealing: Sealing;
  readonly destroyed: Pick<DestroyedList, 'entries'>;
  readonly blobs: BlobStore;
  readonly uploads: UploadTable;
  readonly scanner: Scanner | undefined;
  readonly bytes: Bytes;
  readonly clock: Clock;
  readonly ids: Ids;
}
/** Hours in which an upload is attached, or is gone. */
const HOURS = 24;
/** Whose role may give a command that takes a document. */
const GIVES: ReadonlySet<string> = new Set(['caseworker', 'coordinator', 'police']);

/** Documents (B-1): the bytes come first, a command attaches them; what hangs on nothing after a day is gone. */
export class Documents {
  constructor(private readonly around: DocumentDependencies) {}

  /** Kept, sealed, before it answers. @throws Refused: then nothing of it is kept */
  async upload(actor: Actor, body: AsyncIterable<Uint8Array>, size?: number) {
    if (!GIVES.has(actor.role)) throw notPermitted();
    return this.takeIn(actor, body, size);
  }

  /** The same for the system, which brings what another installation has signed (B-7). */
  async takeIn({ userId }: Pick<Actor, 'userId'>, body: AsyncIterable<Uint8Array>, said?: number) {
    const { uploads, blobs, bytes, clock, ids } = this.around;
    const documentId = ids.uuid();
    let begun = false;
    try {
      return await bytes.takeIn(
        body,
        async ({ mediaType, changed, bytes: kept }) => {
          await uploads.begin(documentId, clock.now());
          begun = true;
          const key = bytes.newKey();
          const counted = counting(kept);
          const { commitment } = await bytes.seal(documentId, key, counted.bytes, (part, sealed) =>
            blobs.put(documentId, part, sealed),
          );
          const { size, sha256 } = counted.end();
          const upload: Upload = {
            ...{ documentId, userId, mediaType, size, sha256, commitment },
            key: Buffer.from(key).toString('base64url'),
          };
          await this.scanned(upload);
          await uploads.finish(upload);
          return { documentId, mediaType, size, sha256, ...(changed ? { changed: ['metadata'] } : {}) };
        },
        said,
      );
    } catch (error) {
      if (begun) await this.drop(documentId).catch(() => undefined); // what is left is swept after a day
      if (error instanceof BlobsUnavailable)
        throw new Refused(
          'unavailable',
          'Where documents are kept cannot be reached, so nothing was kept. Send it again.',
        );
      throw error;
    }
  }

  /** What the actor may attach: uploaded by that user, within the day. */
  async find(documentId: string, { userId }: Actor): Promise<Upload | undefined> {
    const { uploads, clock } = this.around;
    const found = await uploads.find(documentId);
    if (found?.userId !== userId) return undefined;
    return (await uploads.olderThan(addHours(clock.now(), -HOURS))).includes(documentId) ? undefined : found;
  }

  /** It hangs on something now. */
  async taken(documentId: string): Promise<void> {
    await this.around.uploads.forget(documentId);
  }

  /** The bytes of what hangs on a record. Who may see them was asked before. @throws Refused not-found where they were erased */
  async open(
    documentId: string,
  ): Promise<{ readonly mediaType: string; readonly size: number; bytes: AsyncIterable<Uint8Array> }> {
    const { sealing, blobs, bytes } = this.around;
    const attached = await this.attachedAs(documentId);
    if (!attached) throw notFound();
    const text = (await sealing.open([attached.key])).get(attached.key);
    if (typeof text !== 'string') throw notFound();
    const key = Buffer.from(text, 'base64url');
    const { mediaType, size } = attached;
    return { mediaType, size, bytes: bytes.open(documentId, key, blobs.parts(documentId)) };
  }

  /**
   * What nobody attached within a day is removed; what was attached needs no key beside the log any more. One that cannot be removed holds back no
   * other, and is tried again. @returns how many. @throws what stood against the first that could not, when the others are done
   */
  async sweep(): Promise<number> {
    const { uploads, store, clock } = this.around;
    const old = await uploads.olderThan(addHours(clock.now(), -HOURS));
    const failed: unknown[] = [];
    for (const documentId of old) {
      const hangs = (await store.readStream(streamOf(documentAggregate.aggregate, documentId))).length > 0;
      await (hangs ? this.taken(documentId) : this.drop(documentId)).catch((error) => failed.push(error));
    }
    if (failed.length > 0) throw failed[0];
    return old.length;
  }

  /** Adds to a backup what it does not hold yet, of all that hangs on a record up to that position. */
  backUp(archive: DocumentArchive, to: number): Promise<DocumentsBackedUp> {
    return backUpDocuments(this.around, archive, to);
  }

  /** From a backup, into the blob store, all that the log names. Stopped anywhere the next run goes on. */
  putBack(archive: DocumentArchive): Promise<DocumentsPutBack> {
    return putBackDocuments(this.around, archive);
  }

  /** Whose attachment was erased: nothing opens these bytes any more, and they need not lie there. */
  async removeOf(streams: readonly string[], eventIds: readonly string[]): Promise<void> {
    const gone = new Set(eventIds);
    for (const event of await this.around.store.readStreams(streams))
      if (event.type === 'DocumentAttached' && gone.has(event.eventId))
        await this.around.blobs.remove((decode(event).data as Attached).documentId);
  }

  /** Of all that was ever erased, where a backup of the blob store brought it back. */
  async removeErased(): Promise<void> {
    for await (const { documentId, erased } of attachedUpTo(this.around))
      if (erased) await this.around.blobs.remove(documentId);
  }

  private async drop(documentId: string): Promise<void> {
    await this.around.blobs.remove(documentId);
    await this.around.uploads.forget(documentId);
  }

  /** What is not looked at is not kept: a scanner that is away stops uploads, not the other way round. */
  private async scanned({ documentId, key }: Upload): Promise<void> {
    const { scanner, bytes, blobs } = this.around;
    if (!scanner) return;
    const all = bytes.open(documentId, Buffer.from(key, 'base64url'), blobs.parts(documentId));
    const found = await scanner.scan(all).catch((error: unknown) => {
      if (error instanceof ScannerUnavailable)
        throw new Refused('unavailable', 'The scanner cannot be reached, and nothing is kept that it has not seen.');
      throw error;
    });
    if (found === 'infected') throw violated('infected');
  }

  private async attachedAs(documentId: string) {
    const { store } = this.around;
    const { of } = (await loadRecord(store, documentAggregate.aggregate, documentId)).state as DocumentState;
    return of ? attachedIn((await loadRecord(store, of.aggregate, of.id)).events, documentId)?.data : undefined;
  }
}

/** Counts and hashes what goes by. */
function counting(from: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  let size = 0;
  async function* through() {
    for await (const chunk of from) {
      hash.update(chunk);
      size += chunk.byteLength;
      yield chunk;
    }
  }
  return { bytes: through(), end: () => ({ size, sha256: hash.digest('hex') }) };
}
