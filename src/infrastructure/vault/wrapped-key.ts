import { randomUUID } from 'node:crypto';
import type { Random } from './crypto.js';
import { EpochDestroyed, type Kms, WrappingUnfit } from './kms.js';

/** A data key as it lies in the keys database: wrapped under the key of the epoch in which it was made. */
export interface WrappedKey {
  readonly keyId: string;
  readonly epoch: string;
  readonly wrapped: Buffer;
  readonly nonce: Buffer;
  readonly tag: Buffer;
}
/** A row whose key an erasure destroyed: it stays, so that its scope never gets a new key. */
export interface DestroyedKey {
  readonly keyId: string;
  readonly wrapped: null;
}
export type StoredKey = WrappedKey | DestroyedKey;

/** Where wrapped keys are kept. Scopes come blinded (HMAC, hex): the store never learns whose key it holds. */
export interface KeyStore {
  /** The keys of these scopes, made and durable where missing. @throws VaultUnavailable */
  forScopes(digests: readonly string[]): Promise<ReadonlyMap<string, StoredKey>>;
  /** @throws VaultUnavailable */
  byIds(keyIds: readonly string[]): Promise<ReadonlyMap<string, StoredKey>>;
  /** Up to `most` keys wrapped before this epoch and not destroyed, by id from after this one on. @throws VaultUnavailable */
  olderThan(epoch: string, after: string, most: number): Promise<readonly WrappedKey[]>;
  /** The same keys in a new wrapping; one destroyed meanwhile stays destroyed. @throws VaultUnavailable */
  rewrap(keys: readonly WrappedKey[]): Promise<void>;
  /** The ids of the keys of these scopes; where there is none a destroyed one stands from now on. @throws VaultUnavailable */
  idsOf(digests: readonly string[]): Promise<readonly string[]>;
  /** @throws VaultUnavailable */
  living(keyIds: readonly string[]): Promise<readonly string[]>;
  /** @throws VaultUnavailable */
  destroy(keyIds: readonly string[]): Promise<void>;
}

/** Moving a wrapped key to another id or epoch makes it unfit. */
const associated = (keyId: string, epoch: string) => Buffer.from(`${keyId}/${epoch}`);

/** A new data key of 32 random bytes. Its id is random: it tells nothing of its scope. */
export async function newWrappedKey(kms: Kms, random: Random): Promise<WrappedKey> {
  return wrappedAs(randomUUID(), await kms.currentEpoch(), random(32), kms);
}

export async function wrappedAs(keyId: string, epoch: string, key: Uint8Array, kms: Kms): Promise<WrappedKey> {
  const { ciphertext, nonce, tag } = await kms.wrap(epoch, key, associated(keyId, epoch));
  return { keyId, epoch, wrapped: ciphertext, nonce, tag };
}

/** `destroyed`: by an erasure, or with its epoch. `unfit`: the row was changed or moved. Anything else that fails is thrown. */
export type Unwrapped = Buffer | 'destroyed' | 'unfit';

export async function unwrapped(kms: Kms, row: StoredKey): Promise<Unwrapped> {
  if (row.wrapped === null) return 'destroyed';
  const { keyId, epoch, wrapped, nonce, tag } = row;
  try {
    return await kms.unwrap(epoch, { ciphertext: wrapped, nonce, tag }, associated(keyId, epoch));
  } catch (error) {
    if (error instanceof EpochDestroyed) return 'destroyed';
    if (error instanceof WrappingUnfit) return 'unfit';
    throw error;
  }
}
