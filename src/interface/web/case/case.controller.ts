import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Params } from '../../../application/queries/catalogue.js';
import type { Chart } from '../../documents/charts/chart.js';
import { asks, GetBy } from '../../doors/ways.js';
import type { QueryParams } from '../../http/query-params.js';
import { withOffset } from '../form-schema.js';
import type { Page } from '../layout.js';
import { chosenOf } from '../list.js';
import { inItsInfohus, known, PageController } from '../page-controller.js';
import { CasePage } from './case.js';
import { chainPicture, endOf, supportPicture } from './case-pictures.js';
import { CASE_TABS, type CaseShown, type CaseTab, TIMELINE_FILTERS } from './case-shown.js';

/** A case, each tab at an address of its own, as of any moment by either clock. */
@Controller()
export class CasePages extends PageController {
  @GetBy(
    CASE_TABS.map((tab) => (tab === 'overview' ? 'cases/:id' : `cases/:id/${tab}`)),
    asks(
      ...(['CaseAsOf', 'CaseHandovers', 'CaseNames', 'CaseActions', 'CaseDeadlines', 'CaseMeetings'] as const),
      ...(['CasePackages', 'CaseAccess'] as const),
    ),
  )
  case(@Req() request: Request, @Res() response: Response, @Param('id') asked: string, @Query() query: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const tab = CASE_TABS.find((name) => request.path.endsWith(`/${name}`)) ?? 'overview';
      const id = known(asked);
      const { at, clock } = momentIn(query);
      const moment = { id, at, clock: clock as Params<'CaseAsOf'>['clock'] };
      const found = await ask('CaseAsOf', { ...moment, texts: true });
      // Once it is known that the case may be shown, the rest is asked at once: one wait, and the looks are recorded together.
      const withMeetings = WITH_MEETINGS.has(tab) && !found.disclosedOnly;
      const withPackages = tab === 'responsibility' || found.disclosedOnly;
      const [chain, names, own, acts, due, meetings, packages, access] = await Promise.all([
        ask('CaseHandovers', moment),
        ask('CaseNames', { id }),
        inItsInfohus(ask, page, found.infohus),
        ask('CaseActions', { id }),
        ask('CaseDeadlines', { id }),
        withMeetings ? ask('CaseMeetings', { id }) : [],
        withPackages ? ask('CasePackages', { id }) : [],
        tab === 'access' ? ask('CaseAccess', { id }) : [],
      ]);
      const shown: Omit<CaseShown, 'pictures'> = {
        ...{ tab, found, chain, at, clock, chosen: chosenOf(query, TIMELINE_FILTERS), acts, due },
        ...{ meetings, packages, access },
        person: (personId) => names[personId] ?? page.say('person.unnamed'),
      };
      return CasePage({ page: own, shown: { ...shown, pictures: await picturesOf(own, shown) } });
    });
  }
}
const WITH_MEETINGS: ReadonlySet<CaseTab> = new Set(['overview', 'meetings']);

/** Picked in Danish time, or an instant or a position as a link says it. */
const momentIn = ({ at, clock }: QueryParams) => ({
  at: typeof at === 'string' ? withOffset(at) : '',
  clock: clock === 'occurred' ? 'occurred' : 'recorded',
});

/** A picture takes longer than a page: only the tab that it stands on draws it. */
async function picturesOf(page: Page, { tab, found, chain, person, at }: Omit<CaseShown, 'pictures'>) {
  if (found.disclosedOnly) return [];
  const until = endOf(found, at === '' ? new Date().toISOString() : '');
  const drawn: readonly (Chart | null)[] =
    tab === 'support'
      ? [await supportPicture(page, found, person, until)]
      : tab === 'responsibility'
        ? [await chainPicture(page, chain, until)]
        : [];
  return drawn.filter((chart) => chart !== null);
}
