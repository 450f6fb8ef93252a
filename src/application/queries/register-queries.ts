import { z } from 'zod';
import { localDateOf } from '../../domain/kernel/calendar.js';
import { streamOf } from '../../domain/kernel/event.js';
import { type MeetingSubject } from '../../domain/meeting/state.js';
import { adoptionAggregate } from '../../domain/plan/adoption.js';
import { planInForce } from '../../domain/plan/in-force.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { RegisterStates } from '../../projections/registers/registers.js';
import { type Relation, toInfohus } from '../authorization/relations.js';
import type { Counts } from '../ports/read-models.js';
import { proposedAgenda } from './agenda.js';
import * as a from './answers.js';
import type { Asking } from './asking.js';
import { deadlineFacts } from './deadlines.js';
import { defineQueries, query } from './define-queries.js';
import * as p from './params.js';
import { type DataQuality, dataQuality } from './quality.js';
import { eventsOf, meetingView, registerView } from './records.js';

export const REGISTERS = ['activity', 'partner', 'incident', 'hotline'] as const;
const attendee = z.object({ userId: a.text, agency: a.text });
const plan = z.custom<Plan>((v) => typeof v === 'object' && v !== null);
const subject = z.custom<MeetingSubject>((v) => typeof v === 'object' && v !== null);

/** What the reader is to a meeting. Undefined: there is no such meeting. */
export async function meetingRelations(
  { id }: { readonly id: string },
  { store, sealing, reader, planOf }: Asking,
): Promise<readonly Relation[] | undefined> {
  const { calledAt, infohus, invited } = await meetingView(store, sealing, id);
  return calledAt === null ? undefined : toInfohus(reader.actor, planOf(infohus), invited);
}

export const meetingQueries = defineQueries({
  Meetings: query({
    says: 'The meetings that the reader calls or is asked to',
    path: 'meetings',
    params: { infohus: p.infohus },
    answer: a.rowsOf(
      z.object({
        meetingId: a.text,
        kind: a.text,
        startsAt: a.text,
        invited: a.rowsOf(a.text),
        heldAt: a.orNull(a.text),
        closedAt: a.orNull(a.text),
        items: a.whole,
        decisions: a.whole,
      }),
    ),
    may: { everybody: 'each meeting by the relation to it' },
    leaves: { searches: 'meetings', found: (found) => found.length },
    async find({ infohus }, { live, reader, may, planOf }) {
      const all = await live.register('meeting', infohus);
      return all
        .filter(({ state }) => may('read', 'meeting', toInfohus(reader.actor, planOf(infohus), state.invited)))
        .map(({ id, state: { kind, startsAt, invited, heldAt, closedAt, agenda, decisions } }) => ({
          ...{ meetingId: id, kind, startsAt, invited, heldAt, closedAt },
          ...{ items: agenda.length, decisions: decisions.length },
        }));
    },
  }),
  Meeting: query({
    says: 'A meeting, and for those who call it the agenda that is proposed (K16-14); an agency sees the items it is asked in for',
    path: 'meetings/{id}',
    params: { id: p.id },
    answer: z.object({
      meetingId: a.text,
      calledAt: a.orNull(a.text),
      infohus: a.text,
      kind: a.text,
      startsAt: a.text,
      invited: a.rowsOf(a.text),
      concernIds: a.rowsOf(a.text),
      agenda: a.rowsOf(z.object({ subject, invited: a.rowsOf(a.text), present: a.rowsOf(attendee) })),
      heldAt: a.orNull(a.text),
      attendees: a.rowsOf(attendee),
      decisions: a.rowsOf(
        z.looseObject({
          eventId: a.text,
          at: a.text,
          subject,
          responsibleAgency: a.text,
          startsBy: a.orNull(a.text),
          decision: a.text.optional(),
          offers: z.unknown().optional(),
        }),
      ),
      closedAt: a.orNull(a.text),
      version: a.whole,
      timeline: a.rowsOf(a.timelineEntry),
      proposed: a.rowsOf(z.object({ subject, why: a.text, dueAt: a.orNull(a.text) })),
    }),
    may: { action: 'read', object: 'meeting', hides: true },
    leaves: { consults: 'meeting', id: 'id' },
    relations: meetingRelations,
    async find({ id }, { store, sealing, live, book, reader, relations, now }) {
      const view = await meetingView(store, sealing, id);
      if (reader.purpose === 'casework' && !relations.includes('coordinating'))
        return { ...forInvited(view, reader.actor.agency), timeline: [], proposed: [] };
      const facts = await deadlineFacts(live, { infohus: view.infohus }, book.plans);
      return { ...view, proposed: proposedAgenda(facts, book.plans, view.startsAt, now) };
    },
  }),
});

