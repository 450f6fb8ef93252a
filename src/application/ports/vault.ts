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

/** The keys database is down: nothing is sealed or opened, and nothing is written in the clear. */
export class VaultUnavailable extends Error {
  constructor(cause: unknown) {
    super('the keys are not available', { cause });
  }
}
/** A segment that does not fit its event: changed, or moved from another place. */
export class VaultTampered extends Error {
  constructor(readonly eventId: string, readonly segment: number) {
    super(`segment ${segment} of event ${eventId} does not fit its commitment`);
  }
}

export interface Vault {
  /** Encrypts; the keys are durable before it resolves. In the order of the requests. @throws VaultUnavailable */
  seal(requests: readonly SealRequest[]): Promise<readonly SealedSegment[]>;
  /** Opens, keyed `${eventId}/${segment}`; 'erased' where key or segment is gone. @throws VaultTampered, VaultUnavailable */
  open(refs: readonly StoredRef[], segments: readonly Segment[]): Promise<ReadonlyMap<string, Opened>>;
  /** HMAC-SHA-256 under an installation key for that purpose: a plain hash of input never reaches the log. */
  digest(purpose: 'fingerprint' | 'line' | 'blind-index', input: string | Uint8Array): Uint8Array;
  /** The commitment that a stored segment must have. */
  commitmentOf(segment: Segment): string;
}
