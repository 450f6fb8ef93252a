import { createHash } from 'node:crypto';
import { Controller, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { hashOfToken } from '../../../application/identity/logins.js';
import { type Answered, type LoginProvider, LoginRefused } from '../../../application/ports/identity.js';
import { notFound } from '../../../application/refusal.js';
import { DOORS } from '../../doors/doors.js';
import { Through } from '../../doors/ways.js';
import { cookieIn, LOGIN_TAKES } from '../../http/identity/cookies.js';
import { IDENTITY, type Identity } from '../../http/identity/identity.js';
import {
  askedKey,
  atProviderKey,
  openUnderWay,
  outKey,
  sealUnderWay,
  type UnderWay,
} from '../../http/identity/under-way.js';
import { html, PageController } from '../page-controller.js';
import { LoggedInPage, LoginRefusedPage } from './login.js';

type Work = (provider: LoginProvider, now: string) => Promise<unknown>;
const A_PATH = /^\/([\w-][\w/-]*)?$/;
/** Milliseconds in which a browser that was sent on comes back. */
const AT_ONCE = 60_000;
/** No session of ours lasts longer. */
const A_DAY = 86_400_000;

/**
 * Doors of the login: called by browsers on their way from a provider, and by providers. They are no queries: a login is proven by what the provider signed, it leaves
 * LoggedIn in the log, and what nobody has signed leaves nothing but a word in the server's own log.
 */
@Controller()
export class LoginDoors extends PageController {
  @Inject(IDENTITY) private readonly identity!: Identity;

  /** Begins a login. `again`: one that is fresh, for what asks for that. */
  @Through(DOORS.loginBegins)
  begin(
    @Req() request: Request,
    @Res() response: Response,
    @Param('name') name: string,
    @Query('again') again: unknown,
    @Query('back') back: unknown,
  ) {
    return this.through(request, response, name, async (provider, now) => {
      const begun = await provider.begin({ again: again === '1', now });
      const session = this.sessions.of(request);
      const login: UnderWay = {
        ...{ issuer: name, kept: begun.kept as UnderWay['kept'], again: again === '1' },
        back: typeof back === 'string' && A_PATH.test(back) ? back : '/',
        ...{ instead: session?.row.hash ?? null, until: after(now, LOGIN_TAKES * 1000) },
      };
      response.setHeader('Set-Cookie', this.sessions.cookies.loginIs(sealUnderWay(this.identity.key, login)));
      response.redirect(303, begun.url);
    });
  }

  /** OpenID Connect: the browser comes back with a code. */
  @Through(DOORS.callback)
  callback(@Req() request: Request, @Res() response: Response, @Param('name') name: string) {
    return this.through(request, response, name, (provider, now) =>
      this.finish(request, response, provider, name, now, answeredIn(request)),
    );
  }

  /** SAML: another site's form. Our cookie does not come with it, so the browser is sent on to where it does. */
  @Through(DOORS.assertion)
  receive(@Req() request: Request, @Res() response: Response, @Param('name') name: string) {
    return this.through(request, response, name, async (provider, now) => {
      if (!provider.receive) throw notFound();
      const { received, once, until } = await provider.receive(answeredIn(request), now);
      for (const key of once) await this.takenOnce(`${name} ${key}`, until);
      const ticket = this.identity.secret();
      await this.identity.sessions.keep(`landing ${hashOfToken(ticket)}`, received, after(now, AT_ONCE));
      response.redirect(303, `/login/${name}/landed?ticket=${ticket}`);
    });
  }
  @Through(DOORS.landed)
  landed(
    @Req() request: Request,
    @Res() response: Response,
    @Param('name') name: string,
    @Query('ticket') ticket: unknown,
  ) {
    return this.through(request, response, name, async (provider, now) => {
      const received = await this.identity.sessions.take(`landing ${hashOfToken(String(ticket))}`, now);
      if (received === undefined) throw new LoginRefused('already-used');
      await this.finish(request, response, provider, name, now, { ...answeredIn(request), received });
    });
  }

  /** OpenID Connect: the provider's server says that a session of its own is over. */
  @Through(DOORS.backChannel)
  async backchannel(@Req() request: Request, @Res() response: Response, @Param('name') name: string) {
    try {
      await this.ended(name, answeredIn(request));
      response.status(200).end();
    } catch (error) {
      if (!(error instanceof LoginRefused)) throw error;
      this.identity.refused(error.why);
      response.status(400).json({ error: 'invalid_request' });
    }
  }
  /** SAML: the same, by way of the browser, and answered the same way; or the answer to our own request. */
  @Through(DOORS.singleLogout, 'GET /login/:name/slo')
  signedOut(@Req() request: Request, @Res() response: Response, @Param('name') name: string) {
    return this.through(request, response, name, async (provider, now) => {
      const answered = answeredIn(request);
      if (provider.signedOut && 'SAMLResponse' in request.query) {
        const { inResponseTo } = provider.signedOut(answered, now);
        const asked = await this.identity.sessions.take(askedKey(name, inResponseTo), now);
        if (asked === undefined) throw new LoginRefused('logout-in-response-to');
        return response.redirect(303, '/login');
      }
      response.setHeader('Set-Cookie', this.sessions.cookies.noSession);
      response.redirect(303, (await this.ended(name, answered)) ?? '/login');
    });
  }
  @Through(DOORS.singleLogout, 'POST /login/:name/slo')
  signedOutByForm(@Req() request: Request, @Res() response: Response, @Param('name') name: string) {
    return this.signedOut(request, response, name);
  }
  /** SAML: to be read once by who runs the provider. */
  @Through(DOORS.metadata)
  metadata(@Res() response: Response, @Param('name') name: string) {
    const { metadata } = this.providerOf(name);
    if (metadata === undefined) throw notFound();
    response.type('application/samlmetadata+xml').send(metadata);
  }
  /** Who has logged out here may log out there too. */
  @Through(DOORS.logoutThere)
  out(
    @Req() request: Request,
    @Res() response: Response,
    @Param('name') name: string,
    @Query('ticket') ticket: unknown,
  ) {
    return this.through(request, response, name, async (provider, now) => {
      const { sessions } = this.identity;
      const kept = (await sessions.take(outKey(String(ticket)), now)) as { atProvider?: string } | undefined;
      const out = await provider.signOut(kept?.atProvider, now);
      if (out?.request) await sessions.keep(askedKey(name, out.request), {}, after(now, LOGIN_TAKES * 1000));
      response.redirect(303, out?.url ?? '/login');
    });
  }

  private async finish(
    request: Request,
    response: Response,
    provider: LoginProvider,
    name: string,
    now: string,
    answered: Answered,
  ) {
    const { cookies } = this.sessions;
    const sealed = cookieIn(request.headers.cookie, cookies.login);
    const begun = openUnderWay(this.identity.key, sealed, name, now);
    await this.takenOnce(`begun ${createHash('sha256').update(String(sealed)).digest('hex')}`, begun.until);
    const proof = await provider.finish(answered, begun.kept, { again: begun.again, now });
    const token = await this.sessions.start(request, proof, 'page', begun.instead);
    const { atProvider } = proof;
    if (atProvider)
      await this.identity.sessions.keep(atProviderKey(hashOfToken(token)), { atProvider }, after(now, A_DAY));
    response.setHeader('Set-Cookie', [cookies.sessionIs(token), cookies.noLogin]);
    response.setHeader('Refresh', `0; url=${begun.back}`);
    html(response, LoggedInPage({ page: this.page(request), to: begun.back }));
  }

  private async ended(name: string, answered: Answered): Promise<string | undefined> {
    const now = this.identity.now();
    const { which, once, answer } = await this.providerOf(name).ended(answered, now);
    await this.takenOnce(once, after(now, 3_600_000));
    const { logins } = this.identity;
    if ('person' in which) await logins.endOf(which.issuer, which.person, 'provider');
    else await logins.end(which, 'provider');
    return answer;
  }

  private async takenOnce(key: string, until: string): Promise<void> {
    if (!(await this.identity.sessions.once(key, until))) throw new LoginRefused('already-used');
  }

  private providerOf(name: string): LoginProvider {
    const provider = this.identity.providers.get(name)?.provider;
    if (!provider) throw notFound();
    return provider;
  }

  private async through(request: Request, response: Response, name: string, work: Work): Promise<void> {
    try {
      await work(this.providerOf(name), this.identity.now());
    } catch (error) {
      if (!(error instanceof LoginRefused)) throw error;
      this.identity.refused(error.why);
      html(response, LoginRefusedPage({ page: this.page(request), why: error.why }), 401);
    }
  }
}

const after = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();

function answeredIn({ originalUrl, body }: Request): Answered {
  const form = Object.entries(Object(body) as Record<string, unknown>).filter(
    (field): field is [string, string] => typeof field[1] === 'string',
  );
  return { url: originalUrl, form: Object.fromEntries(form) };
}
