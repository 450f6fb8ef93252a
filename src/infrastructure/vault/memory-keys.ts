import { randomUUID } from 'node:crypto';
import { ascending } from '../../domain/kernel/order.js';
import type { Random } from './crypto.js';
import type { Kms } from './kms.js';
import { type KeyStore, newWrappedKey, type StoredKey, type WrappedKey } from './wrapped-key.js';

/** For tests: the same keys and wrapping as in PostgreSQL, kept in memory. */
export class MemoryKeys implements KeyStore {
  private readonly scopes = new Map<string, string>();
  private readonly keys = new Map<string, StoredKey>();

  constructor(
    private readonly kms: Kms,
    private readonly random: Random,
  ) {}

  async forScopes(digests: readonly string[]): Promise<ReadonlyMap<string, StoredKey>> {
    for (const digest of digests) {
      if (this.scopes.has(digest)) continue;
      const made = await newWrappedKey(this.kms, this.random);
      if (this.scopes.has(digest)) continue; // another call made it while this one waited for the KMS
      this.scopes.set(digest, made.keyId);
      this.keys.set(made.keyId, made);
    }
    return new Map(digests.flatMap((digest) => this.row(digest, this.scopes.get(digest))));
  }

  async byIds(keyIds: readonly string[]): Promise<ReadonlyMap<string, StoredKey>> {
    return new Map(keyIds.flatMap((keyId) => this.row(keyId, keyId)));
  }

  async olderThan(epoch: string, after: string, most: number): Promise<readonly WrappedKey[]> {
    const older = [...this.keys.values()].flatMap((key) => (key.wrapped && key.epoch < epoch ? [key] : []));
    return older
      .filter(({ keyId }) => keyId > after)
      .sort(ascending(({ keyId }) => keyId))
      .slice(0, most);
  }

  async rewrap(keys: readonly WrappedKey[]): Promise<void> {
    for (const key of keys) if (this.keys.get(key.keyId)?.wrapped) this.keys.set(key.keyId, key);
  }

  async idsOf(digests: readonly string[]): Promise<readonly string[]> {
    return digests.map((digest) => {
      const known = this.scopes.get(digest);
      if (known !== undefined) return known;
      const keyId = randomUUID();
      this.scopes.set(digest, keyId);
      this.keys.set(keyId, { keyId, wrapped: null });
      return keyId;
    });
  }

  async living(keyIds: readonly string[]): Promise<readonly string[]> {
    return keyIds.filter((keyId) => this.keys.get(keyId)?.wrapped);
  }

  async destroy(keyIds: readonly string[]): Promise<void> {
    for (const keyId of keyIds) if (this.keys.has(keyId)) this.keys.set(keyId, { keyId, wrapped: null });
  }

  private row(name: string, keyId: string | undefined): [string, StoredKey][] {
    const row = keyId === undefined ? undefined : this.keys.get(keyId);
    return row ? [[name, row]] : [];
  }
}
