import type { StoredAt } from '../../domain/kernel/sealed.js';
import type { Segment } from './event-store.js';

/** Which key a sealed field is under: the aggregate's own (`concern:<id>`, `case:<id>`, `person:<id>` …) or a person's in one (`person:<pid>@case:<id>`). */
export type KeyScope = string;

export interface SealRequest {
  readonly eventId: string;
  readonly stream: string;
  readonly type: string;
  readonly segment: number;
  readonly scope: KeyScope;
  /** A JSON value. */
  readonly content: unknown;
}
export interface SealedSegment {
  readonly segment: Segment;
  /** base64url; stands in the event. */
  readonly commitment: string;
}
export type StoredRef = StoredAt;
export type Opened = { readonly content: unknown } | 'erased';

/** The keys or what wraps them cannot be reached: nothing is sealed or opened, and nothing is written in the clear. */
export class VaultUnavailable extends Error {
  constructor(cause: unknown) {
    super('the keys are not available', { cause });
  }
}
/** Under this scope nothing is sealed any more: its key was destroyed by an erasure, and a person who comes back gets a new id (REL C.80). */
export class KeyDestroyed extends VaultUnavailable {
  constructor() {
    super(undefined);
    this.message = 'the key of what was to be sealed has been destroyed';
  }
}
/** A segment that does not fit its event: changed, or moved from another place. */
export class VaultTampered extends Error {
  constructor(
    readonly eventId: string,
    readonly segment: number,
  ) {
    super(`segment ${segment} of event ${eventId} does not fit its commitment`);
  }
}

export interface Vault {
  /** Encrypts; the keys are durable before it resolves. In the order of the requests. @throws VaultUnavailable, KeyDestroyed */
  seal(requests: readonly SealRequest[]): Promise<readonly SealedSegment[]>;
  /** Opens, keyed `${eventId}/${segment}`; 'erased' where key or segment is gone. @throws VaultTampered, VaultUnavailable */
  open(refs: readonly StoredRef[], segments: readonly Segment[]): Promise<ReadonlyMap<string, Opened>>;
  /** HMAC-SHA-256 under an installation key for that purpose: a plain hash of input never reaches the log. */
  digest(
    purpose: 'fingerprint' | 'line' | 'system-command' | 'blind-index' | 'user' | 'record-number' | 'source',
    input: string | Uint8Array,
  ): Uint8Array;
  /** The commitment that a stored segment must have. */
  commitmentOf(segment: Segment): string;
}

/** What an erasure needs beside (design.md, *People and secrets*). */
export interface ErasingVault extends Vault {
  /** The ids of the keys of these scopes; one that has none is given a destroyed one, so that it never gets another. @throws VaultUnavailable */
  keysOf(scopes: readonly KeyScope[]): Promise<readonly string[]>;
  /** Those of these keys that are not destroyed. @throws VaultUnavailable */
  living(keyIds: readonly string[]): Promise<readonly string[]>;
  /**
   * Destroys these keys for good; unknown and destroyed ones are passed over. What they sealed is 'erased' here at once, in other
   * processes within 60 s. A copy of a wrapped key in a backup dies with its epoch key (REL 0.9). @throws VaultUnavailable
   */
  destroyKeys(keyIds: readonly string[]): Promise<void>;
  /**
   * Wraps every living key under the current epoch: before an older epoch is destroyed, or what is still in use dies with it.
   * Safe to give again and beside sealing. `left`: keys that could not be, their row changed or their epoch destroyed already;
   * while there are any, destroying an epoch needs a person's look. @throws VaultUnavailable
   */
  renewKeys(): Promise<{ readonly renewed: number; readonly left: number }>;
  /**
   * Destroys for good the wrapping keys of all months before this instant's, and with them every copy of a data key that a backup of
   * those months holds. Nothing is destroyed while a living key is wrapped under one of them. Returns the months, `YYYY-MM`.
   * @throws VaultUnavailable: what was destroyed so far is
   */
  retireEpochs(before: string): Promise<readonly string[]>;
}
