import type { Upload } from '../../domain/document/upload.js';

/** The sealed parts of documents (B-1; design.md, Documents): what lies here can be read by nobody who has not the document's own key. */
export interface BlobStore {
  /** One part of a document that is being written, in order, counted from 0. */
  put(documentId: string, part: number, sealed: Uint8Array): Promise<void>;
  /** In order; what is missing is noticed by who opens them. */
  parts(documentId: string): AsyncIterable<Uint8Array>;
  remove(documentId: string): Promise<void>;
  /** Whether it is there, without a trace in it. @throws where it is not */
  look(): Promise<void>;
}
/** Where the parts lie cannot be reached, or does not let us in. */
export class BlobsUnavailable extends Error {
  constructor(cause: unknown) {
    super('the blob store cannot be reached', { cause });
  }
}

/** Sealed parts in a backup: a file a document, whole or not there at all. */
export interface DocumentArchive {
  held(): Promise<ReadonlySet<string>>;
  /** Durable when it answers true. False, and nothing of it kept: these are not the parts that the commitment is of. */
  add(documentId: string, commitment: string, parts: AsyncIterable<Uint8Array>): Promise<boolean>;
  /** In order; none where it is not held. What is damaged is told by the commitment. */
  parts(documentId: string): AsyncIterable<Uint8Array>;
  remove(documentId: string): Promise<void>;
}

/** What was uploaded and hangs on nothing yet; its key sealed, its bytes in the blob store. */
export interface UploadTable {
  /** Before the first part is written: whatever stops then leaves a trace to sweep by. */
  begin(documentId: string, at: string): Promise<void>;
  finish(upload: Upload): Promise<void>;
  find(documentId: string): Promise<Upload | undefined>;
  /** It hangs on something: from now on its key stands in the log alone. */
  forget(documentId: string): Promise<void>;
  /** Begun before that instant, and not forgotten since. */
  olderThan(instant: string): Promise<readonly string[]>;
}

export type Scanned = 'clean' | 'infected';
/** @throws ScannerUnavailable: nothing is kept that was not looked at */
export interface Scanner {
  scan(bytes: AsyncIterable<Uint8Array>): Promise<Scanned>;
}
export class ScannerUnavailable extends Error {
  constructor(cause: unknown) {
    super('the scanner cannot be reached', { cause });
  }
}
