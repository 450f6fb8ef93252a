import { createHash } from 'node:crypto';
import type { SessionEnding, SessionWay } from '../../domain/identity/login.js';
import { goesOn, type UserState } from '../../domain/identity/user.js';
import { addHours } from '../../domain/kernel/calendar.js';
import type { Actor } from '../../domain/kernel/event.js';
import {
  LoginRefused,
  type ProvenLogin,
  type SessionRow,
  type SessionStore,
  type SessionsOf,
} from '../ports/identity.js';
import type { IdentityConfiguration, Issuer } from './configuration.js';
import { DOORKEEPER, Journal, type Keeping } from './journal.js';
import { type Assignment, blindUnder, pseudonymUnder, reaches, standingsOf, userIdOf } from './mapping.js';
import { sourceOf } from './source.js';

export interface LoginDependencies extends Keeping {
  readonly configuration: IdentityConfiguration;
  /** SHA-256 of the configuration: rights of another one are worth nothing here. */
  readonly hash: string;
  readonly sessions: SessionStore;
  /** 256 random bits, as text of an address. */
  secret(): string;
  /** Milliseconds, of a clock that nobody sets. */
  ticks(): number;
}
/** Whoever was deactivated or logged out elsewhere is gone here after this time at the latest (REL I46: a second). Milliseconds. */
const REMEMBERED = 400;
const MOST_REMEMBERED = 5_000;
/** Of the address of a calendar: how long it is good for, for how long while its owner does not log in, and how many a user may have at once. */
const CALENDAR_DAYS = 90;
const CALENDAR_UNSEEN_DAYS = 30;
const MOST_CALENDARS = 3;

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');
export const actorOf = ({ userId, agency, role }: SessionRow): Actor => ({ userId, agency, role });

interface Remembered {
  readonly row: SessionRow;
  readonly at: number;
}
/** What a login begins with beside what it proves. */
export interface Entering {
  readonly way: SessionWay;
  /** A token that was signed elsewhere, and its times (UTC); else one is made here. */
  readonly signed?: { readonly token: string; readonly began: string; readonly until: string };
  /** The network address that it came from, where it is known. */
  readonly address?: string;
  /** Hash of the session that it takes the place of: an id is never carried over a login. */
  readonly instead?: string;
}

/** Who is logged in. One way in for every protocol and every kind of token: from a proof to a user, from a user to a session. */
export class Logins {
  private readonly journal: Journal;
  private readonly remembered = new Map<string, Remembered>();
  /** Of each session from where it is known in the log to be used. */
  private readonly sources = new Map<string, Set<string>>();
  constructor(private readonly around: LoginDependencies) {
    this.journal = new Journal(around);
  }

  /** When a session ends if nothing more is asked of it: by its own time, or by being idle. */
  standsUntil({ until, way }: SessionRow): string {
    const idle = later(this.around.clock.now(), this.around.configuration.sessions.idleMinutes);
    return way === 'page' && idle < until ? idle : until;
  }

  /** @throws LoginRefused by name; Refused unavailable where it cannot be recorded */
  async enter(proof: ProvenLogin, entering: Entering): Promise<{ readonly token: string; readonly row: SessionRow }> {
    const issuer = this.issuerOf(proof.issuer);
    const { signed, way } = entering;
    const { userId, standing } = await this.admitted(proof, issuer, signed);
    const token = signed?.token ?? this.around.secret();
    const session = this.around.ids.uuid();
    const now = this.around.clock.now();
    const longest = signed?.until ?? later(now, this.around.configuration.sessions.hours * 60);
    const until = proof.sessionUntil && proof.sessionUntil < longest ? proof.sessionUntil : longest;
    const actor: Actor = { userId, agency: standing.agency, role: standing.role };
    if (entering.instead) await this.end({ hash: entering.instead }, 'anew');
    const { level, authenticatedAt } = proof;
    const source = entering.address === undefined ? undefined : sourceOf(this.around.vault, entering.address);
    // Written down before there is a session: a login that cannot be recorded is none.
    const recordedAt = await this.journal.day(actor, 'NoteLogin', {
      ...{ session, ...actor, issuer: proof.issuer, way, until },
      ...(level === null ? {} : { level }),
      ...(authenticatedAt === null ? {} : { authenticatedAt }),
      ...(source === undefined ? {} : { source }),
    });
    const row: SessionRow = {
      ...{ hash: hashOfToken(token), session, ...actor, unit: standing.unit, issuer: proof.issuer, way, level },
      ...{ authenticatedAt, seenAt: now, until, ended: null },
      startedAt: signed && signed.began < recordedAt ? signed.began : recordedAt,
      ...{ providerSession: proof.session, subject: blindUnder(this.around.vault)(proof.issuer, proof.subject) },
      configuration: this.around.hash,
    };
    if (source !== undefined) this.sources.set(row.hash, new Set([source]));
    await this.keep(row, this.around.configuration.sessions.most);
    if (way === 'page') await this.wasHere(userId, now);
    return { token, row };
  }

