import type { BlobStore, UploadTable } from '../../src/application/ports/blobs.js';
import type { Upload } from '../../src/domain/document/upload.js';

export class MemoryBlobs implements BlobStore {
  readonly held = new Map<string, Uint8Array[]>();
  async put(documentId: string, part: number, sealed: Uint8Array): Promise<void> {
    const parts = this.held.get(documentId) ?? [];
    parts[part] = sealed;
    this.held.set(documentId, parts);
  }
  async *parts(documentId: string): AsyncGenerator<Uint8Array> {
    yield* this.held.get(documentId) ?? [];
  }
  async remove(documentId: string): Promise<void> {
    this.held.delete(documentId);
  }
  async look(): Promise<void> {}
}

export class MemoryUploads implements UploadTable {
  private readonly rows = new Map<string, { readonly at: string; upload?: Upload }>();
  async begin(documentId: string, at: string): Promise<void> {
    this.rows.set(documentId, { at });
  }
  async finish(upload: Upload): Promise<void> {
    const row = this.rows.get(upload.documentId);
    if (row) row.upload = upload;
  }
  async find(documentId: string): Promise<Upload | undefined> {
    return this.rows.get(documentId)?.upload;
  }
  async forget(documentId: string): Promise<void> {
    this.rows.delete(documentId);
  }
  async olderThan(instant: string): Promise<readonly string[]> {
    return [...this.rows].flatMap(([id, { at }]) => (at < instant ? [id] : []));
  }
}
