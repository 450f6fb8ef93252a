import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import type { Answer } from '../../application/execute.js';
import { decide } from '../../application/permission/policy.js';
import type { Queries, Reader } from '../../application/queries/queries.js';
import { notFound, Refused } from '../../application/refusal.js';
import { parseRequest } from '../../application/request.js';
import { commands } from '../../domain/registry.js';
import { momentOf } from '../api/api.controller.js';
import { AskQuery, ExecuteCommand } from '../api/envelopes.js';
import { problemOf } from '../api/problem.js';
import { DEMO_INFOHUS } from '../identity/demo-users.js';
import { cookieFor, noCookie, type Session, Sessions } from '../identity/sessions.js';
import { bodyOf, CommandListPage, CommandPage } from './forms.js';
import { type Page, pageFor } from './layout.js';
import { CasePage, CasesPage, ErrorPage, HomePage, LoginPage, ReportPage } from './pages.js';
import type { Language } from './words.js';

const PLAN = 'koebenhavn-2016';
const YEARS = [2016, 2017, 2018, 2019];
type Form = Record<string, string>;

/** The pages: thin, server-rendered, each a question or a command like any other. */
@Controller()
export class WebController {
  constructor(
    @Inject(CommandBus) private readonly commandBus: CommandBus,
    @Inject(QueryBus) private readonly queryBus: QueryBus,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Get('login')
  login(@Req() request: Request, @Res() response: Response) {
    html(response, LoginPage({ page: this.page(request) }));
  }
  @Post('login')
  enter(@Body() form: Form, @Req() request: Request, @Res() response: Response) {
    try {
      response.setHeader('Set-Cookie', cookieFor(this.sessions.start(String(form.user))));
      response.redirect(303, '/');
    } catch (error) {
      html(response, LoginPage({ page: this.page(request), problem: problemOf(error).body.detail }), 401);
    }
  }
  @Post('logout')
  leave(@Body() form: Form, @Req() request: Request, @Res() response: Response) {
    this.checked(request, form);
    this.sessions.end(request);
    response.setHeader('Set-Cookie', noCookie);
    response.redirect(303, '/login');
  }
  @Get('language/:code')
  language(@Param('code') code: string, @Query('back') back: string | undefined, @Res() response: Response) {
    response.setHeader('Set-Cookie', `language=${code === 'en' ? 'en' : 'da'}; SameSite=Strict; Path=/; HttpOnly`);
    response.redirect(303, back && /^\/[\w/-]*$/.test(back) && !back.startsWith('//') ? back : '/');
  }

  @Get()
  home(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, reader) => {
      if (!decide(reader.actor, 'list', 'case', reader.purpose, [])) return HomePage({ page, due: null, open: 0 });
      const due = await this.ask(reader, (q) => q.deadlines(reader, DEMO_INFOHUS));
      const open = await this.ask(reader, (q) => q.cases(reader, DEMO_INFOHUS, { status: 'open' }));
      return HomePage({ page, due: due.filter((o) => o.open), open: open.length });
    });
  }
  @Get('cases')
  cases(@Req() request: Request, @Res() response: Response, @Query('status') status?: string) {
    return this.show(request, response, async (page, reader) => {
      const known = status === 'open' || status === 'closed' ? status : undefined;
      const cases = await this.ask(reader, (q) => q.cases(reader, DEMO_INFOHUS, known ? { status: known } : {}));
      return CasesPage({ page, cases, status: known });
    });
  }
  @Get('cases/:id')
  case(
    @Req() request: Request,
    @Res() response: Response,
    @Param('id') id: string,
    @Query('at') at = '',
    @Query('clock') clock = 'recorded',
  ) {
    return this.show(request, response, async (page, reader) => {
      if (!/^[0-9a-f-]{36}$/.test(id)) throw notFound();
      const asked = momentOf(at, clock);
      const found = await this.ask(reader, (q) => q.case(reader, id, asked));
      const chain = await this.ask(reader, (q) => q.handovers(reader, id, asked));
      return CasePage({ page, found, chain, at, clock });
    });
  }
  @Get('report')
  report(@Req() request: Request, @Res() response: Response, @Query('year') year = '2016') {
    return this.show(request, response, async (page, reader) => {
      const asked = {
        infohus: DEMO_INFOHUS,
        plan: PLAN,
        year: /^\d{4}$/.test(year) ? Number(year) : 2016,
        asOf: { head: true } as const,
      };
      return ReportPage({ page, report: await this.ask(reader, (q) => q.report(reader, asked)), years: YEARS });
    });
  }

  @Get('commands')
  list(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page) => CommandListPage({ page }));
  }
  @Get('commands/:name')
  form(@Req() request: Request, @Res() response: Response, @Param('name') name: string, @Query('id') id?: string) {
    return this.show(request, response, async (page) => {
      const command = commands.get(name);
      if (!command) throw notFound();
      return CommandPage({
        page,
        command,
        filled: { id: id ?? randomUUID(), commandId: randomUUID(), values: newIds(name) },
      });
    });
  }
  @Post('commands/:name')
  give(@Req() request: Request, @Res() response: Response, @Param('name') name: string, @Body() form: Form) {
    return this.show(request, response, async (page, { actor }) => {
      const command = commands.get(name);
      if (!command) throw notFound();
      this.checked(request, form);
      const commandId = /^[0-9a-f-]{36}$/.test(form._commandId ?? '') ? String(form._commandId) : randomUUID();
      try {
        const given = { request: parseRequest(name, bodyOf(command, form)), actor, kind: 'person' as const, commandId };
        const { stream } = await this.commandBus.execute<ExecuteCommand, Answer>(new ExecuteCommand(given));
        return stream.startsWith('case-') ? `/cases/${stream.slice('case-'.length)}` : '/';
      } catch (error) {
        const { status, body } = problemOf(error);
        response.status(status);
        return CommandPage({
          page,
          command,
          problem: body.detail,
          filled: { id: form.id ?? '', commandId, values: form },
        });
      }
    });
  }

  /** A page for who is logged in; a refusal is a page too; a text is where to go on. */
  private async show(
    request: Request,
    response: Response,
    render: (page: Page, reader: Reader) => Promise<unknown>,
  ): Promise<void> {
    const session = this.sessions.of(request);
    if (!session) return response.redirect(303, '/login');
    const page = this.page(request, session);
    try {
      const rendered = await render(page, this.sessions.reader(request));
      if (typeof rendered === 'string') response.redirect(303, rendered);
      else html(response, rendered, response.statusCode);
    } catch (error) {
      const { status, body } = problemOf(error);
      html(response, ErrorPage({ page, message: body.detail }), status);
    }
  }
  private ask<T>(_: Reader, what: (queries: Queries) => Promise<T>): Promise<T> {
    return this.queryBus.execute<AskQuery, T>(new AskQuery(what));
  }
  private page(request: Request, session: Session | undefined = this.sessions.of(request)): Page {
    const chosen = /(?:^|; )language=(da|en)/.exec(request.headers.cookie ?? '')?.[1];
    return pageFor((chosen as Language | undefined) ?? 'da', session, request.path);
  }
  /** @throws Refused not-permitted for a form that did not come from our own page */
  private checked(request: Request, form: Form): void {
    const session = this.sessions.of(request);
    if (!session || form._csrf !== session.csrf)
      throw new Refused('not-permitted', 'The form is too old, or did not come from this site. Open it again.');
  }
}

/** The id that a command introduces is made here, so that nobody has to invent one. */
const INTRODUCED: Readonly<Record<string, string>> = {
  OfferSupport: 'offerId',
  StartCourse: 'courseId',
  ReferCase: 'referralId',
  OfferHandover: 'handoverId',
  ForwardConcern: 'newConcernId',
};
const newIds = (name: string): Record<string, string> => {
  const field = INTRODUCED[name];
  return field ? { [`data.${field}`]: randomUUID() } : {};
};

const html = (response: Response, body: unknown, status = 200): void => {
  response
    .status(status)
    .type('html')
    .send(`<!doctype html>${String(body)}`);
};
