import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import type { CommandAnswer } from '../../application/commands/request.js';
import { parseRequest } from '../../application/commands/request.js';
import { asContract } from '../../application/queries/deadlines.js';
import type { AsOf as MomentAsked } from '../../application/queries/moment.js';
import type { Queries, Reader } from '../../application/queries/queries.js';
import { invalid, notFound, Refused } from '../../application/refusal.js';
import { id, instant } from '../../domain/kernel/schema.js';
import { commands } from '../../domain/registry.js';
import { caseFilter, concernFilter, partOf, positionIn, type QueryParams } from '../lists.js';
import { CASE_COLUMNS, sendCsv } from './csv.js';
import { AskQuery, ExecuteCommand } from './envelopes.js';
import { Sessions } from './identity/sessions.js';
import { paged } from './paged.js';

/** Commands and questions over HTTP (commands.md). The actor comes from the session or token only, never from the body. */
@Controller('api')
export class ApiController {
  constructor(
    @Inject(CommandBus) private readonly commandBus: CommandBus,
    @Inject(QueryBus) private readonly queryBus: QueryBus,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Post('session')
  @HttpCode(201)
  login(@Body() body: unknown) {
    const user = (body as { user?: unknown } | null)?.user;
    if (typeof user !== 'string') throw invalid([{ path: 'user', message: 'is required' }]);
    return { token: this.sessions.start(user) };
  }

  @Post('commands/:name')
  @HttpCode(201)
  async command(
    @Param('name') name: string,
    @Body() body: unknown,
    @Headers() headers: Record<string, string | undefined>,
    @Req() request: Request,
  ) {
    if (!commands.has(name)) throw notFound();
    const parsed = parseRequest(name, body);
    const commandId = idempotencyKey(headers['idempotency-key']);
    const { actor } = this.sessions.required(request);
    const expected = ifMatch(headers['if-match']);
    const given = {
      request: parsed,
      actor,
      kind: 'person' as const,
      commandId,
      ...(expected === undefined ? {} : { expectedVersion: expected }),
    };
    const { stream, version, position, events } = await this.commandBus.execute<ExecuteCommand, CommandAnswer>(
      new ExecuteCommand(given),
    );
    return { stream, version, position, events };
  }

  @Get('cases')
  cases(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Query() asked: QueryParams) {
    const [infohus, filter, part] = [infohusIn(asked), caseFilter(asked), partOf(asked)];
    const at = momentIn(asked);
    if (part && at) throw invalid([{ path: 'at', message: 'shows the whole list: leave out limit and cursor' }]);
    return this.ask(request, async (q, reader) => {
      if (at) return q.casesAt(reader, infohus, filter, at);
      if (!part) return q.cases(reader, infohus, filter);
      return paged(request, response, await q.casesPage(reader, infohus, filter, part));
    });
  }
  @Get('cases/count')
  countCases(@Req() request: Request, @Query() asked: QueryParams) {
    return this.ask(request, (q, reader) => q.countCases(reader, infohusIn(asked), caseFilter(asked)));
  }
  /** The whole list for a spreadsheet, written as it is read. */
  @Get('cases.csv')
  async casesCsv(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    const infohus = infohusIn(asked);
    const pages = await this.ask(request, (q, reader) => q.exportCases(reader, infohus, caseFilter(asked)));
    await sendCsv(response, `sager-${infohus}.csv`, CASE_COLUMNS, pages);
  }
  @Get('cases/:id')
  case(@Req() request: Request, @Param('id') caseId: string, @Query('at') at?: string, @Query('clock') clock?: string) {
    return this.ask(request, (q, reader) => q.case(reader, known(caseId), momentOf(at, clock)));
  }
  @Get('cases/:id/handovers')
  handovers(@Req() request: Request, @Param('id') caseId: string) {
    return this.ask(request, (q, reader) => q.handovers(reader, known(caseId)));
  }
  @Get('deadlines')
  async deadlines(@Req() request: Request, @Query() asked: QueryParams) {
    const [at, now] = [momentIn(asked), textIn(asked, 'now')];
    const instant = now === undefined ? undefined : time(now);
    const infohus = textIn(asked, 'infohus') ?? '';
    const rows = await this.ask(request, (q, reader) =>
      at ? q.deadlinesAt(reader, infohus, at, instant) : q.deadlines(reader, infohus, instant),
    );
    return rows.map(asContract);
  }
  @Get('concerns')
  concerns(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Query() asked: QueryParams) {
    const [infohus, filter, part] = [infohusIn(asked), concernFilter(asked), partOf(asked)];
    return this.ask(request, async (q, reader) => {
      if (!part) return q.concerns(reader, infohus, filter);
      return paged(request, response, await q.concernsPage(reader, infohus, filter, part));
    });
  }
  @Get('concerns/count')
  countConcerns(@Req() request: Request, @Query() asked: QueryParams) {
    return this.ask(request, (q, reader) => q.countConcerns(reader, infohusIn(asked), concernFilter(asked)));
  }
  @Get('concerns/:id')
  concern(@Req() request: Request, @Param('id') concernId: string) {
    return this.ask(request, (q, reader) => q.concern(reader, known(concernId)));
  }
  @Get('plans/:infohus')
  plans(@Req() request: Request, @Param('infohus') infohus: string) {
    return this.ask(request, (q, reader) => q.plans(reader, infohus));
  }
  /** What waits for whoever asks: alerts, cases asked for, recommendations of meetings. */
  @Get('inbox')
  inbox(@Req() request: Request, @Query('infohus') infohus = '') {
    return this.ask(request, (q, reader) => q.inbox(reader, infohus));
  }
  @Get('meetings')
  meetings(@Req() request: Request, @Query('infohus') infohus = '') {
    return this.ask(request, (q, reader) => q.meetings(reader, infohus));
  }
  @Get('meetings/:id')
  meeting(@Req() request: Request, @Param('id') meetingId: string) {
    return this.ask(request, (q, reader) => q.meeting(reader, known(meetingId)));
  }
  @Get('registers/:name')
  register(@Req() request: Request, @Param('name') name: string, @Query('infohus') infohus = '') {
    const register = REGISTERS.find((r) => r === name);
    if (!register) throw notFound();
    return this.ask(request, (q, reader) => q.register(reader, register, infohus));
  }
  @Get('overview')
  overview(@Req() request: Request, @Query('infohus') infohus = '') {
    return this.ask(request, (q, reader) => q.overview(reader, infohus));
  }
  /** What is missing or late in the records: cases for whoever may read them, figures for whoever may not. */
  @Get('data-quality')
  dataQuality(@Req() request: Request, @Query() asked: QueryParams) {
    return this.ask(request, (q, reader) => q.dataQuality(reader, infohusIn(asked)));
  }

  private async ask<T>(request: Request, what: (queries: Queries, reader: Reader) => Promise<T>): Promise<T> {
    const reader = this.sessions.reader(request);
    const after = positionIn(request.query);
    return this.queryBus.execute<AskQuery, T>(new AskQuery((queries) => what(queries, reader), after));
  }
}

const REGISTERS = ['activity', 'partner', 'incident', 'hotline'] as const;

function idempotencyKey(value: string | undefined): string {
  const key = id.safeParse(value);
  if (!key.success) throw invalid([{ path: 'Idempotency-Key', message: 'a UUID is required in this header' }]);
  return key.data;
}
function ifMatch(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const version = /^"?(\d{1,9})"?$/.exec(value)?.[1];
  if (version === undefined) throw invalid([{ path: 'If-Match', message: 'must be a stream version in quotes' }]);
  return Number(version);
}
const infohusIn = ({ infohus }: QueryParams): string => (typeof infohus === 'string' ? infohus : '');
function known(value: string): string {
  const parsed = id.safeParse(value);
  if (!parsed.success) throw notFound();
  return parsed.data;
}
function time(value: string): string {
  const parsed = instant.safeParse(value);
  if (!parsed.success) throw invalid([{ path: 'at', message: 'must be an instant with an offset' }]);
  return parsed.data;
}
/** A parameter given twice is none that we know what to do with. */
function textIn(asked: QueryParams, name: string): string | undefined {
  const value = asked[name];
  if (value === undefined || typeof value === 'string') return value;
  throw invalid([{ path: name, message: 'must be given once' }]);
}
function momentIn(asked: QueryParams): MomentAsked | undefined {
  const at = textIn(asked, 'at');
  return at === undefined ? undefined : momentOf(at, textIn(asked, 'clock'));
}
export function momentOf(at: string | undefined, clock = 'recorded'): MomentAsked {
  if (at === undefined || at === '') return { head: true };
  if (/^\d{1,15}$/.test(at)) return { position: Number(at) };
  if (clock !== 'recorded' && clock !== 'occurred')
    throw new Refused('validation-failed', 'clock: must be recorded or occurred');
  return { instant: time(at), clock };
}
