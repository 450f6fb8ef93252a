import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import { decide } from '../../application/authorization/policy.js';
import type { CommandAnswer } from '../../application/commands/request.js';
import { parseRequest } from '../../application/commands/request.js';
import type { PageRequest } from '../../application/ports/read-models.js';
import type { Reader } from '../../application/queries/queries.js';
import { notFound } from '../../application/refusal.js';
import { aggregateOf, idOf } from '../../domain/kernel/event.js';
import { commands } from '../../domain/registry.js';
import { momentOf } from '../http/api.controller.js';
import { ExecuteCommand } from '../http/envelopes.js';
import { cookieFor, noCookie, Sessions } from '../http/identity/sessions.js';
import { problemOf } from '../http/problem.js';
import { ReadModelWatch } from '../http/read-models.js';
import { caseFilter, concernFilter, partOf, type QueryParams } from '../lists.js';
import { adviceIn, messageIn } from '../words/refusals.js';
import { CasePage } from './case/case.js';
import { CASE_FILTERS, CasesPage } from './case/cases.js';
import { CONCERN_FILTERS, ConcernPage, ConcernsPage } from './concern/concerns.js';
import { bodyOf, type Form } from './form-schema.js';
import { CommandListPage, CommandPage } from './forms.js';
import { HomePage } from './home/home.js';
import { LoginPage } from './home/login.js';
import type { Page } from './layout.js';
import { chosenOf } from './list.js';
import { MeetingPage, MeetingsPage } from './meeting/meetings.js';
import { newIds } from './new-ids.js';
import { ReadModelsPage } from './operations/read-models.js';
import { type Ask, html, known, PageController } from './page-controller.js';
import { PlansPage } from './plans/plans.js';
import { QualityPage } from './quality/quality.js';
import { OverviewPage } from './registers/overview.js';
import { REGISTERS, RegisterPage } from './registers/registers.js';

