import { Body, Controller, HttpCode, Inject, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { invalid, Refused } from '../../../application/refusal.js';
import { SavedLists } from '../../../application/saved-lists.js';
import { DOORS } from '../../doors/doors.js';
import { asks, GetBy, Through } from '../../doors/ways.js';
import { problemOf } from '../../http/problem.js';
import type { QueryParams } from '../../http/query-params.js';
import { adviceIn } from '../../words/refusals.js';
import type { Form } from '../form-schema.js';
import { PageController } from '../page-controller.js';
import { said } from '../tasks/filled.js';
import { keptOf } from './address.js';
import { SavedListsPage } from './saved-lists.js';

/** Lists that one comes back to: kept under a name, renamed, deleted; one's own alone. */
@Controller()
export class SavedListPages extends PageController {
  @Inject(SavedLists) private readonly saved!: SavedLists;

  @GetBy('saved-lists', asks('InfohusContext'))
  list(@Req() request: Request, @Res() response: Response, @Query() asked: QueryParams) {
    return this.show(request, response, async (page, { actor }) =>
      SavedListsPage({ page, lists: await this.saved.list(actor.userId), done: asked.saved === '1' }),
    );
  }

  @Through(DOORS.savedLists, 'POST /saved-lists')
  @HttpCode(200)
  save(@Req() request: Request, @Res() response: Response, @Body() form: Form) {
    return this.changed(request, response, form, (userId) => {
      const address = keptOf(said(form.address));
      if (!address) throw invalid([{ path: 'address', message: 'is no list' }]);
      return this.saved.save(userId, { name: said(form.name), address });
    });
  }
  @Through(DOORS.savedLists, 'POST /saved-lists/rename')
  @HttpCode(200)
  rename(@Req() request: Request, @Res() response: Response, @Body() form: Form) {
    return this.changed(request, response, form, (userId) => this.saved.rename(userId, idIn(form), said(form.name)));
  }
  @Through(DOORS.savedLists, 'POST /saved-lists/drop')
  @HttpCode(200)
  drop(@Req() request: Request, @Res() response: Response, @Body() form: Form) {
    return this.changed(request, response, form, (userId) => this.saved.drop(userId, idIn(form)));
  }

  /** Back where they stand; what was refused stays as it was typed. */
  private changed(request: Request, response: Response, form: Form, change: (userId: string) => Promise<void>) {
    return this.show(request, response, async (page, { actor }) => {
      this.checked(request, form);
      try {
        await change(actor.userId);
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'validation-failed') throw error;
        const { status, body } = problemOf(error);
        response.status(status);
        const detail = [adviceIn(page.language, body), ...(body.errors ?? []).map((e) => e.message)].join(' ');
        const refused = { detail, name: said(form.name), address: keptOf(said(form.address)) };
        return SavedListsPage({ page, lists: await this.saved.list(actor.userId), refused });
      }
      return `/saved-lists?infohus=${page.infohus}&saved=1`;
    });
  }
}

const idIn = (form: Form): string => {
  const id = said(form.id);
  return /^[0-9a-f-]{36}$/.test(id) ? id : '';
};
