import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { referenceIn } from '../../../application/numbers/record-numbers.js';
import type { Params } from '../../../application/queries/catalogue.js';
import { asks, GetBy } from '../../doors/ways.js';
import type { QueryParams } from '../../http/query-params.js';
import { chosenOf, listHref } from '../list.js';
import { known, PageController } from '../page-controller.js';
import { ACCESS_FILTERS, AccessLogPage, NobodyLookedPage, RecordAccessPage } from './access-log.js';
import { LOGIN_FILTERS, LoginsPage } from './logins.js';
import { SAMPLE_FILTERS, SamplePage } from './sample.js';

/** Rows on a page: what fits three screens. */
const LISTED = 50;

/** The pages of compliance on who has seen what. */
@Controller()
export class AccessController extends PageController {
  @GetBy('access-log', asks('AccessLog'))
  log(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const chosen = chosenOf(asked, ACCESS_FILTERS);
      const part = { limit: LISTED, ...(typeof asked.cursor === 'string' ? { cursor: asked.cursor } : {}) };
      const list = await ask('AccessLog', { ...chosen, ...part, infohus: page.infohus } as Params<'AccessLog'>);
      return AccessLogPage({ page, list, chosen, isFirst: !asked.cursor });
    });
  }
  /** From what is said on the telephone to its page; what is no number leads back to the form. */
  @GetBy('access-log/find', asks('InfohusContext'))
  find(@Req() request: Request, @Res() response: Response, @Query('number') number = '') {
    return this.show(request, response, async ({ infohus }) => {
      const named = String(number).trim();
      const id = referenceIn(named)?.infohus === undefined ? `${infohus}:${named}` : named;
      return referenceIn(named)
        ? `/access-log/records/${encodeURIComponent(id)}?infohus=${infohus}`
        : `/access-log?infohus=${infohus}`;
    });
  }
  /** A draw leads to its own address, where it stays what it is however often it is opened. */
  @GetBy('access-log/sample', asks('SampleAccess'))
  sample(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const chosen = chosenOf(asked, SAMPLE_FILTERS);
      const { infohus } = page;
      const sample = await ask('SampleAccess', { ...chosen, infohus } as Params<'SampleAccess'>);
      const { from, to, seed } = sample;
      if (chosen.seed === undefined) return listHref('/access-log/sample', page, { ...chosen, from, to, seed });
      return SamplePage({ page, sample, chosen });
    });
  }
  @GetBy('access-log/logins', asks('Logins'))
  logins(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const chosen = chosenOf(asked, LOGIN_FILTERS);
      return LoginsPage({ page, list: await ask('Logins', { ...chosen } as Params<'Logins'>), chosen });
    });
  }
  @GetBy('access-log/records/:id', asks('RecordAccess'))
  record(@Req() request: Request, @Res() response: Response, @Param('id') id: string) {
    return this.show(request, response, async (page, _, ask) =>
      RecordAccessPage({ page, id, found: await ask('RecordAccess', { id: known(id) }) }),
    );
  }
  @GetBy('access-log/records/:id/nobody', asks('NobodyLooked'))
  nobody(@Req() request: Request, @Res() response: Response, @Param('id') id: string, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const chosen = chosenOf(asked, ['agency', 'from', 'to']);
      const found = await ask('NobodyLooked', { ...chosen, id: known(id) } as Params<'NobodyLooked'>);
      return NobodyLookedPage({ page, found });
    });
  }
}
