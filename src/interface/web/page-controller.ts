import { gzipSync } from 'node:zlib';
import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import type { Reader } from '../../application/authorization/reader.js';
import { referenceIn } from '../../application/numbers/record-numbers.js';
import type { Answer, Params, QueryName } from '../../application/queries/catalogue.js';
import { PageLooks } from '../../application/queries/page-looks.js';
import { notFound, Refused } from '../../application/refusal.js';
import { AskQuery, askOver, type PageMoment } from '../http/envelopes.js';
import { type Session, Sessions } from '../http/identity/sessions.js';
import { problemOf } from '../http/problem.js';
import { positionIn } from '../http/query-params.js';
import { failed } from '../http/walls/failures.js';
import { adviceIn } from '../words/refusals.js';
import type { Form } from './form-schema.js';
import { ErrorPage } from './home/error.js';
import { type InfohusContext, type Page, pageFor, type Shell } from './layout.js';
import { OpenPages, REFRESH } from './live/open-pages.js';
import { StepUpPage } from './login/login.js';

export type Ask = <N extends QueryName>(name: N, params: Params<N>) => Promise<Answer<N>>;

/** What was asked for was no page, and is on its way. */
export const SENT: unique symbol = Symbol('sent');

/** What every page begins with: who is logged in, in which language, and in which Infohus. */
export class PageController {
  @Inject(OpenPages) private readonly openPages!: OpenPages;
  constructor(
    @Inject(QueryBus) protected readonly queryBus: QueryBus,
    @Inject(Sessions) protected readonly sessions: Sessions,
  ) {}

  /** A page for who is logged in, not older than what the URL says was written; a refusal is a page too; a text is where to go on. */
  protected show(
    request: Request,
    response: Response,
    render: (page: Page, reader: Reader, ask: Ask) => Promise<object | string>,
  ): Promise<void> {
    return this.answer(request, response, render, new PageLooks());
  }
  /** The same where what was asked for may be sent by `render` itself: each look is in the log before it is told what was found. */
  protected showOrSend(
    request: Request,
    response: Response,
    render: (page: Page, reader: Reader, ask: Ask) => Promise<object | string | typeof SENT>,
  ): Promise<void> {
    return this.answer(request, response, render);
  }
  private async answer(
    request: Request,
    response: Response,
    render: (page: Page, reader: Reader, ask: Ask) => Promise<object | string | typeof SENT>,
    looks?: PageLooks,
  ): Promise<void> {
    const session = this.sessions.of(request);
    if (!session) return response.redirect(303, '/login');
    let page = this.page(request, session);
    try {
      const after = positionIn(request.query);
      const { reader } = session;
      // What a page that only shows asks is asked of one moment.
      const moment: PageMoment | undefined = request.method === 'GET' ? (looks ? { looks } : {}) : undefined;
      const ask: Ask = (name, params) => askOver(this.queryBus, new AskQuery(name, params, reader, after, moment));
      const wanted = typeof request.query.infohus === 'string' ? request.query.infohus : undefined;
      page = this.page(request, session, await ask('InfohusContext', { wanted }));
      if (moment) {
        page = { ...page, isOpen: true };
        // A file does not stay open: each time that it is taken is an access event.
        if (looks) moment.shown = this.openPages.shownOn(page, session, REFRESH in request.query);
      }
      const rendered = await render(page, reader, ask);
      if (rendered === SENT) return;
      const recorded = looks?.record();
      recorded?.catch(() => undefined); // awaited below, and where the page could not be drawn
      // Drawn meanwhile: what cannot be recorded is drawn in vain.
      const body = String(rendered);
      await recorded;
      if (typeof rendered === 'string') response.redirect(303, body);
      else html(response, body, response.statusCode);
    } catch (failure) {
      const error = (await looks?.record().then(undefined, (unrecorded: unknown) => unrecorded)) ?? failure;
      const { status, body } = problemOf(error);
      const message = adviceIn(page.language, body);
      if (body.rule === 'step-up-needed')
        return html(response, StepUpPage({ page, issuer: session.row.issuer, message }), status);
      const number = status >= 500 ? failed(response, error) : undefined;
      html(response, ErrorPage({ page, message, number }), status);
    }
  }
  protected page(
    request: Request,
    session: Session | undefined = this.sessions.of(request),
    place?: InfohusContext,
  ): Page {
    return pageFor(
      this.sessions.cookies.languageIn(request.headers.cookie),
      session,
      request.url,
      place,
      shellOf(request),
    );
  }
  /** Whether a form came from a page of this very session. */
  protected isOurs(request: Request, form: Form): boolean {
    const session = this.sessions.of(request);
    return session !== undefined && form._csrf === session.csrf;
  }
  /** @throws Refused not-permitted for a form that did not come from our own page */
  protected checked(request: Request, form: Form): void {
    if (!this.isOurs(request, form))
      throw new Refused('not-permitted', 'The form is too old, or did not come from this site. Open it again.');
  }
}

/** The page in the Infohus of what it shows, for those who belong to several. */
export const inItsInfohus = async (ask: Ask, page: Page, infohus: string): Promise<Page> =>
  infohus === page.infohus ? page : { ...page, ...(await ask('InfohusContext', { wanted: infohus })) };

/** Told to the server when it was made: the same for every page. */
export const shellOf = (request: Request): Shell | undefined => request.app.locals.shell as Shell | undefined;

/** A record's id, or its number with the Infohus. @throws Refused not-found for what can be neither */
export function known(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id) && !referenceIn(id)) throw notFound();
  return id;
}

/** Bytes: what is smaller travels in one packet anyhow. */
const PACKET = 1_400;

/**
 * Packed, so that a click moves less than 30 kB (screens.md, Shell). How long a packed page is tells nothing to another site (BREACH): its requests come
 * without the cookie (SameSite=Strict), so a page with a secret in it is never made for them.
 */
export const html = (response: Response, body: unknown, status = 200): void => {
  const bytes = Buffer.from(`<!doctype html>${String(body)}`);
  response.status(status).type('html').vary('Accept-Encoding');
  const isPacked = bytes.length > PACKET && response.req.acceptsEncodings(['gzip', 'identity']) === 'gzip';
  if (isPacked) response.setHeader('Content-Encoding', 'gzip');
  response.send(isPacked ? gzipSync(bytes) : bytes);
};
