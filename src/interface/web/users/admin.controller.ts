import { Controller, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { asks, GetBy } from '../../doors/ways.js';
import { PartsPage } from '../operations/parts.js';
import { PageController } from '../page-controller.js';
import { PlanCheckPage } from '../plans/plan-check.js';
import { UserPage, UsersPage } from './users.js';

/** The pages of who runs the installation. */
@Controller()
export class AdminController extends PageController {
  @GetBy('parts', asks('Parts'))
  parts(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, _, ask) => PartsPage({ page, parts: await ask('Parts', {}) }));
  }
  @GetBy('users', asks('Users'))
  users(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, _, ask) =>
      UsersPage({ page, found: await ask('Users', { infohus: page.infohus }) }),
    );
  }
  @GetBy('users/:id', asks('UserChanges'))
  user(@Req() request: Request, @Res() response: Response, @Param('id') userId: string) {
    return this.show(request, response, async (page, _, ask) =>
      UserPage({ page, userId, changes: await ask('UserChanges', { userId }) }),
    );
  }
  @GetBy('plans/check/:id', asks('PlanCheck'))
  check(@Req() request: Request, @Res() response: Response, @Param('id') planId: string) {
    return this.show(request, response, async (page, _, ask) =>
      PlanCheckPage({ page, check: await ask('PlanCheck', { infohus: page.infohus, planId }) }),
    );
  }
}
