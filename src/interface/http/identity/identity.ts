import type { Issuer } from '../../../application/identity/configuration.js';
import type { Logins } from '../../../application/identity/logins.js';
import type { LoginProvider, ProvenLogin, SessionStore, TokenProvider } from '../../../application/ports/identity.js';

/** Who may come in, and how: what the doors of the login and every request are judged by. */
export interface Identity {
  readonly logins: Logins;
  readonly sessions: SessionStore;
  /** By their name in the configuration. */
  readonly providers: ReadonlyMap<string, { readonly issuer: Issuer; readonly provider: LoginProvider }>;
  /** Undefined: no provider signs tokens for the API. */
  readonly tokens: TokenProvider | undefined;
  /** The demo's seeded users; undefined outside the demo. */
  readonly demo: { prove(user: string): Promise<ProvenLogin | undefined> } | undefined;
  /** Whether users may have their meetings in a calendar of their own (CALENDAR_FEEDS). */
  readonly calendars: boolean;
  /** Browsers reach us over TLS: cookies are `__Host-` ones. */
  readonly isTls: boolean;
  /** Told the name of what was refused, and nothing of whom. */
  refused(why: string): void;
  now(): string;
  /** Seals what travels with the browser; the same in every process of the installation. */
  readonly key: Uint8Array;
  secret(): string;
  close(): Promise<void>;
}
export const IDENTITY = Symbol('identity');
