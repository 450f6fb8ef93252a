import { z } from 'zod';
import type { Obligation } from '../../../domain/obligations/index.js';
import { isCoordinator } from '../../../domain/plan/roles.js';
import type { Plan } from '../../../domain/plan/schema.js';
import type { CaseRow } from '../../../projections/case-list/case-list.js';
import { isWithin } from '../../../projections/case-list/case-query.js';
import type { ReadModels } from '../../../projections/read-models.js';
import type { RegisterRow } from '../../../projections/registers/registers.js';
import type { Scope } from '../../../projections/scope.js';
import { asContract, type DeadlineFacts, deadlineFacts, obligationsAt } from '../../obligations/deadlines.js';
import { obligationsNow, owedNow } from '../../obligations/standing.js';
import { isBroken, shownGlasses } from '../access/glass-queries.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { modelsAt, momentOf } from '../moment.js';
import { numbered, ofRecord } from '../numbered.js';
import * as p from '../params.js';
import { touchedBy } from '../plans/plan-diff.js';
import { retained } from '../rights/retention.js';
import { type Inbox, inbox } from './inbox.js';

const list = { action: 'list', object: 'case' } as const;
const subject = z.object({ concernId: a.text.optional(), caseId: a.text.optional() });
const stands = a.orNull(z.object({ dueAt: a.text, state: a.text }));

/** What is due, and what waits for somebody. */
export const workQueries = defineQueries({
  Deadlines: query({
    says: 'Obligations and their states at an instant, from what had occurred by then; `at`: as of a moment',
    path: 'deadlines',
    params: { infohus: p.infohus, now: p.instant.optional(), ...p.moment },
    answer: a.rowsOf(a.obligation),
    may: list,
    leaves: { searches: 'deadlines', found: (found) => found.length },
    async find({ infohus, now, at, clock }, asking) {
      const asked = p.asOf(at, clock);
      const shown = (found: readonly Obligation[]) => numbered(asking, found.map(asContract), ofRecord);
      const scope = asking.owedScope(infohus);
      const { plans } = asking.book;
      if ('head' in asked) return shown(await obligationsNow(asking.live, plans, scope, now ?? asking.now));
      const today = await deadlineFacts(asking.live, scope, plans);
      const moment = await momentOf(asking.store, asked);
      const models = await modelsAt(asking.source, asking.live, asked, moment);
      const then = await deadlineFacts(models, { infohus }, asking.book.plans);
      return shown(obligationsAt(knownToday(then, today), asking.book.plans, now ?? moment.clock));
    },
  }),
  Inbox: query({
    says: 'What waits for whoever asks: alerts, cases asked for, recommendations of meetings',
    path: 'inbox',
    params: { infohus: p.infohus },
    answer: z.object({
      alerts: a.rowsOf(
        z.object({
          deadlineId: a.text,
          obligation: a.text,
          state: a.text,
          dueAt: a.text,
          caseId: a.orNull(a.text),
          concernId: a.orNull(a.text),
          number: a.number,
          partnerId: a.orNull(a.text),
          raisedAt: a.text,
          acknowledgedAt: a.orNull(a.text),
          acknowledgedBy: a.orNull(a.text),
          assignedTo: a.orNull(a.text),
          mine: z.boolean(),
        }),
      ),
      asked: a.rowsOf(z.object({ caseId: a.text, number: a.number, handover: z.boolean() })),
      decisions: a.rowsOf(
        z.object({
          meetingId: a.text,
          meetingNumber: a.number,
          subject,
          number: a.number,
          startsBy: a.orNull(a.text),
          at: a.text,
        }),
      ),
      forwarded: a.rowsOf(z.object({ contactId: a.text, from: a.text, at: a.text })),
      expired: a.rowsOf(
        z.object({
          concernId: a.text.optional(),
          caseId: a.text.optional(),
          number: a.number,
          of: a.text,
          endedOn: a.text,
          until: a.text,
        }),
      ),
      glass: a.rowsOf(
        z.object({
          id: a.text,
          caseId: a.text,
          number: a.number,
          infohus: a.text,
          userId: a.text,
          agency: a.text,
          usedAt: a.text,
          until: a.text,
          reviewedAt: a.orNull(a.text),
          /** Null: erased. */
          justification: a.orNull(a.text),
        }),
      ),
    }),
    may: list,
    leaves: { searches: 'inbox', found: ({ alerts, asked }) => alerts.length + asked.length },
    async find({ infohus }, asking) {
      const { live, book, now, reader, may } = asking;
      const compliance = may('list', 'glass');
      const scope = asking.owedScope(infohus);
      const { actor, purpose } = reader;
      const everything = purpose !== 'casework';
      const owed = await owedNow(live, book.plans, scope, now, everything);
      const glass = compliance ? await live.register('access', infohus) : [];
      const facts = {
        infohus,
        owed,
        asked: await askedOf(live, scope, reader.actor.agency),
        alerts: live.obligations
          ? await live.obligations.toldOf(owed.map(({ deadlineId }) => deadlineId))
          : await live.alerts(infohus),
        meetings: await live.register('meeting', infohus),
        hotline: await live.beyond.register('hotline'),
        absences: await live.beyond.register('absence'),
        glass,
        retained: compliance ? await retained(live, infohus, book.plans, now) : [],
        whyBroken: await whyBroken(glass, asking),
      };
      const coordinating = isCoordinator(actor, asking.planOf(infohus));
      return withNumbers(asking, inbox(facts, { actor, coordinating, everything }, now));
    },
  }),
  PlanTouches: query({
    says: 'What would be due otherwise if one plan stood in another one’s place; only what the reader may list',
    params: { infohus: p.infohus, a: z.custom<Plan>(), b: z.custom<Plan>(), now: p.instant.optional() },
    answer: a.rowsOf(
      z.object({
        caseId: a.text.optional(),
        concernId: a.text.optional(),
        partnerId: a.text.optional(),
        number: a.number,
        obligation: a.text,
        from: stands,
        to: stands,
      }),
    ),
    may: list,
    leaves: { searches: 'plan-diff', found: (found) => found.length },
    async find({ infohus, a: one, b: other, now }, asking) {
      const facts = await deadlineFacts(asking.live, asking.owedScope(infohus), asking.book.plans);
      const touched = touchedBy(facts, asking.book.plans, one, other, now ?? asking.now);
      return numbered(asking, touched, ofRecord);
    },
  }),
});

