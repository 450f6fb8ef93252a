import { createHmac, hkdfSync } from 'node:crypto';
import { NeedsMending } from '../../application/refusal.js';
import { KeyLost } from '../key-lost.js';
import type { Box } from './crypto.js';

/**
 * Wraps data keys by the key of a monthly epoch, `YYYY-MM`: when an epoch key is destroyed, every backup of what it wrapped is dead
 * (REL 0.9). Files for the embedded default; an external KMS in production.
 */
export interface Kms {
  currentEpoch(): Promise<string>;
  /** @throws EpochDestroyed */
  wrap(epoch: string, key: Uint8Array, associated: Uint8Array): Promise<Box>;
  /** @throws EpochDestroyed, WrappingUnfit; any other error means that the KMS cannot be reached */
  unwrap(epoch: string, box: Box, associated: Uint8Array): Promise<Buffer>;
  /** For good. Only an epoch that is over; data keys still in use must have been wrapped anew before. */
  destroyEpoch(epoch: string): Promise<void>;
  /** Every epoch that has had a key, the oldest first. */
  epochs(): Promise<readonly Epoch[]>;
  /** HMAC-SHA-256 under a key of the installation that is made for this purpose alone. */
  digest(purpose: string, input: string | Uint8Array): Uint8Array;
}

export interface Epoch {
  readonly epoch: string;
  /** Nobody uses its key any more. */
  readonly isDestroyed: boolean;
  /** Its key is there, also where a crash came between the mark that it is destroyed and the destroying. */
  readonly hasKey: boolean;
}

/** What this epoch's key wrapped can never be read again. */
export class EpochDestroyed extends Error {
  constructor(epoch: string) {
    super(`the key of epoch ${epoch} was destroyed`);
  }
}
/** A wrapped key that does not fit: changed, or moved to another id or epoch. */
export class WrappingUnfit extends Error {
  constructor() {
    super('a wrapped key does not fit its id, its epoch or its tag');
  }
}

/** What was made with keys of this folder, as the databases tell: the folder alone cannot tell a loss from a first use. */
export interface Dependents {
  /** Is there a log, or any wrapped key? */
  readonly any: boolean;
  /** Is there a data key that the key of this epoch wrapped? */
  readonly wrappedUnder: (epoch: string) => Promise<boolean>;
}
export const NONE: Dependents = { any: false, wrappedUnder: async () => false };

/** The first keys of a month are made, or wrapped anew, hundreds at once: they share one question, which would else take a connection each. */
export function askedOnce(ask: (epoch: string) => Promise<boolean>): (epoch: string) => Promise<boolean> {
  const open = new Map<string, Promise<boolean>>();
  return (epoch) => {
    const asked = open.get(epoch) ?? ask(epoch).finally(() => open.delete(epoch));
    open.set(epoch, asked);
    return asked;
  };
}

/** `YYYY-MM`. It may come from a row: never a path or an address of something else. */
export const isEpoch = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** @throws RangeError where nobody may destroy it yet */
export function assertOver(epoch: string, current: string): void {
  if (!isEpoch(epoch)) throw new RangeError('an epoch is written YYYY-MM');
  if (epoch >= current) throw new RangeError(`epoch ${epoch} is not over: its key is still in use`);
}

/** HMAC-SHA-256, under a key for each purpose that is derived from the installation's. */
export class Digests {
  private readonly purposes = new Map<string, Buffer>();

  constructor(private readonly installation: () => Uint8Array) {}

  of(purpose: string, input: string | Uint8Array): Uint8Array {
    let key = this.purposes.get(purpose);
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', this.installation(), '', `sagsspor/${purpose}`, 32));
      this.purposes.set(purpose, key);
    }
    return createHmac('sha256', key).update(input).digest();
  }
}

export const lost = (name: string, stands: string): KeyLost => new KeyLost(`kms/${name}`, stands);

/** A keys database from a backup that is older than the keys that wrapped it is not served: all would look erased. @throws NeedsMending */
export async function assertNotRotatedAway(kms: Kms, { wrappedUnder }: Dependents): Promise<void> {
  for (const { epoch, isDestroyed } of await kms.epochs())
    if (isDestroyed && (await wrappedUnder(epoch)))
      throw new NeedsMending(
        `key-backup-too-old: the keys database holds keys that were wrapped in ${epoch}, and the wrapping key of that month ` +
          'was destroyed when all was wrapped anew: restore the newest backup of the keys',
      );
}
