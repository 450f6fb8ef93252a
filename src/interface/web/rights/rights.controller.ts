import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import type { Params } from '../../../application/queries/catalogue.js';
import { Sessions } from '../../http/identity/sessions.js';
import { known, PageController } from '../page-controller.js';
import { RetentionMovesPage, RetentionPage } from './retention.js';

/** The pages of compliance on the rights of those whom the records are about. */
@Controller()
export class RightsController extends PageController {
  constructor(@Inject(QueryBus) queryBus: QueryBus, @Inject(Sessions) sessions: Sessions) {
    super(queryBus, sessions);
  }

  @Get('retention')
  retention(@Req() request: Request, @Res() response: Response, @Query('state') asked: string | undefined) {
    return this.show(request, response, async (page, _, ask) => {
      const state = (asked || undefined) as Params<'Retention'>['state'];
      return RetentionPage({ page, state, rows: await ask('Retention', { infohus: page.infohus, state }) });
    });
  }
  @Get('retention/:kind/:id')
  moves(@Req() request: Request, @Res() response: Response, @Param('kind') kind: string, @Param('id') id: string) {
    return this.show(request, response, async (page, _, ask) => {
      const about = { kind: kind as Params<'RetentionMoves'>['kind'], recordId: known(id) };
      const moves = await ask('RetentionMoves', { kind: about.kind, id: about.recordId });
      return RetentionMovesPage({ page, moves, about });
    });
  }
}
