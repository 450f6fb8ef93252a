import { z } from 'zod';
import { caseAggregate } from '../../../domain/case/state.js';
import { concernAggregate } from '../../../domain/concern/state.js';
import { localDateOf, startOfDay } from '../../../domain/kernel/calendar.js';
import type { MeetingState, MeetingSubject } from '../../../domain/meeting/state.js';
import { MEETING_ORDERS, MEETINGS } from '../../../projections/registers/register-query.js';
import type { RegisterRow } from '../../../projections/registers/registers.js';
import { Acquaintance } from '../../authorization/acquaintance.js';
import type { Relation } from '../../authorization/relations.js';
import { loadRecord } from '../../load.js';
import { rowActs, withActs } from '../acts/row-acts.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { numbered, ofRecord } from '../numbered.js';
import { listed, listOf, sifted } from '../paging.js';
import * as p from '../params.js';
import { meetingView } from '../records.js';
import { proposedAgenda } from './agenda.js';
import { seesAll, shareOf, sharesOf, toMeeting, toMeetingRead } from './meeting-share.js';

const attendee = z.object({ userId: a.text, agency: a.text });
const subject = z.custom<MeetingSubject>((v) => typeof v === 'object' && v !== null);

/** What the reader is to a meeting. Undefined: there is no such meeting. */
export async function meetingRelations(
  { id }: { readonly id: string },
  asking: Asking,
): Promise<readonly Relation[] | undefined> {
  const view = await meetingView(asking.store, asking.sealing, id);
  return view.calledAt === null ? undefined : toMeetingRead(view, asking);
}

const meetingFilters = {
  /** Of today and later, and not closed: the next one first, where no order is asked for. */
  coming: p.flag,
  sort: p.sortIn(MEETING_ORDERS),
};
type MeetingsAsked = z.output<z.ZodObject<typeof meetingFilters>> & { readonly infohus: string };

/** The meetings that the reader is shown, as a page and as a file; the newest first, of those to come the next one. */
function meetingsListed({ infohus, coming, sort }: MeetingsAsked, asking: Asking) {
  const { live, reader, may, planOf, now } = asking;
  const startsFrom = coming ? startOfDay(localDateOf(now)) : undefined;
  const asked = { infohus, aggregate: 'meeting' as const, startsFrom, sort: sort ?? (coming ? 'starts' : '-starts') };
  // Who only owes a decision is told of that one, not of the meeting.
  const areTo = (state: MeetingState) => toMeeting(state, reader.actor, planOf(infohus)).filter((r) => r !== 'owes');
  const isShown = ({ state }: RegisterRow<'meeting'>) =>
    may('read', 'meeting', areTo(state)) && !(coming && state.closedAt !== null);
  return {
    ...sifted({ ...listOf(live, MEETINGS, asked), sort }, (rows) => rows.filter(isShown)),
    async show(rows: readonly RegisterRow<'meeting'>[]) {
      const shares = await sharesOf(
        rows.map(({ state }) => ({ state, are: areTo(state) })),
        asking,
      );
      const shown = rows.map(({ id: meetingId, state }, i) => {
        const { kind, startsAt, invited, heldAt, closedAt } = state;
        const { agenda, decisions } = shares[i] ?? state;
        return {
          ...{ meetingId, kind, startsAt, invited, heldAt, closedAt },
          ...{ items: agenda.length, decisions: decisions.length },
        };
      });
      return numbered(asking, shown, ({ meetingId }) => meetingId);
    },
  };
}

