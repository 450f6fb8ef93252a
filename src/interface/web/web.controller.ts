import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import { decide } from '../../application/permission/policy.js';
import type { Queries, Reader } from '../../application/queries/queries.js';
import { notFound, Refused } from '../../application/refusal.js';
import type { Answer } from '../../application/request.js';
import { parseRequest } from '../../application/request.js';
import { aggregateOf, idOf } from '../../domain/kernel/event.js';
import { commands } from '../../domain/registry.js';
import { momentOf } from '../api/api.controller.js';
import { AskQuery, ExecuteCommand } from '../api/envelopes.js';
import { problemOf } from '../api/problem.js';
import { cookieFor, noCookie, type Session, Sessions } from '../identity/sessions.js';
import { bodyOf, type Form } from './form-schema.js';
import { CommandListPage, CommandPage } from './forms.js';
import { type Page, type Place, pageFor } from './layout.js';
import { CasePage } from './pages/case.js';
import { CasesPage } from './pages/cases.js';
import { ConcernPage, ConcernsPage, STANDINGS } from './pages/concerns.js';
import { ErrorPage } from './pages/error.js';
import { HomePage } from './pages/home.js';
import { LoginPage } from './pages/login.js';
import { MeetingPage, MeetingsPage } from './pages/meetings.js';
import { OverviewPage } from './pages/overview.js';
import { PlansPage } from './pages/plans.js';
import { REGISTERS, RegisterPage } from './pages/registers.js';
import { ReportPage } from './pages/report.js';
import { adviceIn, messageIn } from './refusals.js';
import type { Language } from './words.js';

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
    response.redirect(303, back && /^\/([\w-][\w/-]*)?(\?infohus=[\w-]*)?$/.test(back) ? back : '/');
  }

  @Get()
  home(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, reader) => {
      if (!decide(reader.actor, 'list', 'case', reader.purpose, [])) return HomePage({ page, home: null });
      const due = await this.ask((q) => q.deadlines(reader, page.infohus));
      const open = await this.ask((q) => q.cases(reader, page.infohus, { status: 'open' }));
      const inbox = await this.ask((q) => q.inbox(reader, page.infohus));
      return HomePage({ page, home: { due: due.filter((o) => o.open), open: open.length, inbox } });
    });
  }
  @Get('cases')
  cases(@Req() request: Request, @Res() response: Response, @Query('status') status?: string) {
    return this.show(request, response, async (page, reader) => {
      const known = status === 'open' || status === 'closed' ? status : undefined;
      const cases = await this.ask((q) => q.cases(reader, page.infohus, known ? { status: known } : {}));
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
      const asked = momentOf(at, clock);
      const found = await this.ask((q) => q.case(reader, known(id), asked, { texts: true }));
      const chain = await this.ask((q) => q.handovers(reader, known(id), asked));
      const names = await this.ask((q) => q.names(reader, known(id)));
      return CasePage({ page: await this.at(page, reader, found.infohus), shown: { found, chain, names, at, clock } });
    });
  }
  @Get('concerns')
  concerns(@Req() request: Request, @Res() response: Response, @Query('standing') asked?: string) {
    return this.show(request, response, async (page, reader) => {
      const standing = STANDINGS.find((s) => s === asked);
      const concerns = await this.ask((q) => q.concerns(reader, page.infohus, standing ? { standing } : {}));
      return ConcernsPage({ page, concerns, standing });
    });
  }
  @Get('concerns/:id')
  concern(@Req() request: Request, @Res() response: Response, @Param('id') id: string) {
    return this.show(request, response, async (page, reader) => {
      const found = await this.ask((q) => q.concern(reader, known(id)));
      return ConcernPage({ page: await this.at(page, reader, found.infohus), found });
    });
  }
  @Get('meetings')
  meetings(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, reader) =>
      MeetingsPage({ page, meetings: await this.ask((q) => q.meetings(reader, page.infohus)) }),
    );
  }
  @Get('meetings/:id')
  meeting(@Req() request: Request, @Res() response: Response, @Param('id') id: string) {
    return this.show(request, response, async (page, reader) => {
      const found = await this.ask((q) => q.meeting(reader, known(id)));
      return MeetingPage({ page: await this.at(page, reader, found.infohus), found });
    });
  }
  @Get('registers/:name')
  register(@Req() request: Request, @Res() response: Response, @Param('name') asked: string) {
    return this.show(request, response, async (page, reader) => {
      const name = REGISTERS.find((r) => r === asked);
      if (!name) throw notFound();
      return RegisterPage({ page, name, rows: await this.ask((q) => q.register(reader, name, page.infohus)) });
    });
  }
  @Get('overview')
  overview(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, reader) =>
      OverviewPage({ page, counts: await this.ask((q) => q.overview(reader, page.infohus)) }),
    );
  }
  @Get('plans')
  plans(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, reader) =>
      PlansPage({ page, found: await this.ask((q) => q.plans(reader, page.infohus)) }),
    );
  }
  @Get('report')
  report(@Req() request: Request, @Res() response: Response, @Query('plan') wanted?: string, @Query('year') year = '') {
    return this.show(request, response, async (page, reader) => {
      const own = page.plans.filter((p) => p.infohus === page.infohus);
      const plan = own.find((p) => p.planId === wanted) ?? own[0];
      if (!plan) throw notFound();
      const asked = {
        infohus: page.infohus,
        plan: plan.planId,
        year: Number(/^\d{4}$/.test(year) ? year : plan.from.slice(0, 4)),
        asOf: { head: true } as const,
      };
      return ReportPage({ page, plan, report: await this.ask((q) => q.report(reader, asked)) });
    });
  }

  @Get('commands')
  list(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page) => CommandListPage({ page }));
  }
  /** What a link already knows stands in its query: `data.offerId=…`. */
  @Get('commands/:name')
  form(
    @Req() request: Request,
    @Res() response: Response,
    @Param('name') name: string,
    @Query() query: Record<string, string>,
  ) {
    return this.show(request, response, async (page) => {
      const command = commands.get(name);
      if (!command) throw notFound();
      const values = { 'data.infohus': page.infohus, ...newIds(name), ...query };
      return CommandPage({ page, command, filled: { id: query.id ?? randomUUID(), commandId: randomUUID(), values } });
    });
  }
  @Post('commands/:name')
  give(@Req() request: Request, @Res() response: Response, @Param('name') name: string, @Body() form: Form) {
    return this.show(request, response, async (page, { actor }) => {
      const command = commands.get(name);
      if (!command) throw notFound();
      this.checked(request, form);
      const id = String(form.id ?? '');
      const commandId = /^[0-9a-f-]{36}$/.test(String(form._commandId)) ? String(form._commandId) : randomUUID();
      try {
        const given = { request: parseRequest(name, bodyOf(command, form)), actor, kind: 'person' as const, commandId };
        const { stream } = await this.commandBus.execute<ExecuteCommand, Answer>(new ExecuteCommand(given));
        return `${placeOf(stream)}?infohus=${page.infohus}`;
      } catch (error) {
        const { status, body } = problemOf(error);
        response.status(status);
        const errors = (body.errors ?? []).map((e) => ({ ...e, message: messageIn(page.language, e.message) }));
        const problem = { detail: adviceIn(page.language, body), errors };
        return CommandPage({ page, command, problem, filled: { id, commandId, values: form } });
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
    let page = this.page(request, session);
    try {
      const wanted = typeof request.query.infohus === 'string' ? request.query.infohus : undefined;
      page = this.page(request, session, await this.ask((q) => q.place(session.actor, wanted)));
      const rendered = await render(page, this.sessions.reader(request));
      if (typeof rendered === 'string') response.redirect(303, rendered);
      else html(response, rendered, response.statusCode);
    } catch (error) {
      const { status, body } = problemOf(error);
      html(response, ErrorPage({ page, message: adviceIn(page.language, body) }), status);
    }
  }
  /** The page in the Infohus of what it shows, for those who belong to several. */
  private async at(page: Page, { actor }: Reader, infohus: string): Promise<Page> {
    return infohus === page.infohus ? page : { ...page, ...(await this.ask((q) => q.place(actor, infohus))) };
  }
  private ask<T>(what: (queries: Queries) => Promise<T>): Promise<T> {
    return this.queryBus.execute<AskQuery, T>(new AskQuery(what));
  }
  private page(request: Request, session: Session | undefined = this.sessions.of(request), place?: Place): Page {
    const chosen = /(?:^|; )language=(da|en)/.exec(request.headers.cookie ?? '')?.[1];
    return pageFor((chosen as Language | undefined) ?? 'da', session, request.path, place);
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

/** Where what was recorded is shown. */
function placeOf(stream: string): string {
  const [aggregate, id] = [aggregateOf(stream), idOf(stream)];
  if (aggregate === 'case' || aggregate === 'concern' || aggregate === 'meeting') return `/${aggregate}s/${id}`;
  return REGISTERS.some((r) => r === aggregate) ? `/registers/${aggregate}` : '/';
}
function known(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw notFound();
  return id;
}

const html = (response: Response, body: unknown, status = 200): void => {
  response
    .status(status)
    .type('html')
    .send(`<!doctype html>${String(body)}`);
};
