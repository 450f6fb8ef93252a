import { Body, Controller, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Drafts } from '../../../application/drafts.js';
import { DOORS } from '../../doors/doors.js';
import { asks, GetBy, Through } from '../../doors/ways.js';
import type { Form } from '../form-schema.js';
import { PageController } from '../page-controller.js';
import { said } from '../tasks/filled.js';
import { DraftsPage } from './drafts.js';

/** An address of our own forms. */
const PLACE = /^\/[\w/?=&%+.:-]{1,1000}$/;
/** What belongs to the form and not to what was typed. */
const OWN = new Set(['_csrf', '_place', '_previewed']);
export const typedIn = (form: Form): Form =>
  Object.fromEntries(Object.entries(form).filter(([name]) => !OWN.has(name)));

/** What is being typed, every few seconds, by the script of the pages; what waits to be given; and what is not wanted any more. */
@Controller()
export class DraftPages extends PageController {
  @Inject(Drafts) private readonly drafts!: Drafts;

  @GetBy('drafts', asks('InfohusContext'))
  list(@Req() request: Request, @Res() response: Response) {
    return this.show(request, response, async (page, { actor }) =>
      DraftsPage({ page, drafts: await this.drafts.list(actor.userId) }),
    );
  }

  @Through(DOORS.drafts, 'POST /drafts')
  async keep(@Req() request: Request, @Res() response: Response, @Body() form: Form): Promise<void> {
    const found = this.whose(request, form);
    if (!found) return void response.sendStatus(403);
    await this.drafts.keep(found.userId, found.place, typedIn(form));
    response.setHeader('X-Session-Until', found.until);
    response.sendStatus(204);
  }

  @Through(DOORS.drafts, 'POST /drafts/drop')
  async drop(@Req() request: Request, @Res() response: Response, @Body() form: Form): Promise<void> {
    const found = this.whose(request, form);
    if (!found) return void response.sendStatus(403);
    await this.drafts.done(found.userId, found.place);
    response.redirect(303, form._list ? '/drafts' : found.place);
  }

  private whose(request: Request, form: Form) {
    const session = this.sessions.of(request);
    const place = said(form._place);
    if (!session || !this.isOurs(request, form) || !PLACE.test(place)) return undefined;
    return { userId: session.actor.userId, place, until: session.until };
  }
}