export const meetingQueries = defineQueries({
  Meetings: query({
    says: 'The meetings that the reader calls or is asked to; whole, or with `limit` a page',
    path: 'meetings',
    params: { infohus: p.infohus, ...meetingFilters, ...p.pageOf(MEETING_ORDERS) },
    answer: a.pageOf(
      z.object({
        meetingId: a.text,
        number: a.number,
        kind: a.text,
        startsAt: a.text,
        invited: a.rowsOf(a.text),
        heldAt: a.orNull(a.text),
        closedAt: a.orNull(a.text),
        items: a.whole,
        decisions: a.whole,
        /** In a page of the list. */
        acts: rowActs.optional(),
      }),
    ),
    may: { everybody: 'each meeting by the relation to it' },
    over: 'page',
    leaves: { searches: 'meetings', found: ({ rows }) => rows.length },
    async find(params, asking) {
      const [part, list] = [p.pageRequest(params), meetingsListed(params, asking)];
      const show = async (rows: readonly RegisterRow<'meeting'>[]) =>
        withActs(await list.show(rows), 'meeting', rows, asking, part !== undefined);
      return listed(part, { ...list, show });
    },
  }),
  ExportMeetings: query({
    says: 'The same as a file',
    path: 'meetings.csv',
    params: { infohus: p.infohus, ...meetingFilters },
    answer: a.rowsOf(a.record),
    may: { everybody: 'each meeting by the relation to it' },
    leaves: { exports: 'meetings' },
    over: { csv: ['meetingId', 'number', 'kind', 'startsAt', 'invited', 'heldAt', 'closedAt', 'items', 'decisions'] },
    async find(asked, asking) {
      const { rows, show } = meetingsListed(asked, asking);
      return (await show(await rows())).map((row) => ({ ...row, invited: row.invited.join(', ') }));
    },
  }),
  Meeting: query({
    says: 'A meeting, and for those who call it the agenda that is proposed (K16-14); an agency sees the items it is asked in for',
    path: 'meetings/{id}',
    params: { id: p.meetingId },
    answer: z.object({
      meetingId: a.text,
      number: a.number,
      calledAt: a.orNull(a.text),
      infohus: a.text,
      kind: a.text,
      startsAt: a.text,
      invited: a.rowsOf(a.text),
      concernIds: a.rowsOf(a.text),
      concerns: a.rowsOf(z.object({ concernId: a.text, number: a.number })),
      agenda: a.rowsOf(z.object({ subject, number: a.number, invited: a.rowsOf(a.text), present: a.rowsOf(attendee) })),
      heldAt: a.orNull(a.text),
      attendees: a.rowsOf(attendee),
      decisions: a.rowsOf(
        z.looseObject({
          eventId: a.text,
          at: a.text,
          subject,
          number: a.number,
          responsibleAgency: a.text,
          startsBy: a.orNull(a.text),
          decision: a.text.optional(),
          offers: z.unknown().optional(),
        }),
      ),
      closedAt: a.orNull(a.text),
      /** Of what it is about: ids of those that the reader may open; who is only asked in is told of an item here, and nowhere else. */
      opens: a.rowsOf(a.text),
      version: a.whole,
      timeline: a.rowsOf(a.timelineEntry),
      proposed: a.rowsOf(z.object({ subject, number: a.number, why: a.text, dueAt: a.orNull(a.text) })),
    }),
    may: { action: 'know', object: 'meeting', hides: true },
    leaves: { consults: 'meeting', id: 'id' },
    relations: meetingRelations,
    async find({ id }, asking) {
      const { store, sealing, live, book, relations, now } = asking;
      const view = await meetingView(store, sealing, id);
      if (!seesAll(asking, relations))
        return withNumbers(asking, { ...(await shared(view, asking)), timeline: ownOf(view, asking), proposed: [] });
      const { infohus, startsAt } = view;
      // What stands on the agenda is proposed no more.
      const agenda = new Set(view.agenda.map(({ subject }) => ofRecord(subject)));
      const all = await proposedAgenda(live, book.plans, { infohus, startsAt, now });
      const proposed = all.filter(({ subject }) => !agenda.has(ofRecord(subject)));
      return withNumbers(asking, { ...view, proposed });
    },
  }),
});

interface MeetingShown {
  readonly meetingId: string;
  readonly concernIds: readonly string[];
  readonly agenda: readonly About[];
  readonly decisions: readonly About[];
  readonly proposed: readonly About[];
}
interface About {
  readonly subject: MeetingSubject;
}
/** The numbers of the meeting and of what it is about, beside their ids. */
async function withNumbers<V extends MeetingShown>(asking: Asking, view: V) {
  const about = ({ subject: s }: About) => ofRecord(s);
  const concerns = view.concernIds.map((concernId) => ({ concernId }));
  return {
    ...view,
    opens: await openedOf(asking, [...view.agenda, ...view.decisions]),
    number: (await asking.numbersOf([view.meetingId])).get(view.meetingId) ?? null,
    concerns: await numbered(asking, concerns, ofRecord),
    agenda: await numbered<V['agenda'][number]>(asking, view.agenda, about),
    decisions: await numbered<V['decisions'][number]>(asking, view.decisions, about),
    proposed: await numbered<V['proposed'][number]>(asking, view.proposed, about),
  };
}

async function openedOf({ reader, store, book, references, now }: Asking, all: readonly About[]) {
  const acquaintance = new Acquaintance(reader.actor, store, book, references, now);
  const streams = new Map(
    all.map(({ subject: { caseId, concernId } }) =>
      caseId ? ([caseId, caseAggregate.aggregate] as const) : ([concernId ?? '', concernAggregate.aggregate] as const),
    ),
  );
  const known = await Promise.all(
    [...streams].map(async ([id, aggregate]) =>
      (await acquaintance.with(await loadRecord(store, aggregate, id))) ? [id] : [],
    ),
  );
  return known.flat();
}

/** An agency goes on reading the events that it recorded itself (commands.md, Roles). */
const ownOf = ({ timeline }: Awaited<ReturnType<typeof meetingView>>, { reader }: Asking) =>
  timeline.filter(({ actor }) => actor.agency === reader.actor.agency);

/** Of a meeting an agency sees its items, and what it owes (need to know); who only owes a decision nothing else. */
async function shared(view: Awaited<ReturnType<typeof meetingView>>, asking: Asking) {
  const share = await shareOf(view, asking, asking.relations);
  const agenda = view.agenda.filter((item) => share.agenda.some(({ subject: s }) => s === item.subject));
  const decisions = view.decisions.filter(({ eventId }) => share.decisions.some((d) => d.eventId === eventId));
  const about = new Set(agenda.map(({ subject: s }) => s.concernId));
  const concernIds = view.concernIds.filter((id) => about.has(id));
  if (
    asking.may(
      'read',
      'meeting',
      asking.relations.filter((r) => r !== 'owes'),
    )
  )
    return { ...view, agenda, decisions, concernIds };
  const { meetingId, infohus, version } = view;
  return {
    ...{ meetingId, infohus, version, decisions, agenda: [], concernIds: [], invited: [], attendees: [] },
    ...{ kind: '', startsAt: '', calledAt: null, heldAt: null, closedAt: null },
  };
}
