import { createHash } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { purposeOf } from '../../../application/authorization/policy.js';
import type { Reader } from '../../../application/authorization/reader.js';
import { actorOf } from '../../../application/identity/logins.js';
import { LoginRefused, type ProvenLogin, type SessionRow } from '../../../application/ports/identity.js';
import { Refused } from '../../../application/refusal.js';
import type { Actor } from '../../../domain/kernel/event.js';
import { bearerIn, type Cookies, cookieIn, cookiesOver } from './cookies.js';
import type { Identity } from './identity.js';

export interface Session {
  readonly actor: Actor;
  readonly reader: Reader;
  /** Stands in every form, and must come back with it. */
  readonly csrf: string;
  /** When it ends if nothing more is asked. UTC. */
  readonly until: string;
  readonly row: SessionRow;
}

/** Who calls: looked up once a request, before anything else is done with it. */
export class Sessions {
  private readonly found = new WeakMap<Request, Session>();
  readonly cookies: Cookies;

  constructor(private readonly identity: Identity) {
    this.cookies = cookiesOver(identity.isTls);
  }

  /** For every request: finds its session, or lets it go on as nobody's. Where sessions cannot be read nobody is let through as anybody. */
  readonly attach = (request: Request, _: Response, next: NextFunction): void => {
    const token = this.tokenOf(request);
    if (token === undefined) {
      next();
      return;
    }
    this.look(token, request.ip).then(
      (session) => {
        if (session) this.found.set(request, session);
        next();
      },
      (error: unknown) => next(unavailable(error)),
    );
  };

  /** A login by a proof, and the token of its session; `instead` of the one with that hash. @throws LoginRefused */
  async start(
    { ip }: Request,
    proof: ProvenLogin,
    way: 'page' | 'session-token',
    instead: string | null = null,
  ): Promise<string> {
    const from = ip === undefined ? {} : { address: ip };
    return (await this.identity.logins.enter(proof, { way, ...from, ...(instead === null ? {} : { instead }) })).token;
  }

  async end(request: Request): Promise<void> {
    const session = this.found.get(request);
    if (session) await this.identity.logins.end({ hash: session.row.hash }, 'user');
    this.found.delete(request);
  }

  of(request: Request): Session | undefined {
    return this.found.get(request);
  }

  /** Whether it goes on; asking is no use of it. */
  stands({ row }: Session): Promise<boolean> {
    return this.identity.logins.stands(row.hash);
  }

  /** The session of an API call. A cookie counts only from our own pages; a bearer token from anywhere. @throws Refused */
  required(request: Request): Session {
    const session = this.of(request);
    if (!session)
      throw new Refused('not-authenticated', 'Log in, or send the token of POST /api/session as a bearer token.');
    const foreign =
      request.headers['sec-fetch-site'] !== undefined &&
      !['same-origin', 'none'].includes(String(request.headers['sec-fetch-site']));
    if (!request.headers.authorization && foreign && request.method !== 'GET')
      throw new Refused('not-authenticated', 'This call came from another site.');
    return session;
  }

  private tokenOf(request: Request): string | undefined {
    return bearerIn(request.headers.authorization) ?? cookieIn(request.headers.cookie, this.cookies.session);
  }

  private async look(token: string, address: string | undefined): Promise<Session | undefined> {
    const { logins, tokens } = this.identity;
    const { row, known } = await logins.present(token);
    if (row) {
      if (address !== undefined) await logins.usedFrom(row, address);
      return this.sessionOf(row, token);
    }
    // One that was ended stays ended; what was signed elsewhere is looked at once and then is a session like any other.
    if (known || !tokens || !token.includes('.')) return undefined;
    try {
      const { proof, began, until } = await tokens.verified(token);
      const entered = await logins.enter(proof, {
        way: 'signed-token',
        signed: { token, began, until },
        ...(address === undefined ? {} : { address }),
      });
      return this.sessionOf(entered.row, token);
    } catch (error) {
      if (!(error instanceof LoginRefused)) throw error;
      this.identity.refused(error.why);
      return undefined;
    }
  }

  private sessionOf(row: SessionRow, token: string): Session {
    const actor = actorOf(row);
    const steppedUp = this.identity.logins.isFresh(row);
    const csrf = createHash('sha256').update(`form ${token}`).digest('base64url');
    return {
      actor,
      reader: { actor, purpose: purposeOf(actor.role), steppedUp },
      csrf,
      until: this.identity.logins.standsUntil(row),
      row,
    };
  }
}

const unavailable = (error: unknown): unknown =>
  error instanceof Refused ? error : new Refused('unavailable', 'Nobody could be recognised just now. Try again.');
