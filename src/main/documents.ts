import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { Documents } from '../application/documents/documents.js';
import type { BlobStore, Scanner } from '../application/ports/blobs.js';
import type { DestroyedList } from '../application/ports/erasing.js';
import type { EventStore } from '../application/ports/event-store.js';
import type { Clock, Ids } from '../application/ports/runtime.js';
import type { ErasingVault } from '../application/ports/vault.js';
import { Sealing } from '../application/sealing.js';
import { BlobBucket } from '../infrastructure/documents/blob-bucket.js';
import { BlobFolder } from '../infrastructure/documents/blob-folder.js';
import { Clamd } from '../infrastructure/documents/clamd.js';
import { documentBytes } from '../infrastructure/documents/document-bytes.js';
import { BlobTable, UploadRows } from '../infrastructure/documents/document-tables.js';
import type { Config } from './settings.js';

interface DocumentParts {
  readonly config: Config;
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly vault: ErasingVault;
  readonly destroyed: DestroyedList;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** In the bucket or the folder that is configured, or in the database of the log. */
export function blobsOf(config: Config, pool: pg.Pool): BlobStore {
  const { S3_URL: url, S3_BUCKET: bucket, S3_KEY_ID: keyId, S3_SECRET: secret } = config;
  if (url && bucket && keyId && secret)
    return new BlobBucket({ url, bucket, keyId, secret, region: config.S3_REGION, prefix: config.S3_PREFIX });
  return config.DOCUMENT_FOLDER ? new BlobFolder(config.DOCUMENT_FOLDER) : new BlobTable(pool);
}

export const scannerOf = ({ CLAMD_HOST, CLAMD_PORT }: Config): Scanner | undefined =>
  CLAMD_HOST ? new Clamd(CLAMD_HOST, CLAMD_PORT) : undefined;

/** Documents where they are configured to lie, looked at by the scanner that is configured. */
export function documentsOf({ config, pool, store, vault, destroyed, clock, ids }: DocumentParts): Documents {
  return new Documents({
    ...{ store, sealing: new Sealing(store, vault), destroyed, clock, ids },
    blobs: blobsOf(config, pool),
    uploads: new UploadRows(pool, vault),
    scanner: scannerOf(config),
    bytes: documentBytes(randomBytes),
  });
}