/** Each with the number of what it is about, and a decision's meeting with its own. */
async function withNumbers(asking: Asking, found: Inbox) {
  const meetings = await asking.numbersOf(found.decisions.map(({ meetingId }) => meetingId));
  const decisions = found.decisions.map((d) => ({ ...d, meetingNumber: meetings.get(d.meetingId) ?? null }));
  return {
    ...found,
    alerts: await numbered(asking, found.alerts, ofRecord),
    asked: await numbered(asking, found.asked, ofRecord),
    decisions: await numbered(asking, decisions, ({ subject: about }) => ofRecord(about)),
    expired: await numbered(asking, found.expired, ofRecord),
    glass: await numbered(asking, found.glass, ofRecord),
  };
}

/** Cases that an agency was asked to take, or to take part in; only such as the reader may know of. */
async function askedOf(live: ReadModels, { infohus, reach }: Scope, agency: string): Promise<readonly CaseRow[]> {
  const asked = await live.cases({ infohus, reach: { agency, by: ['asked'] } });
  return reach === undefined ? asked : asked.filter((row) => isWithin(reach, row));
}

/** The written reasons of broken glass, opened for compliance. */
async function whyBroken(glass: readonly RegisterRow<'access'>[], asking: Asking) {
  const waiting = glass.filter(isBroken).filter(({ state }) => !state.glass.reviewedAt);
  const shown = await shownGlasses(waiting, asking);
  return new Map(shown.flatMap(({ id, justification }) => (justification === null ? [] : [[id, justification]])));
}

/** Of what was there then only what the reader may know of today. */
function knownToday(then: DeadlineFacts, today: DeadlineFacts): DeadlineFacts {
  const known = new Set([...today.cases.map((c) => c.caseId), ...today.concerns.map((c) => c.concernId)]);
  const registers = new Set(today.registers.map((row) => row.stream));
  const persons = new Set(today.persons.map((row) => row.id));
  const decisions = new Set(today.meetings.flatMap((row) => row.state.decisions.map((d) => d.eventId)));
  return {
    ...then,
    narrowed: today.narrowed,
    cases: then.cases.filter(({ caseId }) => known.has(caseId)),
    concerns: then.concerns.filter(({ concernId }) => known.has(concernId)),
    registers: then.registers.filter(({ stream }) => registers.has(stream)),
    persons: then.persons.filter(({ id }) => persons.has(id)),
    meetings: then.meetings.map((row) => ({
      ...row,
      state: { ...row.state, decisions: row.state.decisions.filter((d) => decisions.has(d.eventId)) },
    })),
    decidedOn: then.concerns,
  };
}
