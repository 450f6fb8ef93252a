import { Controller, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { asks, GetBy } from '../../doors/ways.js';
import { inItsInfohus, known, PageController } from '../page-controller.js';
import { IncomingListPage, IncomingPage } from './incoming.js';

/** What other installations handed over, for who answers it and who oversees it (B-7). */
@Controller()
export class TransferController extends PageController {
  @GetBy('transfers', asks('IncomingTransfers'))
  list(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, _, ask) =>
      IncomingListPage({ page, rows: await ask('IncomingTransfers', { infohus: page.infohus }) }),
    );
  }
  @GetBy('transfers/:id', asks('IncomingTransfer'))
  one(@Req() request: Request, @Res() response: Response, @Param('id') asked: string) {
    return this.show(request, response, async (page, _, ask) => {
      const found = await ask('IncomingTransfer', { id: known(asked) });
      return IncomingPage({ page: await inItsInfohus(ask, page, found.infohus), found });
    });
  }
}
