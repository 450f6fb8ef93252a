import { Controller, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Params } from '../../../application/queries/catalogue.js';
import { asks, GetBy } from '../../doors/ways.js';
import type { QueryParams } from '../../http/query-params.js';
import { chosenOf } from '../list.js';
import { PageController } from '../page-controller.js';
import { DISCLOSURE_FILTERS, DisclosuresPage } from './disclosures.js';

/** Rows on a page: what fits three screens. */
const LISTED = 50;

@Controller()
export class DisclosuresController extends PageController {
  @GetBy('disclosures', asks('Disclosures'))
  disclosures(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, _, ask) => {
      const chosen = chosenOf(asked, DISCLOSURE_FILTERS);
      const part = { limit: LISTED, ...(typeof asked.cursor === 'string' ? { cursor: asked.cursor } : {}) };
      const list = await ask('Disclosures', { ...chosen, ...part, infohus: page.infohus } as Params<'Disclosures'>);
      return DisclosuresPage({ page, list, chosen, isFirst: !asked.cursor });
    });
  }
}
