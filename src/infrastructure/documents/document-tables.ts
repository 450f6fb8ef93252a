import type pg from 'pg';
import type { BlobStore, UploadTable } from '../../application/ports/blobs.js';
import type { Segment } from '../../application/ports/event-store.js';
import type { ErasingVault } from '../../application/ports/vault.js';
import type { Upload } from '../../domain/document/upload.js';

export const DOCUMENT_TABLES = {
  tables: ['document_part', 'document_upload'],
  sql: `
create table if not exists document_part (
  document_id uuid not null,
  part int not null,
  sealed bytea not null,
  primary key (document_id, part));
alter table document_part alter column sealed set storage external;
create table if not exists document_upload (document_id uuid primary key, begun_at timestamptz not null, held json);
create index if not exists document_upload_begun on document_upload (begun_at);
`,
};

/** Large values of the log's own server, a row a part: in its backups, and gone with what is removed. */
export class BlobTable implements BlobStore {
  constructor(private readonly pool: pg.Pool) {}

  async put(documentId: string, part: number, sealed: Uint8Array): Promise<void> {
    await this.pool.query('insert into document_part (document_id, part, sealed) values ($1, $2, $3)', [
      documentId,
      part,
      Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength),
    ]);
  }

  async *parts(documentId: string): AsyncGenerator<Uint8Array> {
    for (let part = 0; ; part++) {
      const { rows } = await this.pool.query<{ part: number; sealed: Buffer }>(
        'select part, sealed from document_part where document_id = $1 and part >= $2 order by part limit 1',
        [documentId, part],
      );
      const [row] = rows;
      if (!row) return;
      part = row.part; // one that is missing is noticed where the next is opened
      yield row.sealed;
    }
  }

  async remove(documentId: string): Promise<void> {
    await this.pool.query('delete from document_part where document_id = $1', [documentId]);
  }

  async look(): Promise<void> {
    await this.pool.query('select from document_part limit 1');
  }
}

interface Held extends Omit<Upload, 'key'> {
  readonly keyId: string;
  readonly segment: Readonly<Record<'salt' | 'nonce' | 'ciphertext' | 'tag', string>>;
}
const placeOf = (documentId: string) => ({
  ...{ type: 'Upload', segment: 0, eventId: documentId },
  stream: `document-${documentId}`,
});

/** The key of an upload lies here sealed under one of its own, which is destroyed once the upload hangs on something or is swept. */
export class UploadRows implements UploadTable {
  constructor(
    private readonly pool: pg.Pool,
    private readonly vault: ErasingVault,
  ) {}

  async begin(documentId: string, at: string): Promise<void> {
    await this.pool.query('insert into document_upload (document_id, begun_at) values ($1, $2)', [documentId, at]);
  }

  async finish({ key, ...upload }: Upload): Promise<void> {
    const { documentId } = upload;
    const request = { ...placeOf(documentId), scope: `upload:${documentId}`, content: key };
    const [sealed] = await this.vault.seal([request]);
    if (!sealed) throw new Error('a key that was to be sealed is gone');
    const { keyId, salt, nonce, ciphertext, tag } = sealed.segment;
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
    const segment = { salt: text(salt), nonce: text(nonce), ciphertext: text(ciphertext), tag: text(tag) };
    const held: Held = { ...upload, keyId, segment };
    await this.pool.query('update document_upload set held = $2 where document_id = $1', [
      documentId,
      JSON.stringify(held),
    ]);
  }

  async find(documentId: string): Promise<Upload | undefined> {
    const held = await this.heldBy(documentId);
    if (!held) return undefined;
    const { keyId, segment: text, ...upload } = held;
    const bytes = (of: keyof typeof text) => Buffer.from(text[of], 'base64');
    const segment: Segment = {
      ...{ eventId: documentId, segment: 0, keyId },
      salt: bytes('salt'),
      nonce: bytes('nonce'),
      ciphertext: bytes('ciphertext'),
      tag: bytes('tag'),
    };
    const opened = await this.vault.open(
      [{ ...placeOf(documentId), commitment: this.vault.commitmentOf(segment) }],
      [segment],
    );
    const found = opened.get(`${documentId}/0`);
    return found === undefined || found === 'erased' ? undefined : { ...upload, key: String(found.content) };
  }

  async forget(documentId: string): Promise<void> {
    const held = await this.heldBy(documentId);
    if (held) await this.vault.destroyKeys([held.keyId]);
    await this.pool.query('delete from document_upload where document_id = $1', [documentId]);
  }

  async olderThan(instant: string): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      'select document_id as id from document_upload where begun_at < $1',
      [instant],
    );
    return rows.map(({ id }) => id);
  }

  private async heldBy(documentId: string): Promise<Held | null | undefined> {
    const { rows } = await this.pool.query<{ held: Held | null }>(
      'select held from document_upload where document_id = $1',
      [documentId],
    );
    return rows[0]?.held;
  }
}
