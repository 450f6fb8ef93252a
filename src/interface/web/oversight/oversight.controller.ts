import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Params } from '../../../application/queries/catalogue.js';
import { asks, GetBy } from '../../doors/ways.js';
import type { QueryParams } from '../../http/query-params.js';
import { chosenOf } from '../list.js';
import { inItsInfohus, known, PageController } from '../page-controller.js';
import { GLASS_FILTERS, GlassesPage, GlassPage } from './glass.js';
import { WIDENING_FILTERS, WideningsPage } from './widenings.js';

/** Rows on a page: what fits three screens. */
const ROWS = 50;

/** The lists that a compliance officer's home leads to. */
@Controller()
export class OversightController extends PageController {
  @GetBy('broken-glass', asks('BrokenGlasses'))
  glasses(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const chosen = chosenOf(asked, GLASS_FILTERS);
      const part = { limit: ROWS, ...chosenOf(asked, ['cursor']) };
      const list = await ask('BrokenGlasses', { ...chosen, ...part, infohus: page.infohus } as Params<'BrokenGlasses'>);
      return GlassesPage({ page, list, chosen, isFirst: !asked.cursor, now: new Date().toISOString() });
    });
  }
  @GetBy('widenings', asks('Widenings'))
  widenings(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const chosen = chosenOf(asked, WIDENING_FILTERS);
      return WideningsPage({ page, rows: await ask('Widenings', { ...chosen, infohus: page.infohus }), chosen });
    });
  }
  @GetBy('broken-glass/:id', asks('BrokenGlass'))
  glass(@Req() request: Request, @Res() response: Response, @Param('id') id: string) {
    return this.show(request, response, async (page, _, ask) => {
      const found = await ask('BrokenGlass', { id: known(id) });
      return GlassPage({ page: await inItsInfohus(ask, page, found.infohus), found, now: new Date().toISOString() });
    });
  }
}
