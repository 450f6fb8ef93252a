/** What came before any command: the bytes are kept, sealed under a key of their own. */
export interface Upload {
  readonly documentId: string;
  readonly userId: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  /** Over the sealed parts in their order. */
  readonly commitment: string;
  /** The document's own key, base64url: it goes on sealed, under the key of whom or what the document is about. */
  readonly key: string;
}