/** Of a meeting an agency sees the items it is asked in for, and what was decided on them (need to know). */
function forInvited(view: Awaited<ReturnType<typeof meetingView>>, agency: string) {
  const agenda = view.agenda.filter((i) => i.invited.length === 0 || i.invited.includes(agency));
  const about = new Set(agenda.map((i) => i.subject.caseId ?? i.subject.concernId));
  const decisions = view.decisions.filter(
    (d) => d.responsibleAgency === agency || about.has(d.subject.caseId ?? d.subject.concernId),
  );
  return { ...view, agenda, decisions };
}

export const registerQueries = defineQueries({
  Register: query({
    says: 'A register of the Infohus: activities, partners, incidents, hotline contacts; no person is in them',
    path: 'registers/{name}',
    params: { name: z.enum(REGISTERS), infohus: p.infohus },
    answer: a.rowsOf(
      z.custom<RegisterShown>((v) => z.looseObject({ id: a.text, at: a.text, texts: a.record }).safeParse(v).success),
    ),
    may: { action: 'list', object: 'register' },
    leaves: { searches: ({ name }) => name, found: (found) => found.length },
    async find({ name, infohus }, { live, store, sealing }) {
      return registerView(store, sealing, await live.register(name, infohus));
    },
  }),
  Overview: query({
    says: 'How many of what there are, and of forms; never a list, never by person (K16-18, domain.md rule 13)',
    path: 'overview',
    params: { infohus: p.infohus },
    answer: z.object({
      cases: a.counts,
      openByType: a.counts,
      openByLevel: a.counts,
      openByAgency: a.counts,
      concerns: a.counts,
      forms: a.counts,
    }),
    may: { action: 'report', object: 'figures' },
    leaves: { searches: 'overview', found: ({ cases, concerns }) => sum(cases) + sum(concerns) },
    find: ({ infohus }, { live }) => live.tally(infohus),
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
    find: ({ infohus }, { live, book, reader, now }) =>
      live.snapshot((models) => dataQuality(models, book.plans, reader, infohus, now)),
  }),
});
/** A row of a register: its state, and what was written in it. */
export type RegisterShown<A extends (typeof REGISTERS)[number] = (typeof REGISTERS)[number]> = RegisterStates[A] & {
  readonly id: string;
  readonly at: string;
  readonly texts: object;
};
const sum = (counts: Counts): number => Object.values(counts).reduce((x, y) => x + y, 0);

export const planQueries = defineQueries({
  Plans: query({
    says: 'The plan by which an Infohus works today, every plan of it with its period, and who adopted which',
    path: 'plans/{infohus}',
    params: { infohus: p.infohus },
    answer: z.object({
      current: plan,
      all: a.rowsOf(plan),
      adoptions: a.rowsOf(
        z.looseObject({ planId: a.text, adoptedBy: a.text, from: a.text, to: a.text.optional(), recordedAt: a.text }),
      ),
    }),
    may: { everybody: 'no secret, and about nobody' },
    leaves: { consults: 'plan', id: 'infohus' },
    anyInfohus: true,
    async find({ infohus }, asking) {
      const current = asking.planOf(infohus);
      if (!current) throw asking.notThere();
      const adopted = await eventsOf(asking.store, streamOf(adoptionAggregate.aggregate, infohus));
      const adoptions = adopted.flatMap(({ type, data, recordedAt }) =>
        type === 'PlanAdopted' ? [{ ...(data as Adopted), recordedAt }] : [],
      );
      return { current, all: asking.book.plans.filter((known) => known.infohus === infohus), adoptions };
    },
  }),
  InfohusContext: query({
    says: 'Where a user is at home: the Infohuse whose plans name the agency, and the one that is wanted, if it is one of them',
    params: { wanted: p.code.optional() },
    answer: z.object({
      infohus: a.text,
      infohuse: a.rowsOf(a.text),
      plan: plan.or(z.undefined()),
      plans: a.rowsOf(plan),
    }),
    may: { everybody: 'about the reader only' },
    leaves: { nothing: 'about the reader only' },
    asItStands: true,
    async find({ wanted }, asking) {
      const { plans } = asking.book;
      const infohuse = asking.ownInfohuse();
      const infohus = infohuse.find((i) => i === wanted) ?? infohuse[0] ?? '';
      return { infohus, infohuse, plan: planInForce(plans, infohus, localDateOf(asking.now)), plans };
    },
  }),
});
interface Adopted {
  readonly planId: string;
  readonly adoptedBy: string;
  readonly from: string;
  readonly to?: string;
}
