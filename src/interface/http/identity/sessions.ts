import { createHash, randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { purposeOf } from '../../../application/authorization/policy.js';
import type { Reader } from '../../../application/authorization/reader.js';
import { Refused } from '../../../application/refusal.js';
import type { Actor } from '../../../domain/kernel/event.js';
import { assertDemoMayRun } from './demo-login.js';
import { DEMO_USERS } from './demo-users.js';

export interface Session {
  readonly actor: Actor;
  readonly reader: Reader;
  /** Stands in every form, and must come back with it. */
  readonly csrf: string;
  readonly until: number;
}
const EIGHT_HOURS = 8 * 3_600_000;
const COOKIE = 'sagsspor';
const hashed = (token: string) => createHash('sha256').update(token).digest('hex');

/** Sessions of the demo login. The token is kept hashed; it is 256 random bits. Refuses to exist where it may not run. */
export class Sessions {
  private readonly open = new Map<string, Session>();

  constructor(private readonly now: () => number) {
    assertDemoMayRun();
  }

  /** @throws Refused not-authenticated */
  start(userId: string): string {
    const actor = DEMO_USERS.find((u) => u.userId === userId);
    if (!actor) throw new Refused('not-authenticated', 'There is no such user. Choose one of the list.');
    for (const [key, session] of this.open) if (session.until < this.now()) this.open.delete(key);
    const token = randomBytes(32).toString('base64url');
    this.open.set(hashed(token), {
      actor,
      reader: { actor, purpose: purposeOf(actor.role) },
      csrf: randomBytes(24).toString('base64url'),
      until: this.now() + EIGHT_HOURS,
    });
    return token;
  }

  end(request: Request): void {
    const token = tokenOf(request);
    if (token) this.open.delete(hashed(token));
  }

  of(request: Request): Session | undefined {
    const token = tokenOf(request);
    const session = token ? this.open.get(hashed(token)) : undefined;
    return session && session.until > this.now() ? session : undefined;
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
}

function tokenOf({ headers }: Request): string | undefined {
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(headers.authorization ?? '')?.[1];
  return bearer ?? new RegExp(`(?:^|; )${COOKIE}=([\\w-]{20,100})`).exec(headers.cookie ?? '')?.[1];
}
export const cookieFor = (token: string): string => `${COOKIE}=${token}; HttpOnly; SameSite=Strict; Path=/`;
export const noCookie = `${COOKIE}=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0`;
