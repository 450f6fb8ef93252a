import { Body, Controller, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { decide } from '../../../application/authorization/policy.js';
import type { Reader } from '../../../application/authorization/reader.js';
import { toInfohus } from '../../../application/authorization/relations.js';
import type { Params } from '../../../application/queries/catalogue.js';
import { notFound, notPermitted } from '../../../application/refusal.js';
import type { ReportView } from '../../../application/reports/view.js';
import type { Plan } from '../../../domain/plan/schema.js';
import { DrawnCharts } from '../../documents/charts/drawn-charts.js';
import { asks, GetBy, PostBy } from '../../doors/ways.js';
import type { QueryParams } from '../../http/query-params.js';
import { type Form, withOffset } from '../form-schema.js';
import type { Page } from '../layout.js';
import { known, PageController } from '../page-controller.js';
import { ReportPage } from './report.js';
import { reportQuery } from './report-address.js';
import { ReportDiffPage } from './report-diff.js';
import { DEEDS, type Deed, KeepPage } from './report-keep.js';
import { ReportsPage } from './reports.js';

/** The yearly reports for who reads, keeps and compares them. */
@Controller()
export class ReportPagesController extends PageController {
  @Inject(DrawnCharts) private readonly charts!: DrawnCharts;

  @GetBy('report', asks('ReportView'))
  report(@Req() request: Request, @Res() response: Response, @Query() query: QueryParams) {
    return this.show(request, response, async (page, reader, ask) => {
      const view = await ask('ReportView', askedIn(page, query));
      return this.reportPage(page, reader, view, `/api/report?${reportQuery(view.report)}`);
    });
  }
  @GetBy('reports', asks('Reports'))
  list(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, _, ask) => {
      const list = await ask('Reports', { infohus: page.infohus });
      return ReportsPage({ page, list });
    });
  }
  @GetBy('reports/:eventId', asks('KeptReport'))
  kept(@Req() request: Request, @Res() response: Response, @Param('eventId') eventId: string) {
    return this.show(request, response, async (page, reader, ask) => {
      const view = await ask('KeptReport', { infohus: page.infohus, eventId: known(eventId) });
      const own = `infohus=${page.infohus}`;
      const file = `/api/reports/${eventId}?${own}`;
      return this.reportPage(page, reader, view, file, `/reports/${eventId}/diff?${own}`);
    });
  }
  @GetBy('reports/:eventId/diff', asks('KeptReport', 'DiffReport'))
  diff(
    @Req() request: Request,
    @Res() response: Response,
    @Param('eventId') eventId: string,
    @Query() query: QueryParams,
  ) {
    return this.show(request, response, async (page, _, ask) => {
      const { plan, asOf, clock } = query;
      const against = { plan, asOf, clock };
      const view = await ask('KeptReport', { infohus: page.infohus, eventId: known(eventId) });
      const found = await ask('DiffReport', { ...against, file: view.report } as Params<'DiffReport'>);
      return ReportDiffPage({ page, shown: { eventId, view, found, against: typeof plan === 'string' ? plan : '' } });
    });
  }

  /** Asks before it is done. */
  @GetBy('report/:deed', asks('InfohusContext'))
  confirm(
    @Req() request: Request,
    @Res() response: Response,
    @Param('deed') name: string,
    @Query() query: QueryParams,
  ) {
    return this.show(request, response, async (page, reader) => asking(page, reader, name, query));
  }
  @PostBy('report/:deed', asks('KeepReport'))
  keep(
    @Req() request: Request,
    @Res() response: Response,
    @Param('deed') name: string,
    @Query() query: QueryParams,
    @Body() form: Form,
  ) {
    return this.show(request, response, async (page, reader, ask) => {
      const [deed, asked] = [deedIn(name), askedIn(page, query)];
      if (!this.isOurs(request, form)) {
        response.status(403); // a form of an earlier login asks again, as it did before
        return asking(page, reader, name, query);
      }
      if (asked.asOf === undefined) return unseen(page);
      await ask('KeepReport', { ...asked, state: deed === 'freeze' ? 'frozen' : 'published' });
      return `/reports?infohus=${page.infohus}`;
    });
  }

  private async reportPage(page: Page, reader: Reader, view: ReportView, file: string, diff?: string) {
    const charts = await this.charts.of(view, page.language);
    const shown = { view, charts, file, mayKeep: mayKeep(page, reader) };
    return ReportPage({ page, shown: diff === undefined ? shown : { ...shown, diff } });
  }
}

function asking(page: Page, reader: Reader, name: string, query: QueryParams) {
  const [deed, asked] = [deedIn(name), askedIn(page, query)];
  const plan = page.plans.find((p) => p.planId === asked.plan) ?? notThere();
  if (!mayKeep(page, reader)) throw notPermitted();
  if (asked.asOf === undefined) return unseen(page);
  return KeepPage({ page, deed, plan, year: Number(asked.year), query: page.address.split('?')[1] ?? '' });
}

/** The report that an address asks for; what it leaves open is the page's own Infohus, its plan in force and this year. */
function askedIn(page: Page, query: QueryParams): Params<'Report'> {
  const { infohus, plans } = page;
  const plan = plans.find((p) => p.planId === query.plan && p.infohus === infohus) ?? defaultPlan(page) ?? notThere();
  const year = typeof query.year === 'string' && query.year !== '' ? query.year : yearOf(plan, page);
  const { when, clock } = query;
  const asOf = typeof when === 'string' && when !== '' ? withOffset(when) : query.asOf;
  // What the address says of the moment is checked where the query is asked.
  return {
    infohus,
    plan: plan.planId,
    year,
    ...((asOf ? { asOf, clock } : {}) as Pick<Params<'Report'>, 'asOf' | 'clock'>),
  };
}
const defaultPlan = ({ plan, plans, infohus }: Page): Plan | undefined =>
  plan ?? plans.find((p) => p.infohus === infohus);
/** This one where the plan reaches so far, else its first. */
const yearOf = ({ planId, from }: Plan, { plan, today }: Page): string =>
  (plan?.planId === planId && today ? today : from).slice(0, 4);

/** Nobody keeps what nobody has looked at, and a form sent twice keeps one report: the page of the report says its position. */
const unseen = ({ address }: Page): string => `/report?${address.split('?')[1] ?? ''}`;

/** Only whom the page offers it to; whether it may be done is decided where it is done. */
const mayKeep = ({ plan }: Page, { actor, purpose }: Reader): boolean =>
  decide(actor, 'publish', 'figures', purpose, toInfohus(actor, plan));

const deedIn = (name: string): Deed => DEEDS.find((d) => d === name) ?? notThere();
function notThere(): never {
  throw notFound();
}
