import { createReadStream, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DocumentArchive } from '../../application/ports/blobs.js';
import { committing, lengthOf } from '../documents/sealed-parts.js';
import { syncFolder } from '../whole-file.js';

const NAME = /^[0-9a-f-]{36}$/;

/**
 * A file a document, `<first two>/<documentId>`: its sealed parts, each behind its length (four bytes). The file's SHA-256 is the commitment in
 * the log. Read and written a part at a time.
 */
export class DocumentFiles implements DocumentArchive {
  constructor(private readonly folder: string) {}

  async held(): Promise<ReadonlySet<string>> {
    if (!existsSync(this.folder)) return new Set();
    const names = readdirSync(this.folder, { recursive: true, withFileTypes: true });
    return new Set(names.flatMap((entry) => (entry.isFile() && NAME.test(entry.name) ? [entry.name] : [])));
  }

  async add(documentId: string, commitment: string, parts: AsyncIterable<Uint8Array>): Promise<boolean> {
    const file = this.fileOf(documentId);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const draft = `${file}.part`; // of a run that was stopped: written anew
    const found = committing();
    const handle = await open(draft, 'w', 0o600);
    try {
      for await (const part of parts) {
        found.add(part);
        await handle.writev([lengthOf(part), part]);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    const isWhole = found.end() === commitment;
    await (isWhole ? rename(draft, file) : rm(draft));
    syncFolder(dirname(file));
    return isWhole;
  }

  async *parts(documentId: string): AsyncGenerator<Uint8Array> {
    const file = this.fileOf(documentId);
    if (!existsSync(file)) return;
    let held: Buffer = Buffer.alloc(0);
    for await (const chunk of createReadStream(file)) {
      held = Buffer.concat([held, chunk]);
      for (let whole = partOf(held); whole; whole = partOf(held)) {
        yield whole;
        held = held.subarray(4 + whole.length);
      }
    }
    if (held.length > 0) yield held; // cut off: its commitment is another one
  }

  async remove(documentId: string): Promise<void> {
    await rm(this.fileOf(documentId), { force: true });
  }

  private fileOf(documentId: string): string {
    if (!NAME.test(documentId)) throw new RangeError('no id of a document');
    return join(this.folder, documentId.slice(0, 2), documentId);
  }
}

/** The first part that is whole there. */
function partOf(bytes: Buffer): Buffer | undefined {
  const end = bytes.length < 4 ? Number.POSITIVE_INFINITY : 4 + bytes.readUInt32BE();
  return end > bytes.length ? undefined : bytes.subarray(4, end);
}
