import { Controller, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { asks, GetBy } from '../../doors/ways.js';
import { known, PageController } from '../page-controller.js';
import { MovedPage, TeamPage } from './team.js';

/** A leader's pages. */
@Controller()
export class TeamController extends PageController {
  @GetBy('team', asks('Team'))
  team(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, _, ask) =>
      TeamPage({ page, team: await ask('Team', { infohus: page.infohus }) }),
    );
  }
  @GetBy('reassignments/:id', asks('Reassigned'))
  moved(@Req() request: Request, @Res() response: Response, @Param('id') id: string) {
    return this.show(request, response, async (page, _, ask) =>
      MovedPage({ page, moved: await ask('Reassigned', { id: known(id) }) }),
    );
  }
}
