import { z } from 'zod';
import { caseAggregate } from '../../domain/case/state.js';
import { concernAggregate } from '../../domain/concern/state.js';
import { localDateOf, startOfDay } from '../../domain/kernel/calendar.js';
import type { MeetingState, MeetingSubject } from '../../domain/meeting/state.js';
import { MEETING_ORDERS, MEETINGS, REGISTER_ORDERS, REGISTERED } from '../../projections/registers/register-query.js';
import type { RegisterRow, RegisterStates } from '../../projections/registers/registers.js';
import { Acquaintance } from '../authorization/acquaintance.js';
import type { Relation } from '../authorization/relations.js';
import { loadRecord } from '../commands/load.js';
import { proposedAgenda } from './agenda.js';
import * as a from './answers.js';
import type { Asking } from './asking.js';
import { defineQueries, query } from './define-queries.js';
import { seesAll, shareOf, sharesOf, toMeeting, toMeetingRead } from './meeting-share.js';
import { numbered, ofRecord } from './numbered.js';
import { type ProtectedCounts, protectedTally } from './overview-share.js';
import { listed, listOf, sifted } from './paging.js';
import * as p from './params.js';
import { type DataQuality, dataQuality } from './quality.js';
import { meetingView, registerView } from './records.js';
import { REGISTERS, type RegisterName, registerShare } from './register-share.js';
import { rowActs, withActs } from './row-acts.js';

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
      const proposed = await proposedAgenda(live, book.plans, { infohus, startsAt, now });
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

const registerFilters = { sort: p.sortIn(REGISTER_ORDERS), ...p.days };
type RegisterAsked = z.output<z.ZodObject<typeof registerFilters>> & {
  readonly name: RegisterName;
  readonly infohus: string;
};
/** The rows of a register, as a page and as a file. */
function registerListed({ name, infohus, sort, from, to }: RegisterAsked, asking: Asking) {
  const { isShown, hasTexts, everywhere } = registerShare(name, infohus, asking);
  const live = everywhere ? asking.live.beyond : asking.live;
  const asked = { infohus, aggregate: name, everywhere, sort, ...p.between({ from, to }) };
  return {
    ...sifted(listOf(live, REGISTERED, asked), (rows) => rows.filter(isShown)),
    async show(rows: readonly RegisterRow[]) {
      const shown = await registerView(asking.store, asking.sealing, { rows, hasTexts });
      const named = (row: object) => (row as { readonly concernId?: string | null }).concernId;
      return numbered(asking, shown, named) as Promise<readonly RegisterShown[]>;
    },
  };
}
/** A line of a spreadsheet has no lists in it; of a partner the newest agreement. */
function flat({ texts, ...row }: object & { readonly texts: object }): Record<string, unknown> {
  const { actors, agreements } = row as {
    readonly actors?: readonly string[];
    readonly agreements?: readonly { readonly signedOn: string; readonly endsOn?: string | null }[];
  };
  return { ...row, ...texts, ...agreements?.at(-1), actors: actors?.join(', ') };
}

export const registerQueries = defineQueries({
  Register: query({
    says: 'A register of the Infohus: activities, partners, incidents, hotline contacts; no person is in them; whole, or with `limit` a page',
    path: 'registers/{name}',
    params: { name: z.enum(REGISTERS), infohus: p.infohus, ...registerFilters, ...p.pageOf(REGISTER_ORDERS) },
    answer: a.pageOf(
      z.custom<RegisterShown>((v) => z.looseObject({ id: a.text, at: a.text, texts: a.record }).safeParse(v).success),
    ),
    may: { action: 'list', object: 'register' },
    over: 'page',
    leaves: { searches: ({ name }) => name, found: ({ rows }) => rows.length },
    find: async (params, asking) => listed(p.pageRequest(params), registerListed(params, asking)),
  }),
  ExportRegister: query({
    says: 'The same as a file',
    path: 'registers/{name}/rows.csv',
    params: { name: z.enum(REGISTERS), infohus: p.infohus, ...registerFilters },
    answer: a.rowsOf(a.record),
    may: { action: 'list', object: 'register' },
    leaves: { exports: 'register' },
    over: {
      csv: [
        ...['id', 'at', 'heldOn', 'kind', 'targetGroup', 'schoolType', 'level', 'participants', 'actors', 'closedAt'],
        ...['from', 'forwardedTo', 'concernId', 'number', 'signedOn', 'endsOn', 'name', 'partner', 'place', 'topic'],
        'summary',
      ],
    },
    async find(asked, asking) {
      const { rows, show } = registerListed(asked, asking);
      return (await show(await rows())).map(flat);
    },
  }),
  Overview: query({
    says: 'How many of what there are, and of forms; never a list, never by person (K16-18, domain.md rule 13)',
    path: 'overview',
    params: { infohus: p.infohus },
    answer: z.object({
      cases: a.protectedCounts,
      openByType: a.protectedCounts,
      openByLevel: a.protectedCounts,
      openByAgency: a.protectedCounts,
      concerns: a.protectedCounts,
      forms: a.protectedCounts,
    }),
    may: { action: 'report', object: 'figures' },
    leaves: { searches: 'overview', found: ({ cases, concerns }) => sum(cases) + sum(concerns) },
    async find({ infohus }, { live, reader, planOf }) {
      const tally = await live.tally(infohus);
      const plan = planOf(infohus);
      if (reader.purpose !== 'reporting') return tally;
      return protectedTally(tally, plan?.agencies.map(({ code }) => code) ?? [], plan?.suppressBelow.count ?? 5);
    },
  }),
  DataQuality: query({
    says: 'What is missing or late in the records: cases for whoever may read them, figures for whoever may not',
    path: 'data-quality',
    params: { infohus: p.infohus },
    answer: z.custom<DataQuality>((v) => typeof v === 'object' && v !== null && 'counts' in v),
    may: {
      oneOf: [
        ['list', 'case'],
        ['report', 'figures'],
      ],
    },
    leaves: { searches: 'data-quality', found: (found) => (found.shows === 'cases' ? found.findings.length : 0) },
    async find({ infohus }, asking) {
      const { live, book, reader, now } = asking;
      const found = await live.snapshot((models) => dataQuality(models, book.plans, reader, infohus, now));
      if (found.shows !== 'cases') return found;
      return { ...found, findings: await numbered(asking, found.findings, ofRecord) };
    },
  }),
});
/** A row of a register: its state, and what was written in it. */
export { REGISTERS };
export type RegisterShown<A extends RegisterName = RegisterName> = RegisterStates[A] & {
  readonly id: string;
  readonly at: string;
  readonly texts: object;
};
const sum = (counts: ProtectedCounts): number => Object.values(counts).reduce<number>((x, y) => x + (y ?? 0), 0);
