import pg from 'pg';
import { VaultUnavailable } from '../../application/ports/vault.js';
import type { Random } from './crypto.js';
import type { Kms } from './kms.js';
import { type KeyStore, newWrappedKey, type StoredKey } from './wrapped-key.js';

/** A destroyed key keeps its row without the key, so that its scope is never given another one. The lock: two processes may start at once. */
const SCHEMA = `
select pg_advisory_xact_lock(hashtext('sagsspor data_key'));
create table if not exists data_key (
  key_id uuid primary key,
  scope_digest bytea not null unique check (octet_length(scope_digest) = 32),
  epoch text not null,
  wrapped bytea check (octet_length(wrapped) = 32),
  nonce bytea check (octet_length(nonce) = 12),
  tag bytea check (octet_length(tag) = 16),
  created_at timestamptz not null default now(),
  destroyed_at timestamptz,
  check (num_nulls(wrapped, nonce, tag) = case when destroyed_at is null then 0 else 3 end))`;

/** Makes the table of the keys database; safe to run again and by several processes at once. @throws VaultUnavailable */
export async function migrateKeys(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the query under way says so
  try {
    await client.connect();
    await client.query(SCHEMA);
  } catch (error) {
    throw new VaultUnavailable(error);
  } finally {
    await client.end();
  }
}

const SELECT = `select key_id as "keyId", encode(scope_digest, 'hex') as digest, epoch, wrapped, nonce, tag from data_key`;
const BY_SCOPE = `${SELECT} where scope_digest = any($1::bytea[])`;
const BY_ID = `${SELECT} where key_id = any($1::uuid[])`;
/** An event may not outlive the key to it: were the commit not flushed, a killed server would leave segments that nobody opens (REL 0.3). */
const INSERT = `
insert into data_key (key_id, scope_digest, epoch, wrapped, nonce, tag)
select * from unnest($1::uuid[], $2::bytea[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[])
 where (select set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), true)) <> 'off'
    on conflict (scope_digest) do nothing`;
const DESTROY = `
update data_key set wrapped = null, nonce = null, tag = null, destroyed_at = now()
 where key_id = any($1::uuid[]) and destroyed_at is null
   and (select set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), true)) <> 'off'`;

type Row = StoredKey & { readonly digest: string };

/** Data keys, wrapped, in a database of their own (design.md, *People and secrets*). */
export class PostgresKeys implements KeyStore {
  private readonly pool: pg.Pool;

  constructor(
    url: string,
    private readonly kms: Kms,
    private readonly random: Random,
  ) {
    const connectionTimeoutMillis = 10_000; // a server that does not answer is down, too
    this.pool = new pg.Pool({
      connectionString: url,
      max: 3,
      application_name: 'sagsspor-vault',
      connectionTimeoutMillis,
    });
    this.pool.on('error', () => undefined); // a dying server must not take the process with it; the next query says so
  }

  /** One round trip where all keys are there, three where some are new, however many. */
  async forScopes(digests: readonly string[]): Promise<ReadonlyMap<string, StoredKey>> {
    const found = await this.byScope(digests);
    // In one order everywhere: two processes that make the same keys would otherwise wait for each other (deadlock).
    const missing = digests.filter((digest) => !found.has(digest)).sort();
    if (missing.length === 0) return found;
    const made = await Promise.all(missing.map(() => newWrappedKey(this.kms, this.random)));
    const column = (name: 'keyId' | 'epoch' | 'wrapped' | 'nonce' | 'tag') => made.map((key) => key[name]);
    await this.query(INSERT, [
      column('keyId'),
      missing.map(bytes),
      column('epoch'),
      column('wrapped'),
      column('nonce'),
      column('tag'),
    ]);
    // Read again: of two processes that make the same key, one wins and both use it.
    return new Map([...found, ...(await this.byScope(missing))]);
  }

  async byIds(keyIds: readonly string[]): Promise<ReadonlyMap<string, StoredKey>> {
    return new Map((await this.query(BY_ID, [keyIds])).map((row) => [row.keyId, row]));
  }

  async destroy(keyIds: readonly string[]): Promise<void> {
    await this.query(DESTROY, [keyIds]);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async byScope(digests: readonly string[]): Promise<Map<string, StoredKey>> {
    return new Map((await this.query(BY_SCOPE, [digests.map(bytes)])).map((row) => [row.digest, row]));
  }

  private async query(text: string, values: unknown[]): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>(text, values)).rows;
    } catch (error) {
      throw new VaultUnavailable(error);
    }
  }
}

const bytes = (hex: string) => Buffer.from(hex, 'hex');
