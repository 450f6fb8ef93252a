import { LRUCache } from 'lru-cache';
import { KeyDestroyed, VaultUnavailable } from '../../application/ports/vault.js';
import { NeedsMending } from '../../application/refusal.js';
import type { Kms } from './kms.js';
import { type KeyStore, type StoredKey, type Unwrapped, unwrapped, type WrappedKey, wrappedAs } from './wrapped-key.js';

export { MemoryKeys } from './memory-keys.js';
export { migrateKeys, PostgresKeys, VAULT_ROLE, wrappedKeys } from './postgres-keys.js';

export interface DataKey {
  readonly keyId: string;
  readonly key: Uint8Array;
}

const MOST = 10_000;
/** A key destroyed in another process is gone here after this time at the latest (REL I33). */
const TTL = 60_000;
const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Data keys by scope and by id: unwrapped, and remembered for a minute at most. */
export class KeyRing {
  private readonly scopes: LRUCache<string, string>;
  private readonly keys: LRUCache<string, Unwrapped>;
  /** Destroyed by this process: a read that was under way meanwhile must not bring them back (REL D.5). */
  private readonly gone = new Set<string>();

  constructor(
    private readonly store: KeyStore,
    private readonly kms: Kms,
    now: () => string,
    most = MOST,
  ) {
    const bounds = { max: most, ttl: TTL - 1, ttlResolution: 0, perf: { now: onlyForwards(now) } };
    this.scopes = new LRUCache(bounds);
    this.keys = new LRUCache(bounds);
  }

  /** One key a scope, made where missing; the store is asked only for what is not remembered. @throws VaultUnavailable, KeyDestroyed */
  async forScopes(scopes: readonly string[]): Promise<ReadonlyMap<string, DataKey>> {
    const blinded = new Map(scopes.map((scope) => [scope, this.blind(scope)]));
    const found = new Map<string, DataKey>();
    const missing: string[] = [];
    for (const digest of new Set(blinded.values())) {
      const known = this.known(digest);
      if (known) found.set(digest, known);
      else missing.push(digest);
    }
    if (missing.length > 0) {
      const rows = await available(() => this.store.forScopes(missing));
      for (const digest of missing) found.set(digest, await this.usable(digest, rows.get(digest)));
    }
    return new Map([...blinded].flatMap(([scope, digest]) => pair(scope, found.get(digest))));
  }

  /** Keys by id. One that the store does not have is left out: it is as good as destroyed. @throws VaultUnavailable */
  async byIds(keyIds: readonly string[]): Promise<ReadonlyMap<string, Unwrapped>> {
    const found = new Map<string, Unwrapped>();
    const missing: string[] = [];
    for (const keyId of new Set(keyIds)) {
      const known = this.keys.get(keyId);
      if (known) found.set(keyId, known);
      else missing.push(keyId);
    }
    if (missing.length > 0) {
      const rows = await available(() => this.store.byIds(missing));
      for (const row of rows.values()) found.set(row.keyId, await this.take(row));
    }
    return found;
  }

  /** @throws VaultUnavailable */
  idsOf(scopes: readonly string[]): Promise<readonly string[]> {
    return available(() => this.store.idsOf([...new Set(scopes.map((scope) => this.blind(scope)))]));
  }

  /** @throws VaultUnavailable */
  living(keyIds: readonly string[]): Promise<readonly string[]> {
    return available(() => this.store.living(keyIds));
  }

  /** @throws VaultUnavailable: then some of the keys may stand; give the same ids again. */
  async destroy(keyIds: readonly string[]): Promise<void> {
    await available(() => this.store.destroy(keyIds));
    for (const keyId of keyIds) {
      this.gone.add(keyId);
      this.keys.delete(keyId);
    }
  }

  /** See ErasingVault.renewKeys. @throws VaultUnavailable: what was renewed so far stands */
  async renew(): Promise<{ readonly renewed: number; readonly left: number }> {
    const epoch = await available(() => this.kms.currentEpoch());
    let [renewed, left, after] = [0, 0, BEFORE_ALL];
    for (;;) {
      const rows = await available(() => this.store.olderThan(epoch, after, BATCH));
      const last = rows.at(-1);
      if (!last) return { renewed, left };
      const keys = await available(() => Promise.all(rows.map((row) => this.inEpoch(epoch, row))));
      const fit = keys.filter((key) => key !== undefined);
      await available(() => this.store.rewrap(fit));
      renewed += fit.length;
      left += rows.length - fit.length;
      after = last.keyId;
    }
  }

  /** See ErasingVault.retireEpochs. @throws VaultUnavailable: what was destroyed so far is */
  async retire(before: string): Promise<readonly string[]> {
    const epochs = await available(() => this.kms.epochs());
    const old = epochs.filter(({ epoch, hasKey }) => hasKey && epoch < before).map(({ epoch }) => epoch);
    // A key that could not be renewed would die with its epoch: a person looks at it first.
    if (old.length === 0 || (await available(() => this.store.olderThan(before, BEFORE_ALL, 1))).length > 0) return [];
    for (const epoch of old) await available(() => this.kms.destroyEpoch(epoch));
    return old;
  }

  private async inEpoch(epoch: string, row: WrappedKey): Promise<WrappedKey | undefined> {
    const key = await unwrapped(this.kms, row);
    return typeof key === 'object' ? wrappedAs(row.keyId, epoch, key, this.kms) : undefined;
  }

  private known(digest: string): DataKey | undefined {
    const keyId = this.scopes.get(digest);
    const key = keyId === undefined ? undefined : this.keys.get(keyId);
    return keyId !== undefined && typeof key === 'object' ? { keyId, key } : undefined;
  }

  private async usable(digest: string, row: StoredKey | undefined): Promise<DataKey> {
    if (row === undefined) throw new VaultUnavailable(new Error('a key vanished while it was being made'));
    const key = await this.take(row);
    if (key === 'destroyed') throw new KeyDestroyed();
    if (key === 'unfit') throw new VaultUnavailable(new Error(`the wrapping of key ${row.keyId} does not fit its row`));
    this.scopes.set(digest, row.keyId);
    return { keyId: row.keyId, key };
  }

  private async take(row: StoredKey): Promise<Unwrapped> {
    const key = await available(() => unwrapped(this.kms, row));
    if (this.gone.has(row.keyId)) return 'destroyed';
    if (key !== 'unfit') this.keys.set(row.keyId, key);
    return key;
  }

  private blind(scope: string): string {
    return Buffer.from(this.kms.digest('key-scope', scope)).toString('hex');
  }
}

/** A clock that was set back says nothing about age: whatever is remembered is then as good as expired. Milliseconds. */
function onlyForwards(now: () => string): () => number {
  let [before, skipped] = [Date.parse(now()), 0];
  return () => {
    const told = Date.parse(now());
    if (told < before) skipped += before - told + TTL;
    before = told;
    return told + skipped;
  };
}

const pair = <V>(name: string, value: V | undefined): [string, V][] => (value === undefined ? [] : [[name, value]]);

/** Whatever stops the keys or the KMS, nothing is sealed or opened (REL C.78); a key that is lost says so by name. */
async function available<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof VaultUnavailable || error instanceof NeedsMending ? error : new VaultUnavailable(error);
  }
}
