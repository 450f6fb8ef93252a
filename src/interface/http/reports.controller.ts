import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Request } from 'express';
import type { Queries, Reader } from '../../application/queries/queries.js';
import { invalid, notFound } from '../../application/refusal.js';
import type { ReportParams } from '../../application/reports/report.js';
import { differing, statedOf } from '../../application/reports/reproduce.js';
import type { ReportView, ShownReport } from '../../application/reports/view.js';
import { printed } from '../documents/forms.js';
import { positionIn, type QueryParams } from '../lists.js';
import { AskQuery } from './envelopes.js';
import { Sessions } from './identity/sessions.js';
import { againstIn, fileIn, fileOf, infohusIn, keptIn, reportIn } from './report-request.js';

/** The yearly reports over HTTP. What reads never publishes: that something left the house is a deed of its own. */
@Controller('api')
export class ReportsController {
  constructor(
    @Inject(QueryBus) private readonly queryBus: QueryBus,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /** With every figure; with `published=true` the newest publication of that plan and year. */
  @Get('report')
  async report(@Req() request: Request, @Query() query: QueryParams) {
    const [asked, { format }] = [reportIn(query), fileIn(query)];
    if (query.published === 'true') {
      if ('head' in asked.asOf)
        return written(await this.ask(request, (q, reader) => newestEdition(q, reader, asked)), query);
      throw invalid([{ path: 'asOf', message: 'was chosen by the publication: leave it out' }]);
    }
    if (!format) return this.ask(request, (q, reader) => q.reports.report(reader, asked));
    return written(await this.ask(request, (q, reader) => q.reports.view(reader, asked)), query);
  }

  @Get('reports')
  list(@Req() request: Request, @Query() query: QueryParams) {
    const infohus = infohusIn(query);
    return this.ask(request, (q, reader) => q.reports.list(reader, infohus));
  }
  @Get('reports/:eventId')
  async kept(@Req() request: Request, @Param('eventId') eventId: string, @Query() query: QueryParams) {
    const infohus = infohusIn(query);
    return written(await this.ask(request, (q, reader) => q.reports.keptView(reader, infohus, eventId)), query);
  }

  @Post('reports')
  keep(@Req() request: Request, @Body() body: unknown): Promise<ShownReport> {
    const { state, ...asked } = keptIn(body);
    return this.ask(request, async ({ reports }, reader) =>
      state === 'frozen' ? reports.freeze(reader, asked) : (await reports.publish(reader, asked)).report,
    );
  }
  @Post('reports/reproduce')
  @HttpCode(200)
  async reproduce(@Req() request: Request, @Body() file: unknown) {
    const stated = statedOf(file);
    const view = await this.ask(request, (q, reader) => q.reports.reproduce(reader, stated));
    const report: ShownReport = JSON.parse(printed(view.report));
    const differences = differing(file, report);
    return { same: differences.length === 0, differences, report };
  }
  @Post('reports/diff')
  @HttpCode(200)
  diff(@Req() request: Request, @Body() file: unknown, @Query() query: QueryParams) {
    const [stated, against] = [statedOf(file), againstIn(query)];
    return this.ask(request, (q, reader) => q.reports.diff(reader, stated, against));
  }

  private async ask<T>(request: Request, what: (queries: Queries, reader: Reader) => Promise<T>): Promise<T> {
    const reader = this.sessions.reader(request);
    const after = positionIn(request.query);
    return this.queryBus.execute<AskQuery, T>(new AskQuery((queries) => what(queries, reader), after));
  }
}

const written = (view: ReportView, query: QueryParams) => {
  const { format, lang } = fileIn(query);
  return format ? fileOf(view, format, lang) : view.report;
};

/** @throws Refused not-found */
async function newestEdition({ reports }: Queries, reader: Reader, { infohus, plan, year }: ReportParams) {
  const editions = (await reports.list(reader, infohus)).filter((k) => k.plan === plan && k.year === year);
  const number = Math.max(...editions.map((k) => k.publication ?? 0));
  const newest = editions.find((k) => k.state === 'published' && k.publication === number);
  if (!newest) throw notFound();
  return reports.keptView(reader, infohus, newest.eventId);
}
