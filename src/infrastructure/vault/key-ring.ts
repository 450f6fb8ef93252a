import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { VaultUnavailable } from '../../application/ports/vault.js';
import type { Random } from './crypto.js';
import { EpochDestroyed, type Kms } from './kms.js';

/** Data keys by scope, each wrapped under a monthly epoch key, in a database of their own (design.md, People and secrets). */
export interface DataKey {
  readonly keyId: string;
  readonly key: Uint8Array;
}
export interface KeyStore {
  /** The keys of these scopes (blinded), made and durable where missing. */
  forScopes(digests: readonly string[]): Promise<ReadonlyMap<string, WrappedKey>>;
  byIds(keyIds: readonly string[]): Promise<ReadonlyMap<string, WrappedKey>>;
}
export interface WrappedKey {
  readonly keyId: string;
  readonly epoch: string;
  readonly wrapped: Buffer;
  readonly nonce: Buffer;
  readonly tag: Buffer;
}

const associated = (keyId: string, epoch: string) => Buffer.from(`${keyId}/${epoch}`);

export async function newWrappedKey(kms: Kms, random: Random): Promise<WrappedKey> {
  const keyId = randomUUID();
  const epoch = kms.currentEpoch();
  const { ciphertext, nonce, tag } = await kms.wrap(epoch, random(32), associated(keyId, epoch));
  return { keyId, epoch, wrapped: ciphertext, nonce, tag };
}

/** Unwraps, and remembers for a minute at most: a key destroyed elsewhere is soon gone here too. */
export class KeyRing {
  private readonly byScope = new Map<string, { readonly keyId: string; readonly until: number }>();
  private readonly cache = new Map<string, { readonly key: Buffer; readonly until: number }>();

  constructor(
    private readonly store: KeyStore,
    private readonly kms: Kms,
    private readonly now: () => string,
  ) {}

  async forScopes(scopes: readonly string[]): Promise<ReadonlyMap<string, DataKey>> {
    const digests = new Map(scopes.map((s) => [s, Buffer.from(this.kms.digest('key-scope', s)).toString('hex')]));
    const missing = [...new Set(digests.values())].filter((d) => !this.cached(this.byScope.get(d)?.keyId));
    const found = missing.length > 0 ? await this.store.forScopes(missing) : new Map<string, WrappedKey>();
    for (const [digest, wrapped] of found) {
      await this.remember(wrapped);
      trim(this.byScope);
      this.byScope.set(digest, { keyId: wrapped.keyId, until: this.limit() });
    }
    return new Map(
      scopes.map((scope) => {
        const keyId = this.byScope.get(digests.get(scope) ?? '')?.keyId ?? '';
        const key = this.cached(keyId);
        if (!key) throw new VaultUnavailable(new Error('a key was destroyed'));
        return [scope, { keyId, key }];
      }),
    );
  }

  /** Keys by id; those that were destroyed are left out. */
  async byIds(keyIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const missing = [...new Set(keyIds)].filter((keyId) => !this.cached(keyId));
    if (missing.length > 0) for (const wrapped of (await this.store.byIds(missing)).values()) await this.remember(wrapped);
    return new Map(keyIds.flatMap((keyId) => [this.cached(keyId)].flatMap((key) => (key ? [[keyId, key] as const] : []))));
  }

  private limit(): number {
    return Date.parse(this.now()) + 60_000;
  }

  private cached(keyId: string | undefined): Buffer | undefined {
    const known = keyId === undefined ? undefined : this.cache.get(keyId);
    return known && known.until > Date.parse(this.now()) ? known.key : undefined;
  }

  private async remember({ keyId, epoch, wrapped, nonce, tag }: WrappedKey): Promise<void> {
    try {
      const key = await this.kms.unwrap(epoch, { ciphertext: wrapped, nonce, tag }, associated(keyId, epoch));
      trim(this.cache);
      this.cache.set(keyId, { key, until: this.limit() });
    } catch (error) {
      if (!(error instanceof EpochDestroyed)) throw error;
    }
  }
}

const MOST = 10_000;
/** The oldest half goes when it is full; Map keeps the order of insertion. */
function trim(cache: Map<string, unknown>): void {
  if (cache.size < MOST) return;
  for (const key of [...cache.keys()].slice(0, MOST / 2)) cache.delete(key);
}

export async function migrateKeys(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      create table if not exists data_key (
        key_id uuid primary key,
        scope_digest text not null unique,
        epoch text not null,
        wrapped bytea not null check (octet_length(wrapped) = 32),
        nonce bytea not null check (octet_length(nonce) = 12),
        tag bytea not null check (octet_length(tag) = 16))`);
  } finally {
    await client.end();
  }
}

const COLUMNS = 'key_id as "keyId", scope_digest as digest, epoch, wrapped, nonce, tag';
type Row = WrappedKey & { readonly digest: string };

export class PostgresKeys implements KeyStore {
  private readonly pool: pg.Pool;
  constructor(
    url: string,
    private readonly kms: Kms,
    private readonly random: Random,
  ) {
    this.pool = new pg.Pool({ connectionString: url, max: 3, application_name: 'sagsspor-vault' });
    this.pool.on('error', () => undefined); // a dying server must not take the process with it; the next query says so
  }

  async forScopes(digests: readonly string[]): Promise<ReadonlyMap<string, WrappedKey>> {
    const text = `select ${COLUMNS} from data_key where scope_digest = any($1)`;
    const found = new Map((await this.query(text, [digests])).map((row) => [row.digest, row]));
    const missing = digests.filter((d) => !found.has(d));
    if (missing.length === 0) return found;
    const made = await Promise.all(missing.map(() => newWrappedKey(this.kms, this.random)));
    const of = <K extends keyof WrappedKey>(name: K) => made.map((m) => m[name]);
    await this.query(
      `insert into data_key (key_id, scope_digest, epoch, wrapped, nonce, tag)
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[]) on conflict (scope_digest) do nothing`,
      [of('keyId'), missing, of('epoch'), of('wrapped'), of('nonce'), of('tag')],
    );
    // Read again: of two processes that make the same key, one wins and both use it.
    return new Map((await this.query(text, [digests])).map((row) => [row.digest, row]));
  }

  async byIds(keyIds: readonly string[]): Promise<ReadonlyMap<string, WrappedKey>> {
    const rows = await this.query(`select ${COLUMNS} from data_key where key_id = any($1)`, [keyIds]);
    return new Map(rows.map((row) => [row.keyId, row]));
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async query(text: string, values: unknown[]): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>(text, values)).rows;
    } catch (error) {
      throw new VaultUnavailable(error);
    }
  }
}

/** For tests: the same keys and wrapping, kept in memory. */
export class MemoryKeys implements KeyStore {
  private readonly scopes = new Map<string, WrappedKey>();
  constructor(
    private readonly kms: Kms,
    private readonly random: Random,
  ) {}

  async forScopes(digests: readonly string[]): Promise<ReadonlyMap<string, WrappedKey>> {
    for (const digest of digests) if (!this.scopes.has(digest)) this.scopes.set(digest, await newWrappedKey(this.kms, this.random));
    return this.scopes;
  }
  async byIds(keyIds: readonly string[]): Promise<ReadonlyMap<string, WrappedKey>> {
    return new Map([...this.scopes.values()].filter((k) => keyIds.includes(k.keyId)).map((k) => [k.keyId, k]));
  }
  destroy(keyId: string): void {
    for (const [digest, key] of this.scopes) if (key.keyId === keyId) this.scopes.delete(digest);
  }
}
