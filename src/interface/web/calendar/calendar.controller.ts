import { Controller, Inject, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import { purposeOf } from '../../../application/authorization/policy.js';
import type { Reader } from '../../../application/authorization/reader.js';
import { actorOf } from '../../../application/identity/logins.js';
import type { CalendarEntry, CalendarWriter } from '../../../application/ports/calendar.js';
import type { SessionRow } from '../../../application/ports/identity.js';
import { calendarIdOf, TITLE } from '../../../application/processes/post/invitations.js';
import type { Params, QueryName } from '../../../application/queries/catalogue.js';
import { notFound } from '../../../application/refusal.js';
import { DOORS } from '../../doors/doors.js';
import { Through } from '../../doors/ways.js';
import { AskQuery, askOver, type PageMoment } from '../../http/envelopes.js';
import { IDENTITY, type Identity } from '../../http/identity/identity.js';
import { OpenPages } from '../live/open-pages.js';

export const CALENDARS = Symbol('calendars');
/** A secret as it is made (256 bits, base64url), with the ending that some calendars ask for. */
const ADDRESS = /^([\w-]{43})(?:\.ics)?$/;
/** The calendar comes for the same again and again: what it shows counts as a page that stays open. */
const PLACE = 'calendar';

/**
 * A user's meetings in a calendar of their own (landscape.md section 6): as who they are now, and each with its time alone. What it shows anew is an
 * access event like any list; that it comes every few minutes is not.
 */
@Controller()
export class CalendarFeed {
  constructor(
    @Inject(IDENTITY) private readonly identity: Identity,
    @Inject(CALENDARS) private readonly calendars: CalendarWriter,
    @Inject(QueryBus) private readonly bus: QueryBus,
    @Inject(OpenPages) private readonly openPages: OpenPages,
  ) {}

  @Through(DOORS.calendar)
  async feed(@Req() request: Request, @Res() response: Response, @Param('secret') address: string): Promise<void> {
    const [, secret] = ADDRESS.exec(address) ?? [];
    const row = this.identity.calendars && secret ? await this.identity.logins.ofCalendar(secret) : undefined;
    if (!row) throw notFound();
    if (request.ip !== undefined) await this.identity.logins.usedFrom(row, request.ip);
    const entries = await this.meetingsOf(row);
    const file = this.calendars.feed(entries, this.identity.now());
    response.type('text/calendar').attachment('sagsspor.ics').send(file);
  }

  private async meetingsOf(row: SessionRow): Promise<readonly CalendarEntry[]> {
    const actor = actorOf(row);
    const reader: Reader = { actor, purpose: purposeOf(actor.role), steppedUp: false };
    const moment: PageMoment = {};
    const ask = <N extends QueryName>(name: N, params: Params<N>) =>
      askOver(this.bus, new AskQuery(name, params, reader, undefined, moment));
    const { infohuse, today } = await ask('InfohusContext', {});
    moment.shown = this.openPages.shownOn({ address: PLACE, today }, { row }, true);
    const found: CalendarEntry[] = [];
    for (const infohus of infohuse)
      for (const { meetingId, startsAt } of (await ask('Meetings', { infohus, coming: 'true' })).rows)
        found.push({ uid: calendarIdOf(meetingId), startsAt, title: TITLE });
    return found;
  }
}
