import type pg from 'pg';
import type { DraftRow, DraftStore, SavedListStore } from '../../application/ports/drafts.js';

/** A sealed text of a user, at a place of theirs. */
const SEALED_ROW = `  user_digest text not null,
  place text not null,
  kept_at timestamptz not null,
  event_id uuid not null,
  key_id uuid not null,
  salt bytea not null,
  nonce bytea not null,
  ciphertext bytea not null,
  tag bytea not null,
  primary key (user_digest, place));
`;

/**
 * Unlogged on purpose: what is typed and not given yet stands in no write-ahead log and in no backup, so that dropping it drops it everywhere. After a
 * crash of the database it is empty, and the page that it came from still has it.
 */
export const DRAFT_TABLES = {
  tables: ['form_draft'],
  sql: `
create unlogged table if not exists form_draft (
${SEALED_ROW}create index if not exists form_draft_kept on form_draft (kept_at);
`,
};

/** Kept until its user drops it, and over a crash: every list under a key of its own, by which its name goes from every copy. */
export const SAVED_LIST_TABLES = {
  tables: ['saved_list'],
  sql: `
create table if not exists saved_list (
${SEALED_ROW}`,
};

interface FoundDraft {
  readonly user_digest: string;
  readonly place: string;
  readonly at: string;
  readonly event_id: string;
  readonly key_id: string;
  readonly salt: Buffer;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

const COLUMNS = `user_digest, place, to_char(kept_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
  event_id, key_id, salt, nonce, ciphertext, tag`;
function rowOf({ user_digest: user, place, at, event_id: eventId, key_id: keyId, ...sealed }: FoundDraft): DraftRow {
  return { user, place, at, segment: { eventId, keyId, segment: 0, ...sealed } };
}

/** Sealed texts of users, for every process of an installation. */
class SealedTable {
  constructor(
    protected readonly pool: pg.Pool,
    protected readonly table: 'form_draft' | 'saved_list',
  ) {}

  async keep({ user, place, at, segment: s }: DraftRow): Promise<void> {
    await this.pool.query(
      `insert into ${this.table} (user_digest, place, kept_at, event_id, key_id, salt, nonce, ciphertext, tag)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (user_digest, place) do update set (kept_at, event_id, key_id, salt, nonce, ciphertext, tag) =
         (excluded.kept_at, excluded.event_id, excluded.key_id, excluded.salt, excluded.nonce, excluded.ciphertext, excluded.tag)`,
      [user, place, at, s.eventId, s.keyId, ...[s.salt, s.nonce, s.ciphertext, s.tag].map((part) => Buffer.from(part))],
    );
  }

  async find(user: string, place: string): Promise<DraftRow | undefined> {
    return (await this.rows('where user_digest = $1 and place = $2', [user, place]))[0];
  }

  ofUser(user: string): Promise<readonly DraftRow[]> {
    return this.rows('where user_digest = $1 order by kept_at desc, place', [user]);
  }

  async drop(user: string, place: string): Promise<void> {
    await this.pool.query(`delete from ${this.table} where user_digest = $1 and place = $2`, [user, place]);
  }

  protected async rows(which: string, values: readonly string[]): Promise<readonly DraftRow[]> {
    const { rows } = await this.pool.query<FoundDraft>(`select ${COLUMNS} from ${this.table} ${which}`, [...values]);
    return rows.map(rowOf);
  }
}

export class DraftTable extends SealedTable implements DraftStore {
  constructor(pool: pg.Pool) {
    super(pool, 'form_draft');
  }
  async clean(before?: string): Promise<void> {
    if (before === undefined) await this.pool.query('delete from form_draft');
    else await this.pool.query('delete from form_draft where kept_at < $1', [before]);
  }
}

export class SavedListTable extends SealedTable implements SavedListStore {
  constructor(pool: pg.Pool) {
    super(pool, 'saved_list');
  }
  all(): Promise<readonly DraftRow[]> {
    return this.rows('order by user_digest, place', []);
  }
}