  /**
   * A secret by which a calendar comes for the meetings of who is logged in at the pages: a token of minutes must not become an address of months. It
   * ends by itself, with any end of their logins but this one's, when they have not logged in for a month, and when they become somebody else here.
   * @returns undefined for who came by a token @throws Refused unavailable
   */
  async calendar(own: SessionRow): Promise<string | undefined> {
    if (own.way !== 'page') return undefined;
    const token = this.around.secret();
    const session = this.around.ids.uuid();
    const now = this.around.clock.now();
    const [way, until] = ['calendar', addHours(now, CALENDAR_DAYS * 24)] as const;
    const { issuer } = own;
    const startedAt = await this.journal.day(actorOf(own), 'NoteLogin', {
      session,
      ...actorOf(own),
      issuer,
      way,
      until,
    });
    const times = { startedAt, seenAt: now, until, ended: null };
    await this.keep(
      { ...own, hash: hashOfToken(token), session, way, ...times, providerSession: null },
      MOST_CALENDARS,
    );
    return token;
  }

  /** A calendar comes by itself: what keeps its address alive is that its owner logs in, as the provider lets them. */
  private async wasHere(userId: string, now: string): Promise<void> {
    const own = await this.around.sessions.ofUser(userId, now);
    for (const { hash, way } of own) if (way === 'calendar') await this.around.sessions.seen(hash, now);
  }

  private async keep(row: SessionRow, most: number): Promise<void> {
    for (const one of await this.around.sessions.open(row, most)) await this.left(one, 'too-many');
    await this.around.sessions.clean(row.seenAt);
  }

  /** That a session is used from there: written down once for each address, before anything is answered. @throws Refused unavailable */
  async usedFrom(row: SessionRow, address: string): Promise<void> {
    const { session, userId, startedAt } = row;
    const source = sourceOf(this.around.vault, address);
    const known = this.sources.get(row.hash) ?? new Set(await this.journal.sourcesOf(session, startedAt));
    if (!known.has(source)) await this.journal.day(actorOf(row), 'NoteSource', { session, userId, source });
    if (this.sources.size >= MOST_REMEMBERED) this.sources.clear();
    this.sources.set(row.hash, known.add(source));
  }

  /** The session of a token, as it stands now; undefined: there is none, or no more. `known`: there was one. */
  async present(token: string): Promise<{ readonly row?: SessionRow; readonly known: boolean }> {
    const { row, known } = await this.found(token);
    return row && row.way !== 'calendar' ? { row, known } : { known };
  }
  /** Whose calendar the secret of its address opens; undefined: nobody's, or nobody's any more. */
  async ofCalendar(secret: string): Promise<SessionRow | undefined> {
    const { row } = await this.found(secret);
    if (row?.way !== 'calendar') return undefined;
    const { agency, role } = await this.journal.userState(row.userId);
    return agency === row.agency && role === row.role ? row : undefined;
  }

  private async found(token: string): Promise<{ readonly row?: SessionRow; readonly known: boolean }> {
    const hash = hashOfToken(token);
    const before = this.remembered.get(hash);
    const at = this.around.ticks();
    if (before && at - before.at < REMEMBERED) return { row: before.row, known: true };
    const row = await this.around.sessions.find(hash);
    const now = this.around.clock.now();
    if (!row || !this.lasts(row, now) || !goesOn(await this.journal.userState(row.userId), row.startedAt)) {
      this.remembered.delete(hash);
      return { known: row !== undefined };
    }
    if (row.way !== 'calendar' && later(row.seenAt, 1) <= now) await this.around.sessions.seen(hash, now);
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(hash, { row, at });
    return { row, known: true };
  }

