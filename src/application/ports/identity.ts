import type { Level, LoginWay, SessionEnding } from '../../domain/identity/login.js';
import type { Role } from '../../domain/kernel/event.js';

/** A right as the provider states it: a role, for an organisation, within constraints (OIO Basic Privilege Profile). */
export interface Privilege {
  readonly role: string;
  /** The organisation's CVR number. */
  readonly scope: string;
  /** By name; each must be understood, else the privilege gives nothing. */
  readonly constraints: Readonly<Record<string, readonly string[]>>;
}

/**
 * What a login proves, in no protocol's words. Whoever gives one has checked everything that can be checked of it: signature, sender, receiver, times,
 * and that it is used once.
 */
export interface ProvenLogin {
  /** The provider's name in the configuration. */
  readonly issuer: string;
  /** As the provider knows the person. It is never written down as it is. */
  readonly subject: string;
  readonly claims: Readonly<Record<string, readonly string[]>>;
  readonly privileges: readonly Privilege[];
  /** NSIS level of assurance; null: not said, or in a word that the configuration does not know. */
  readonly level: Level | null;
  /** When the person proved who they are, UTC; null: not said. */
  readonly authenticatedAt: string | null;
  /** The provider's session, by which it ends it. */
  readonly session: string | null;
  /** UTC; ours is not to be longer. Left out: it does not say. */
  readonly sessionUntil?: string;
  /** SAML: what the provider must be told to end its own session, sealed: it may hold a name. Whoever made it opens it. */
  readonly atProvider?: string;
}

/** A login that is refused, by name. The message is for whoever runs the system: it never holds what the provider said. */
export class LoginRefused extends Error {
  override readonly name = 'LoginRefused';
  constructor(
    readonly why: string,
    message: string = why,
  ) {
    super(message);
  }
}

/** A session or token, as it is kept: whoever reads the table can log in as nobody. */
export interface SessionRow {
  /** SHA-256 of the token, hexadecimal. */
  readonly hash: string;
  /** By which the log names it. */
  readonly session: string;
  readonly userId: string;
  readonly agency: string;
  readonly role: Role;
  readonly unit: string | null;
  readonly issuer: string;
  readonly way: LoginWay;
  readonly level: Level | null;
  readonly authenticatedAt: string | null;
  readonly startedAt: string;
  readonly seenAt: string;
  /** UTC; however busy it is. */
  readonly until: string;
  readonly providerSession: string | null;
  /** HMAC of the provider's name of the person. */
  readonly subject: string;
  readonly ended: SessionEnding | null;
  /** SHA-256 of the configuration that gave it. */
  readonly configuration: string;
}

export interface SessionStore {
  /** Adds it; of the same user and way only so many stay, the oldest end. @returns those that it ended */
  open(row: SessionRow, most: number): Promise<readonly SessionRow[]>;
  /** Also one that has ended, until its time is over. */
  find(hash: string): Promise<SessionRow | undefined>;
  /** Of a user those that go on at that instant, the newest first. */
  ofUser(userId: string, now: string): Promise<readonly SessionRow[]>;
  /** How many go on at that instant. */
  living(now: string): Promise<number>;
  seen(hash: string, at: string): Promise<void>;
  /** @returns those that went on until now */
  end(which: SessionsOf, how: SessionEnding): Promise<readonly SessionRow[]>;
  /** True the first time that this is seen; remembered until then, in every process. */
  once(key: string, until: string): Promise<boolean>;
  /** Keeps a proof for the seconds until the browser comes for it. */
  keep(key: string, value: object, until: string): Promise<void>;
  /** What was kept, once. */
  take(key: string, now: string): Promise<unknown>;
  /** Forgets what is over. */
  clean(now: string): Promise<void>;
}
export type SessionsOf =
  | { readonly hash: string }
  /** One of a user's own, by the name that the log has for it. */
  | { readonly userId: string; readonly session: string }
  /** All of a user but this one. */
  | { readonly userId: string; readonly but: string }
  | { readonly issuer: string; readonly providerSession: string }
  | { readonly issuer: string; readonly subject: string };

/** What a login under way is begun with. */
export interface Beginning {
  /** Log in again, even where the provider knows the browser: for what is asked of a fresh login only. */
  readonly again: boolean;
  /** UTC. */
  readonly now: string;
  /** Whom the provider may expect. */
  readonly hint?: string;
}
/** Where the browser goes, and what is needed to judge what comes back. */
export interface Begun {
  readonly url: string;
  /** Travels with the browser, sealed: the answer must come back to the same one. */
  readonly kept: object;
}
/** What the browser brought back. */
export interface Answered {
  /** The address as the browser asked for it, from our own origin on. */
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
  /** What `receive` has looked at before. */
  readonly received?: unknown;
}
/** What another site's form brought, when all of it has been checked but by whom it was asked for: that stands in the browser's own cookie. */
export interface Received {
  readonly received: object;
  /** It is taken once, and remembered for so long. */
  readonly once: readonly string[];
  readonly until: string;
}
/** A provider of logins, whatever its protocol. */
export interface LoginProvider {
  /** @throws LoginRefused provider-unavailable */
  begin(beginning: Beginning): Promise<Begun>;
  /** SAML only: what the provider is told of us, as XML. Public. */
  readonly metadata?: string;
  /** SAML only. @throws LoginRefused by the name of the check that did not hold */
  receive?(answered: Answered, now: string): Promise<Received>;
  /** @throws LoginRefused by the name of the check that did not hold */
  finish(answered: Answered, kept: unknown, beginning: Beginning): Promise<ProvenLogin>;
  /** The provider's own word that a session of its own is over. @throws LoginRefused */
  ended(answered: Answered, now: string): Promise<ProviderEnded>;
  /** Where the browser logs out of the provider too; undefined: it has no such place, or cannot be told who it is. */
  signOut(atProvider: string | undefined, now: string): Promise<SigningOut | undefined>;
  /** SAML only: what the provider answers to that. @throws LoginRefused by the name of the check that did not hold */
  signedOut?(answered: Answered, now: string): SignedOut;
}
export interface SigningOut {
  readonly url: string;
  /** The request, which the answer must name; left out: none comes. */
  readonly request?: string;
}
export interface SignedOut {
  readonly inResponseTo: string;
}
export interface ProviderEnded {
  readonly which:
    | { readonly issuer: string; readonly providerSession: string }
    | { readonly issuer: string; readonly person: string };
  /** Each such word is taken once. */
  readonly once: string;
  /** What is answered, where the browser goes back with it. */
  readonly answer?: string;
}
/** Tokens for the API that a provider signed. @throws LoginRefused */
export interface TokenProvider {
  verified(token: string): Promise<VerifiedToken>;
}
export interface VerifiedToken {
  readonly proof: ProvenLogin;
  readonly began: string;
  readonly until: string;
}