/** The pages: thin, server-rendered, each a question or a command like any other. */
@Controller()
export class WebController extends PageController {
  constructor(
    @Inject(CommandBus) private readonly commandBus: CommandBus,
    @Inject(QueryBus) queryBus: QueryBus,
    @Inject(Sessions) sessions: Sessions,
    @Inject(ReadModelWatch) private readonly watch: ReadModelWatch,
  ) {
    super(queryBus, sessions);
  }

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
    response.redirect(303, back && /^\/([\w-][\w/-]*)?(\?[\w=&*.+%-]*)?$/.test(back) ? back : '/');
  }

  @Get()
  home(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, reader, ask) => {
      if (!decide(reader.actor, 'list', 'case', reader.purpose, [])) return HomePage({ page, home: null });
      const due = await ask((q) => q.deadlines(reader, page.infohus));
      const open = await ask((q) => q.countCases(reader, page.infohus, { status: 'open' }));
      const inbox = await ask((q) => q.inbox(reader, page.infohus));
      return HomePage({ page, home: { due: due.filter((o) => o.open), open, inbox } });
    });
  }
  @Get('cases')
  cases(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, reader, ask) => {
      const [filter, part] = [caseFilter(asked), pageIn(asked)];
      const list = await ask((q) => q.casesPage(reader, page.infohus, filter, part));
      return CasesPage({ page, list, chosen: chosenOf(asked, CASE_FILTERS), isFirst: isFirst(part) });
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
    return this.show(request, response, async (page, reader, ask) => {
      const asked = momentOf(at, clock);
      const found = await ask((q) => q.case(reader, known(id), asked, { texts: true }));
      const chain = await ask((q) => q.handovers(reader, known(id), asked));
      const names = await ask((q) => q.names(reader, known(id)));
      return CasePage({
        page: await inItsInfohus(ask, page, reader, found.infohus),
        shown: { found, chain, names, at, clock },
      });
    });
  }
  @Get('concerns')
  concerns(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, reader, ask) => {
      const [filter, part] = [concernFilter(asked), pageIn(asked)];
      const list = await ask((q) => q.concernsPage(reader, page.infohus, filter, part));
      return ConcernsPage({ page, list, chosen: chosenOf(asked, CONCERN_FILTERS), isFirst: isFirst(part) });
    });
  }
  @Get('concerns/:id')
  concern(@Req() request: Request, @Res() response: Response, @Param('id') id: string) {
    return this.show(request, response, async (page, reader, ask) => {
      const found = await ask((q) => q.concern(reader, known(id)));
      return ConcernPage({ page: await inItsInfohus(ask, page, reader, found.infohus), found });
    });
  }
  @Get('meetings')
  meetings(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, reader, ask) =>
      MeetingsPage({ page, meetings: await ask((q) => q.meetings(reader, page.infohus)) }),
    );
  }
  @Get('meetings/:id')
  meeting(@Req() request: Request, @Res() response: Response, @Param('id') id: string) {
    return this.show(request, response, async (page, reader, ask) => {
      const found = await ask((q) => q.meeting(reader, known(id)));
      return MeetingPage({ page: await inItsInfohus(ask, page, reader, found.infohus), found });
    });
  }
  @Get('registers/:name')
  register(@Req() request: Request, @Res() response: Response, @Param('name') asked: string) {
    return this.show(request, response, async (page, reader, ask) => {
      const name = REGISTERS.find((r) => r === asked);
      if (!name) throw notFound();
      return RegisterPage({ page, name, rows: await ask((q) => q.register(reader, name, page.infohus)) });
    });
  }
  @Get('overview')
  overview(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, reader, ask) =>
      OverviewPage({ page, counts: await ask((q) => q.overview(reader, page.infohus)) }),
    );
  }
  @Get('data-quality')
  quality(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, reader, ask) =>
      QualityPage({ page, found: await ask((q) => q.dataQuality(reader, page.infohus)) }),
    );
  }
  @Get('plans')
  plans(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, reader, ask) =>
      PlansPage({ page, found: await ask((q) => q.plans(reader, page.infohus)) }),
    );
  }
  /** While a rebuild is under way the page comes anew by itself, without a script. */
  @Get('read-models')
  readModels(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, { actor }) => {
      const view = await this.watch.see(actor);
      if (view.rebuild?.running) response.setHeader('Refresh', '5');
      return ReadModelsPage({ page, view });
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
        const { stream, position } = await this.commandBus.execute<ExecuteCommand, CommandAnswer>(
          new ExecuteCommand(given),
        );
        return `${placeOf(stream)}?infohus=${page.infohus}&after=${position}`;
      } catch (error) {
        const { status, body } = problemOf(error);
        response.status(status);
        const errors = (body.errors ?? []).map((e) => ({ ...e, message: messageIn(page.language, e.message) }));
        const problem = { detail: adviceIn(page.language, body), errors };
        return CommandPage({ page, command, problem, filled: { id, commandId, values: form } });
      }
    });
  }
}

/** The page in the Infohus of what it shows, for those who belong to several. */
const inItsInfohus = async (ask: Ask, page: Page, { actor }: Reader, infohus: string): Promise<Page> =>
  infohus === page.infohus ? page : { ...page, ...(await ask((q) => q.infohusContext(actor, infohus))) };

/** Rows on a page: what fits three screens. */
const ROWS = 50;
const pageIn = (asked: QueryParams): PageRequest => partOf(asked, ROWS) ?? { limit: ROWS };
const isFirst = ({ below, above }: PageRequest): boolean => !below && !above;

/** Where what was recorded is shown. */
function placeOf(stream: string): string {
  const [aggregate, id] = [aggregateOf(stream), idOf(stream)];
  if (aggregate === 'case' || aggregate === 'concern' || aggregate === 'meeting') return `/${aggregate}s/${id}`;
  return REGISTERS.some((r) => r === aggregate) ? `/registers/${aggregate}` : '/';
}
