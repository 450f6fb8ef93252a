import { Body, Controller, HttpCode, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { decide } from '../../application/authorization/policy.js';
import type { Reader } from '../../application/authorization/reader.js';
import { toInfohus } from '../../application/authorization/relations.js';
import type { Params } from '../../application/queries/catalogue.js';
import { WORK_LISTS } from '../../application/queries/work/work-lists.js';
import { notFound } from '../../application/refusal.js';
import { SavedLists } from '../../application/saved-lists.js';
import { localYearOf } from '../../domain/kernel/calendar.js';
import { DrawnCharts } from '../documents/charts/drawn-charts.js';
import { DOORS } from '../doors/doors.js';
import { asks, GetBy, PostBy, Through } from '../doors/ways.js';
import type { QueryParams } from '../http/query-params.js';
import { CASE_FILTERS, CasesPage } from './case/cases.js';
import { ConcernPage } from './concern/concern.js';
import { CONCERN_FILTERS, ConcernsPage } from './concern/concerns.js';
import type { Form } from './form-schema.js';
import { AnalystHomePage } from './home/analyst.js';
import { HomePage } from './home/home.js';
import { WORK_FILTERS, WorkListPage } from './home/work-list.js';
import { WorkerHomePage } from './home/worker.js';
import type { Page } from './layout.js';
import { type Chosen, chosenOf } from './list.js';
import { MEETING_FILTERS, MeetingPage, MeetingsPage } from './meeting/meetings.js';
import { PartsPage } from './operations/parts.js';
import { ReadModelsPage } from './operations/read-models.js';
import { OversightPage } from './oversight/oversight.js';
import { type Ask, inItsInfohus, known, PageController } from './page-controller.js';
import { PersonPage } from './person/person.js';
import { PlansPage } from './plans/plans.js';
import { QualityPage } from './quality/quality.js';
import { MENTOR_FILTERS, MentorsPage } from './registers/mentors.js';
import { OverviewPage } from './registers/overview.js';
import { REGISTER_FILTERS, REGISTERS, RegisterPage } from './registers/registers.js';

/** The pages: thin, server-rendered, each a question or a command like any other. */
@Controller()
export class WebController extends PageController {
  @Inject(DrawnCharts) private readonly charts!: DrawnCharts;
  @Inject(SavedLists) private readonly saved!: SavedLists;

  @Through(DOORS.language)
  language(@Param('code') code: string, @Query('back') back: string | undefined, @Res() response: Response) {
    response.setHeader('Set-Cookie', this.sessions.cookies.languageIs(code === 'en' ? 'en' : 'da'));
    response.redirect(303, back && /^\/([\w-][\w/-]*)?(\?[\w=&*.+%-]*)?$/.test(back) ? back : '/');
  }

  @GetBy('', asks('Home', 'Oversight', 'ReportView', 'Reports', 'DataQuality', 'Parts'))
  home(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, reader, ask) => {
      if (!decide(reader.actor, 'list', 'case', reader.purpose, [])) return this.otherHome(page, reader, ask);
      const { infohus } = page;
      if (reader.purpose === 'casework') {
        const [home, saved] = await Promise.all([ask('Home', { infohus }), this.saved.list(reader.actor.userId)]);
        return WorkerHomePage({ page, home, saved });
      }
      return OversightPage({ page, found: await ask('Oversight', { infohus }) });
    });
  }
  /** Whose role sees no cases: how the parts are, or figures by the plan in force, of this year. */
  private async otherHome(page: Page, { actor, purpose }: Reader, ask: Ask) {
    if (decide(actor, 'operate', 'machine', purpose, [])) return PartsPage({ page, parts: await ask('Parts', {}) });
    const { infohus, plan, language } = page;
    if (!plan || !decide(actor, 'report', 'figures', purpose, toInfohus(actor, plan))) return HomePage({ page });
    const view = await ask('ReportView', { infohus, plan: plan.planId, year: localYearOf(new Date().toISOString()) });
    const [reports, quality] = await Promise.all([ask('Reports', { infohus }), ask('DataQuality', { infohus })]);
    const charts = await this.charts.of(view, language);
    return AnalystHomePage({ page, home: { view, charts, reports, quality } });
  }
  @GetBy('cases', asks('Cases'))
  cases(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const chosen = chosenOf(asked, CASE_FILTERS);
      const list = await ask('Cases', partOf<'Cases'>(page, chosen, asked));
      return CasesPage({ page, list, chosen, isFirst: !asked.cursor, now: new Date().toISOString() });
    });
  }
  @GetBy('work', asks('Work'))
  work(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const chosen = chosenOf(asked, WORK_FILTERS);
      const name = WORK_LISTS.find((list) => list === chosen.list);
      if (!name) throw notFound();
      const list = await ask('Work', partOf<'Work'>(page, chosen, asked));
      return WorkListPage({ page, list, name, chosen, isFirst: !asked.cursor, now: new Date().toISOString() });
    });
  }
  @GetBy('concerns', asks('Concerns'))
  concerns(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const chosen = chosenOf(asked, CONCERN_FILTERS);
      const list = await ask('Concerns', partOf<'Concerns'>(page, chosen, asked));
      return ConcernsPage({ page, list, chosen, isFirst: !asked.cursor, now: new Date().toISOString() });
    });
  }
  @GetBy('concerns/:id', asks('Concern', 'ConcernNames', 'ConcernActions', 'ConcernPackages'))
  concern(@Req() request: Request, @Res() response: Response, @Param('id') id: string) {
    return this.show(request, response, async (page, _, ask) => {
      const found = await ask('Concern', { id: known(id) });
      const [names, acts, packages, own] = await Promise.all([
        ask('ConcernNames', { id: known(id) }),
        ask('ConcernActions', { id: known(id) }),
        ask('ConcernPackages', { id: known(id) }),
        inItsInfohus(ask, page, found.infohus),
      ]);
      return ConcernPage({ page: own, found, names, acts, packages });
    });
  }
  @GetBy('persons/:id', asks('Person', 'PersonActions'))
  person(@Req() request: Request, @Res() response: Response, @Param('id') asked: string) {
    return this.show(request, response, async (page, _, ask) => {
      const id = known(asked);
      const found = await ask('Person', { id });
      return PersonPage({ page, shown: { found, acts: await ask('PersonActions', { id }) } });
    });
  }
  /** A protected address, for a reason: in the answer alone, an access event of its own. */
  @PostBy('persons/:id/address', asks('Person', 'PersonActions'))
  @HttpCode(200)
  address(@Req() request: Request, @Res() response: Response, @Param('id') asked: string, @Body() form: Form) {
    return this.show(request, response, async (page, _, ask) => {
      this.checked(request, form);
      const [id, reason] = [known(asked), typeof form.reason === 'string' ? form.reason : ''];
      const found = await ask('Person', { id, reveal: 'address', reason });
      return PersonPage({ page, shown: { found, acts: await ask('PersonActions', { id }) } });
    });
  }
  /** Loaded again, or in the other language: shown once, the address is shown no more. */
  @GetBy('persons/:id/address', asks('InfohusContext'))
  addressAgain(@Req() request: Request, @Res() response: Response, @Param('id') id: string) {
    return this.show(request, response, async ({ infohus }) => `/persons/${known(id)}?infohus=${infohus}`);
  }
  @GetBy('meetings', asks('Meetings'))
  meetings(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const chosen = chosenOf(asked, MEETING_FILTERS);
      const list = await ask('Meetings', partOf<'Meetings'>(page, chosen, asked));
      return MeetingsPage({ page, list, chosen, isFirst: !asked.cursor });
    });
  }
  @GetBy('meetings/:id', asks('Meeting', 'MeetingActions'))
  meeting(@Req() request: Request, @Res() response: Response, @Param('id') id: string) {
    return this.show(request, response, async (page, _, ask) => {
      const found = await ask('Meeting', { id: known(id) });
      const acts = await ask('MeetingActions', { id: known(id) });
      return MeetingPage({ page: await inItsInfohus(ask, page, found.infohus), found, acts });
    });
  }
  @GetBy('registers/:name', asks('Register'))
  register(
    @Req() request: Request,
    @Res() response: Response,
    @Param('name') which: string,
    @Query() asked: QueryParams,
  ) {
    return this.show(request, response, async (page, _, ask) => {
      const name = REGISTERS.find((r) => r === which);
      if (!name) throw notFound();
      const chosen = chosenOf(asked, REGISTER_FILTERS);
      const list = await ask('Register', partOf<'Register'>(page, { ...chosen, name }, asked));
      return RegisterPage({ page, name, list, chosen, isFirst: !asked.cursor });
    });
  }
  @GetBy('mentors', asks('Mentors'))
  mentors(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const chosen = chosenOf(asked, MENTOR_FILTERS);
      const list = await ask('Mentors', partOf<'Mentors'>(page, chosen, asked));
      return MentorsPage({ page, list, chosen, isFirst: !asked.cursor });
    });
  }
  @GetBy('overview', asks('Overview'))
  overview(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, _, ask) =>
      OverviewPage({ page, counts: await ask('Overview', { infohus: page.infohus }) }),
    );
  }
  @GetBy('data-quality', asks('DataQuality'))
  quality(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, _, ask) =>
      QualityPage({ page, found: await ask('DataQuality', { infohus: page.infohus }) }),
    );
  }
  @GetBy('plans', asks('Plans'))
  plans(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, _, ask) =>
      PlansPage({ page, found: await ask('Plans', { infohus: page.infohus }) }),
    );
  }
  /** While a rebuild is under way the page comes anew by itself, without a script. */
  @GetBy('read-models', asks('ReadModels'))
  readModels(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, _, ask) => {
      const view = await ask('ReadModels', {});
      if (view.rebuild?.running) response.setHeader('Refresh', '5');
      return ReadModelsPage({ page, view });
    });
  }
}

/** Rows on a page: what fits three screens. */
const ROWS = 50;
/** The page of a list that the address names. */
const partOf = <N extends 'Cases' | 'Concerns' | 'Work' | 'Meetings' | 'Register' | 'Mentors'>(
  { infohus }: Page,
  chosen: Chosen,
  { cursor }: QueryParams,
) => ({ limit: ROWS, ...chosen, ...(typeof cursor === 'string' ? { cursor } : {}), infohus }) as unknown as Params<N>;
