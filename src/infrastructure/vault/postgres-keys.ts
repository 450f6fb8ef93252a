import type pg from 'pg';
import { VaultUnavailable } from '../../application/ports/vault.js';
import { endPool, LIMITS, poolTo, withClient } from '../postgres/connections.js';
import { bringForward, isBehind, markTable, type Schema } from '../postgres/schema-steps.js';
import type { Random } from './crypto.js';
import type { Kms } from './kms.js';
import { type KeyStore, newWrappedKey, type StoredKey, type WrappedKey } from './wrapped-key.js';

/** Reads and writes keys, where it is there; it deletes none. */
export const VAULT_ROLE = 'sagsspor_vault';

/** A destroyed key keeps its row without the key, so that its scope is never given another one. The role may be made after the table. */
export const KEY_TABLES: Schema = {
  versions: 'public.key_version',
  steps: [
    `
create table if not exists data_key (
  key_id uuid primary key,
  scope_digest bytea not null unique check (octet_length(scope_digest) = 32),
  epoch text not null,
  wrapped bytea check (octet_length(wrapped) = 32),
  nonce bytea check (octet_length(nonce) = 12),
  tag bytea check (octet_length(tag) = 16),
  created_at timestamptz not null default now(),
  destroyed_at timestamptz,
  check (num_nulls(wrapped, nonce, tag) = case when destroyed_at is null then 0 else 3 end))`,
    markTable('keys_of_log'),
  ],
  rights: `
do $$ begin
  if exists (select from pg_roles where rolname = '${VAULT_ROLE}') then
    grant select, insert, update on data_key to ${VAULT_ROLE};
    grant select on public.key_version to ${VAULT_ROLE};
  end if;
end $$`,
};

/** Makes the table of the keys database; safe to run again and by several processes at once. @throws VaultUnavailable */
export async function migrateKeys(url: string): Promise<void> {
  try {
    await withClient(url, { limits: LIMITS.building, name: 'sagsspor-migrate' }, (client) =>
      bringForward(client, KEY_TABLES),
    );
  } catch (error) {
    throw new VaultUnavailable(error);
  }
}

/** What stands in the keys database under keys of the KMS: asked before one of those is made. */
export async function wrappedKeys(url: string, epoch?: string): Promise<boolean> {
  const sql = 'select from data_key where destroyed_at is null and ($1::text is null or epoch = $1) limit 1';
  try {
    const wanted = { limits: LIMITS.request, name: 'sagsspor-vault' };
    return await withClient(url, wanted, async (client) => (await client.query(sql, [epoch ?? null])).rowCount !== 0);
  } catch (error) {
    throw new VaultUnavailable(error);
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

/** A scope that has no key gets a destroyed one: nobody who sealed nothing yet may begin after the erasure. */
const TOMBSTONES = `
insert into data_key (key_id, scope_digest, epoch, destroyed_at)
select gen_random_uuid(), digest, '', now() from unnest($1::bytea[]) as u(digest)
 where (select set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), true)) <> 'off'
    on conflict (scope_digest) do nothing`;
const LIVING = `${SELECT} where key_id = any($1::uuid[]) and destroyed_at is null`;

const OLDER = `${SELECT} where epoch collate "C" < $1 and key_id > $2 and destroyed_at is null order by key_id limit $3`;
/** Not backwards: of two renewals across the turn of a month the later epoch stays. */
const REWRAP = `
update data_key d set epoch = n.epoch, wrapped = n.wrapped, nonce = n.nonce, tag = n.tag
  from unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[], $5::bytea[]) as n(key_id, epoch, wrapped, nonce, tag)
 where d.key_id = n.key_id and d.destroyed_at is null and d.epoch collate "C" < n.epoch
   and (select set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), true)) <> 'off'`;

type Row = StoredKey & { readonly digest: string };

/** Data keys, wrapped, in a database of their own (design.md, *People and secrets*). */
export class PostgresKeys implements KeyStore {
  private readonly pool: pg.Pool;

  constructor(
    url: string,
    private readonly kms: Kms,
    private readonly random: Random,
    onPool: (pool: pg.Pool) => void = () => undefined,
  ) {
    this.pool = poolTo(url, { limits: LIMITS.request, name: 'sagsspor-vault' }, 3);
    onPool(this.pool);
  }

  /** One round trip where all keys are there, three where some are new, however many. */
  async forScopes(digests: readonly string[]): Promise<ReadonlyMap<string, StoredKey>> {
    const found = await this.byScope(digests);
    // In one order everywhere: two processes that make the same keys would otherwise wait for each other (deadlock).
    const missing = digests.filter((digest) => !found.has(digest)).sort();
    if (missing.length === 0) return found;
    const made = await Promise.all(missing.map(() => newWrappedKey(this.kms, this.random)));
    const [ids, ...wrappings] = columns(made);
    await this.query(INSERT, [ids, missing.map(bytes), ...wrappings]);
    // Read again: of two processes that make the same key, one wins and both use it.
    return new Map([...found, ...(await this.byScope(missing))]);
  }

  async byIds(keyIds: readonly string[]): Promise<ReadonlyMap<string, StoredKey>> {
    return new Map((await this.query(BY_ID, [keyIds])).map((row) => [row.keyId, row]));
  }

  async olderThan(epoch: string, after: string, most: number): Promise<readonly WrappedKey[]> {
    const rows = await this.query(OLDER, [epoch, after, most]);
    return rows.flatMap((row) => (row.wrapped === null ? [] : [row]));
  }

  async rewrap(keys: readonly WrappedKey[]): Promise<void> {
    await this.query(REWRAP, columns(keys));
  }

  async idsOf(digests: readonly string[]): Promise<readonly string[]> {
    await this.query(TOMBSTONES, [[...digests].sort().map(bytes)]);
    return (await this.query(BY_SCOPE, [digests.map(bytes)])).map((row) => row.keyId);
  }

  async living(keyIds: readonly string[]): Promise<readonly string[]> {
    return (await this.query(LIVING, [keyIds])).map((row) => row.keyId);
  }

  async destroy(keyIds: readonly string[]): Promise<void> {
    await this.query(DESTROY, [keyIds]);
  }

  isBehind(): Promise<boolean> {
    return isBehind(this.pool, KEY_TABLES);
  }

  async close(): Promise<void> {
    await endPool(this.pool);
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
const columns = (keys: readonly WrappedKey[]) =>
  (['keyId', 'epoch', 'wrapped', 'nonce', 'tag'] as const).map((name) => keys.map((key) => key[name]));
