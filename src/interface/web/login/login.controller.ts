import { Body, Controller, HttpCode, Inject, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { LoginRefused } from '../../../application/ports/identity.js';
import { notFound, Refused } from '../../../application/refusal.js';
import { DOORS } from '../../doors/doors.js';
import { Through } from '../../doors/ways.js';
import { LOGIN_TAKES } from '../../http/identity/cookies.js';
import { DEMO_USERS } from '../../http/identity/demo-users.js';
import { IDENTITY, type Identity } from '../../http/identity/identity.js';
import { atProviderKey, outKey } from '../../http/identity/under-way.js';
import { LEAVE_NOTHING } from '../../http/walls/headers.js';
import type { Form } from '../form-schema.js';
import { html, PageController } from '../page-controller.js';
import { LoginPage, LoginRefusedPage } from './login.js';
import { SessionsPage } from './sessions.js';

/** The page where one logs in, and the way out. */
@Controller()
export class LoginController extends PageController {
  @Inject(IDENTITY) private readonly identity!: Identity;

  @Through(DOORS.login)
  login(
    @Req() request: Request,
    @Res() response: Response,
    @Query('left') left: unknown,
    @Query('ticket') ticket: unknown,
  ) {
    const known = typeof ticket === 'string' && /^[\w-]{20,100}$/.test(ticket) ? ticket : undefined;
    this.loginPage(request, response, { left, ticket: known }, 200);
  }
  /** The demo's users only; a real login goes to its provider. */
  @Through(DOORS.demoLogin, 'POST /login')
  async enter(@Body() form: Form, @Req() request: Request, @Res() response: Response) {
    const { demo } = this.identity;
    if (!demo) throw notFound();
    try {
      const proof = await demo.prove(String(form.user));
      if (!proof) throw new Refused('not-authenticated', 'There is no such user. Choose one of the list.');
      const before = this.sessions.of(request)?.row.hash ?? null;
      response.setHeader(
        'Set-Cookie',
        this.sessions.cookies.sessionIs(await this.sessions.start(request, proof, 'page', before)),
      );
      response.redirect(303, '/');
    } catch (error) {
      if (error instanceof LoginRefused)
        html(response, LoginRefusedPage({ page: this.page(request), why: error.why }), 401);
      // What failed here is no wrong user: it is logged and answered as any failure (a silent database said 401).
      else if (error instanceof Refused && error.code === 'not-authenticated')
        this.loginPage(request, response, { problem: error.message }, 401);
      else throw error;
    }
  }
  @Through(DOORS.logout, 'POST /logout')
  async leave(@Body() form: Form, @Req() request: Request, @Res() response: Response) {
    this.checked(request, form);
    const { issuer, hash } = this.sessions.of(request)?.row ?? {};
    const there = hash === undefined ? '' : await this.ticketOut(hash);
    await this.sessions.end(request);
    response.setHeader('Set-Cookie', this.sessions.cookies.noSession);
    response.setHeader('Clear-Site-Data', LEAVE_NOTHING);
    response.redirect(303, this.identity.demo || !issuer ? '/login' : `/login?left=${issuer}${there}`);
  }

  /** By which whoever has just logged out here is known on the way out there, once; the name itself stays here. */
  private async ticketOut(hash: string): Promise<string> {
    const { sessions } = this.identity;
    const now = this.identity.now();
    const kept = await sessions.take(atProviderKey(hash), now);
    if (kept === undefined) return '';
    const ticket = this.identity.secret();
    const until = new Date(Date.parse(now) + LOGIN_TAKES * 1000).toISOString();
    await sessions.keep(outKey(ticket), kept as object, until);
    return `&ticket=${ticket}`;
  }

  /** One's own logins; nobody else's are ever shown or ended here. */
  @Through(DOORS.ownSessions, 'GET /sessions')
  own(@Req() request: Request, @Res() response: Response) {
    return this.ownSessions(request, response, this.identity.calendars);
  }
  /** Shown once: who loses it makes another, and ends this one. */
  @Through(DOORS.ownSessions, 'POST /sessions/calendar')
  @HttpCode(200)
  async calendar(@Body() form: Form, @Req() request: Request, @Res() response: Response) {
    this.checked(request, form);
    const row = this.sessions.of(request)?.row;
    if (!row || !this.identity.calendars) throw notFound();
    const secret = await this.identity.logins.calendar(row);
    if (secret === undefined) throw notFound();
    return this.ownSessions(request, response, `${request.protocol}://${request.host}/calendar/${secret}.ics`);
  }
  private ownSessions(request: Request, response: Response, calendar: boolean | string) {
    return this.show(request, response, async (page, { actor }) => {
      const rows = await this.identity.logins.of(actor.userId);
      return SessionsPage({ page, rows, calendar, here: this.sessions.of(request)?.row.session });
    });
  }
  @Through(DOORS.ownSessions, 'POST /sessions/end')
  async endOwn(@Body() form: Form, @Req() request: Request, @Res() response: Response) {
    this.checked(request, form);
    const row = this.sessions.of(request)?.row;
    if (!row) throw notFound();
    const { userId, hash } = row;
    const { session } = form;
    await this.identity.logins.end(typeof session === 'string' ? { userId, session } : { userId, but: hash }, 'user');
    response.redirect(303, '/sessions');
  }

  private loginPage(
    request: Request,
    response: Response,
    {
      problem,
      left,
      ticket,
    }: { readonly problem?: string | undefined; readonly left?: unknown; readonly ticket?: string | undefined },
    status: number,
  ) {
    const { demo, providers } = this.identity;
    const ways = demo ? [] : [...providers].map(([name, { issuer }]) => ({ name, label: issuer.label }));
    const shown = { ways, users: demo ? DEMO_USERS : [], problem, ticket, left: ways.find((w) => w.name === left) };
    html(response, LoginPage({ page: this.page(request), ...shown }), status);
  }
}
