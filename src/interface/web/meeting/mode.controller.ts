import { randomUUID } from 'node:crypto';
import { Body, Controller, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import { Drafts } from '../../../application/drafts.js';
import { notPermitted } from '../../../application/refusal.js';
import { asks, GetBy, gives, PostBy } from '../../doors/ways.js';
import type { QueryParams } from '../../http/query-params.js';
import { failed } from '../../http/walls/failures.js';
import { typedIn } from '../drafts/drafts.controller.js';
import type { Form } from '../form-schema.js';
import type { Page } from '../layout.js';
import { type Ask, inItsInfohus, known, PageController } from '../page-controller.js';
import { said } from '../tasks/filled.js';
import { commandIdIn, giveAll, givingBy } from '../tasks/give.js';
import { FormOfAnotherLogin, problemOn } from '../tasks/refused.js';
import { MeetingModePage, type Mode, modeHref } from './mode.js';
import { givenAt } from './mode-given.js';
import { caseOfItem } from './said.js';

/** A meeting while it is held, for who writes it down: the same commands as by their own pages, an item at a time. */
@Controller()
export class MeetingModePages extends PageController {
  @Inject(CommandBus) private readonly commandBus!: CommandBus;
  @Inject(Drafts) private readonly drafts!: Drafts;

  @GetBy('meetings/:id/mode', asks('Meeting', 'MeetingActions', 'CaseAsOf', 'CaseNames', 'CaseActions'))
  open(@Req() request: Request, @Res() response: Response, @Param('id') id: string, @Query() query: QueryParams) {
    return this.show(request, response, async (page, { actor }, ask) => {
      const { own, found } = await meetingFor(ask, page, id);
      const { item } = placeIn(query, found);
      const place = modeHref(own, found.meetingId, item);
      const draft = await this.drafts.find(actor.userId, place).catch(() => undefined);
      const taken = draft && query._draft ? draft.form : {};
      const commandId = said(taken._commandId) || randomUUID();
      const offered = draft && !query._draft ? { at: draft.at, place } : undefined;
      const itsCase = await caseOfItem(ask, own, found, item);
      return MeetingModePage({ page: own, mode: { found, item, form: taken, commandId, draft: offered, itsCase } });
    });
  }

  @PostBy('meetings/:id/mode', gives('Meeting', 'MeetingActions', 'CaseAsOf', 'CaseNames', 'CaseActions'))
  sent(
    @Req() request: Request,
    @Res() response: Response,
    @Param('id') id: string,
    @Query() query: QueryParams,
    @Body() form: Form,
  ) {
    return this.show(request, response, async (page, reader, ask) => {
      const { userId } = reader.actor;
      const { own, found } = await meetingFor(ask, page, id);
      const { item } = placeIn(query, found);
      const place = modeHref(own, found.meetingId, item);
      const commandId = commandIdIn(form);
      const on = `/meetings/${found.meetingId}`;
      const search = new URLSearchParams({ infohus: own.infohus });
      try {
        if (!this.isOurs(request, form)) throw new FormOfAnotherLogin();
        const all = givenAt(found.meetingId, form, commandId);
        const next = form._close ? on : `${on}/mode`;
        if (!form._close) search.set('item', String(Math.min(item + 2, found.agenda.length)));
        if (all.length === 0) return `${next}?${search}`;
        const { position, fresh } = await giveAll(all, givingBy(this.commandBus, reader));
        await this.drafts.done(userId, place).catch((fault) => failed(response, fault));
        search.set('after', String(position));
        search.set('done', all.at(-1)?.request.command.name ?? '');
        if (!fresh) search.set('again', '1');
        return `${next}?${search}`;
      } catch (error) {
        const { status, problem } = problemOn(own, error);
        response.status(status);
        if (status >= 500) failed(response, error);
        // A form of another login is no draft of this one.
        if (this.isOurs(request, form))
          await this.drafts.keep(userId, place, typedIn(form)).catch((fault) => failed(response, fault));
        const itsCase = await caseOfItem(ask, own, found, item);
        return MeetingModePage({ page: own, mode: { found, item, form, commandId, problem, itsCase } });
      }
    });
  }
}

async function meetingFor(ask: Ask, page: Page, id: string) {
  const found = await ask('Meeting', { id: known(id) });
  const acts = await ask('MeetingActions', { id: known(id) });
  // Whoever cannot write it down has the page of the meeting.
  if (!acts.some((a) => a.command === 'RecordDecision' && a.against === null)) throw notPermitted();
  return { found, own: await inItsInfohus(ask, page, found.infohus) };
}

function placeIn({ item }: QueryParams, { agenda }: Mode['found']) {
  const asked = typeof item === 'string' && /^\d{1,3}$/.test(item) ? Number(item) - 1 : 0;
  return { item: Math.max(0, Math.min(asked, agenda.length - 1)) };
}
