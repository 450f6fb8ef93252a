import type { S3Client } from '@aws-sdk/client-s3';
import { type BlobStore, BlobsUnavailable } from '../../application/ports/blobs.js';
import { NEVER } from '../../application/ports/runtime.js';
import { within } from '../../application/within.js';
import { sleep } from '../clock/sleep.js';

type Sdk = typeof import('@aws-sdk/client-s3');
interface Reached {
  readonly sdk: Sdk;
  readonly client: S3Client;
}

export interface Bucket {
  /** Of the service; the bucket stands in the path, as every one that speaks S3 takes it. */
  readonly url: string;
  readonly region: string;
  readonly bucket: string;
  /** Stands before the names of our parts, where others keep things in the same bucket. */
  readonly prefix: string;
  readonly keyId: string;
  readonly secret: string;
}

const TRIES = 3;
/** Milliseconds in which one part is answered for, its bytes and all. */
const PATIENCE = 20_000;
/** Milliseconds before it is tried again; twice as long each time. */
const PAUSE = 100;

/**
 * An object a sealed part, in whatever speaks S3. Not one multipart upload a document: its parts have 5 MB at least, which 64 uploads at once
 * would hold in memory, and one that nobody ends lies there unseen. A part put again is the same bytes under the same name, so that every
 * request can be tried again, also one that was answered and whose answer was lost.
 */
export class BlobBucket implements BlobStore {
  private loaded?: Promise<Reached>;

  constructor(
    private readonly of: Bucket,
    private readonly patience = PATIENCE,
  ) {}

  async put(documentId: string, part: number, sealed: Uint8Array): Promise<void> {
    const Key = `${this.folder(documentId)}${String(part).padStart(6, '0')}`;
    await this.asked(({ sdk, client }, until) =>
      client.send(new sdk.PutObjectCommand({ ...this.bucket, Key, Body: sealed }), until),
    );
  }

  async *parts(documentId: string): AsyncGenerator<Uint8Array> {
    for (const Key of await this.names(documentId))
      yield await this.asked(async ({ sdk, client }, until) => {
        const { Body } = await client.send(new sdk.GetObjectCommand({ ...this.bucket, Key }), until);
        if (!Body) throw new Error('an object without a body');
        return Body.transformToByteArray();
      });
  }

  async remove(documentId: string): Promise<void> {
    for (const Key of await this.names(documentId))
      await this.asked(({ sdk, client }, until) =>
        client.send(new sdk.DeleteObjectCommand({ ...this.bucket, Key }), until),
      );
  }

  /** A list is the one question that needs the bucket, the key and the right to look at it, and leaves nothing. */
  async look(): Promise<void> {
    await this.page(this.of.prefix, undefined, 1);
  }

  private get bucket() {
    return { Bucket: this.of.bucket };
  }
  private folder(documentId: string): string {
    return `${this.of.prefix}${documentId}/`;
  }

  private async names(documentId: string): Promise<readonly string[]> {
    const found: string[] = [];
    let from: string | undefined;
    do {
      const { Contents = [], NextContinuationToken } = await this.page(this.folder(documentId), from);
      found.push(...Contents.flatMap(({ Key }) => Key ?? []));
      from = NextContinuationToken;
    } while (from !== undefined);
    return found.sort();
  }
  private page(Prefix: string, ContinuationToken?: string, MaxKeys?: number) {
    return this.asked(({ sdk, client }, until) =>
      client.send(new sdk.ListObjectsV2Command({ ...this.bucket, Prefix, ContinuationToken, MaxKeys }), until),
    );
  }

  /** @throws BlobsUnavailable */
  private async asked<T>(ask: (of: Reached, until: { readonly abortSignal: AbortSignal }) => Promise<T>): Promise<T> {
    const reached = await this.reached();
    for (let tried = 1; ; tried++) {
      const late = new AbortController();
      try {
        // The signal ends the connection, `within` the waiting: of a body that stands still the end does not come either.
        return await within(sleep, this.patience, ask(reached, { abortSignal: late.signal }), () => {
          throw new Error('no answer in time');
        });
      } catch (error) {
        if (tried === TRIES || !mayPass(error)) throw new BlobsUnavailable(error);
      } finally {
        late.abort();
      }
      await sleep(PAUSE * 2 ** (tried - 1), NEVER);
    }
  }

  /** Loaded only where a bucket is configured: it takes longer to load than the command line. */
  private async reached(): Promise<Reached> {
    this.loaded ??= import('@aws-sdk/client-s3').then((sdk) => {
      const { url: endpoint, region, keyId: accessKeyId, secret: secretAccessKey } = this.of;
      const client = new sdk.S3Client({
        ...{ endpoint, region, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: true },
        maxAttempts: 1, // `asked` tries again, also where an answer was cut off in its bytes
        // What others than Amazon do not all know; our own commitment is over every part.
        ...{ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' },
      });
      return { sdk, client };
    });
    return this.loaded;
  }
}

/** Whoever refuses us (a wrong key, no such bucket) does so again; what is away or has too much to do may be there in a moment. */
function mayPass(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status === undefined || status >= 500 || status === 408 || status === 429 || status < 300;
}