  /** Whether a session goes on, without its being used: who only has a page open is idle. */
  async stands(hash: string): Promise<boolean> {
    const row = await this.around.sessions.find(hash);
    if (!row || !this.lasts(row, this.around.clock.now())) return false;
    return goesOn(await this.journal.userState(row.userId), row.startedAt);
  }

  /** A login not long ago, and at the level that the few acts ask for which are declared with `stepUp`. */
  isFresh(row: SessionRow): boolean {
    const { minutes, minimum = 'none' } = this.issuerOf(row.issuer).stepUp;
    const { authenticatedAt, level } = row;
    return (
      authenticatedAt !== null && later(authenticatedAt, minutes) > this.around.clock.now() && reaches(level, minimum)
    );
  }

  /** Those of a user that go on, the newest first. */
  async of(userId: string): Promise<readonly SessionRow[]> {
    const now = this.around.clock.now();
    return (await this.around.sessions.ofUser(userId, now)).filter((row) => this.lasts(row, now));
  }

  /** Ends them at once in this process, and in every other as soon as it looks again. */
  async end(which: SessionsOf, how: SessionEnding): Promise<number> {
    const ended = await this.around.sessions.end(which, how);
    for (const row of ended) await this.left(row, how);
    return ended.length;
  }
  /** Those of a person, by the provider's name of them. */
  endOf(issuer: string, subject: string, how: SessionEnding): Promise<number> {
    return this.end({ issuer, subject: blindUnder(this.around.vault)(issuer, subject) }, how);
  }

  private async left(row: SessionRow, how: SessionEnding): Promise<void> {
    this.remembered.delete(row.hash);
    await this.journal.day(actorOf(row), 'NoteLogout', { session: row.session, userId: row.userId, how });
  }

  private lasts({ ended, until, seenAt, way, configuration }: SessionRow, now: string): boolean {
    const { idleMinutes } = this.around.configuration.sessions;
    const unseen = way === 'page' ? idleMinutes : way === 'calendar' ? CALENDAR_UNSEEN_DAYS * 24 * 60 : undefined;
    const isIdle = unseen !== undefined && later(seenAt, unseen) <= now;
    return ended === null && until > now && !isIdle && configuration === this.around.hash;
  }

  private async admitted(
    proof: ProvenLogin,
    issuer: Issuer,
    signed: Entering['signed'],
  ): Promise<{ userId: string; standing: Assignment }> {
    let userId: string | undefined;
    try {
      userId = userIdOf(proof, issuer, pseudonymUnder(this.around.vault));
      const before = await this.journal.userState(userId);
      if (before.deactivated) throw new LoginRefused('user-deactivated');
      const [standing] = standingsOf(proof, issuer);
      await this.noted(userId, standing, proof.issuer, before);
      return { userId, standing };
    } catch (error) {
      // What still stands of theirs was given for rights that the provider does not state any more. A token for the API may state fewer than a login.
      if (error instanceof LoginRefused && error.why === 'no-right' && !signed)
        await this.endOf(proof.issuer, proof.subject, 'provider');
      // A token can be sent again and again: it is refused in writing once.
      const isFirst =
        !signed || (await this.around.sessions.once(`refused ${hashOfToken(signed.token)}`, signed.until));
      if (error instanceof LoginRefused && isFirst)
        await this.journal.day(DOORKEEPER, 'NoteRefusedLogin', {
          ...{ issuer: proof.issuer, why: error.why },
          ...(userId === undefined ? {} : { userId }),
        });
      throw error;
    }
  }

  /** What a user is let in as is written down where it is another than before: so rights over time can be seen. */
  private async noted(userId: string, standing: Assignment, issuer: string, before: UserState): Promise<void> {
    const { agency, role, unit } = standing;
    if (before.agency === agency && before.role === role && before.unit === unit && before.issuer === issuer) return;
    await this.journal.user(
      { userId, agency, role },
      { userId, agency, role, issuer, ...(unit === null ? {} : { unit }) },
    );
  }

  private issuerOf(name: string): Issuer {
    const { issuers } = this.around.configuration;
    const issuer = Object.hasOwn(issuers, name) ? issuers[name] : undefined;
    if (!issuer) throw new LoginRefused('unknown-issuer');
    return issuer;
  }
}

const later = (instant: string, minutes: number): string => addHours(instant, minutes / 60);
