import { z } from 'zod';
import { under } from '../../../domain/case/persons.js';
import { PHASES } from '../../../domain/case/phase.js';
import { localDateOf } from '../../../domain/kernel/calendar.js';
import { standingAt } from '../../../domain/obligations/index.js';
import { planInForce } from '../../../domain/plan/in-force.js';
import { isPolice } from '../../../domain/plan/roles.js';
import { proposals, reaction } from '../../../domain/plan/says-of-case.js';
import { brokeGlass } from '../../authorization/broken-glass.js';
import { type Relation, recordedBy, toCase } from '../../authorization/relations.js';
import { asContract } from '../../obligations/deadlines.js';
import { obligationRows } from '../../obligations/standing.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { modelsAt, momentOf } from '../moment.js';
import { namesOf, protectedAmong } from '../names.js';
import * as p from '../params.js';
import { opened } from '../records.js';
import { caseAt, caseView, chainView, disclosedView, heldElsewhere, withoutReasonOfHold } from './case-view.js';
import { sightsOf } from './case-visibility.js';
import * as dailyAnswers from './daily-answers.js';

/** What the reader is to a case today: as-of answers are permitted by today's relation. Undefined: there is no such case. */
export async function caseRelations({ id }: { readonly id: string }, asking: Asking) {
  const { knownAs: state, events } = await caseAt(asking.store, id, { head: true });
  if (state.status === 'none') return undefined;
  const { reader, live, now } = asking;
  const plan = asking.planOf(state.infohus);
  const standing = [
    ...toCase(state, reader.actor, plan),
    ...recordedBy(events, reader.actor),
    ...(isPolice(reader.actor, plan) ? (['infohus-police'] as const) : []),
  ];
  if (asking.may('read', 'case', standing)) return standing;
  return (await brokeGlass(live, reader.actor, id, now)) ? ([...standing, 'broke-glass'] as const) : standing;
}
const REASON_OF_HOLD: readonly Relation[] = ['coordinating', 'infohus-police'];
const know = { action: 'know', object: 'case', hides: true } as const;

const caseAnswer = z.object({
  caseId: a.text,
  number: a.number,
  infohus: a.text,
  status: z.enum(['open', 'closed', 'none']),
  caseType: a.text.optional(),
  level: a.text.optional(),
  responsibleAgency: a.text,
  /** Where it is between being received and being followed up: by what was recorded, set by nobody. */
  phase: z.enum(PHASES).optional(),
  /** Whom each agency on it gave the work to. */
  caseworkers: a.rowsOf(z.object({ agency: a.text, userId: a.text })).optional(),
  openedAt: a.orNull(a.text).optional(),
  closedAt: a.orNull(a.text).optional(),
  concernIds: a.rowsOf(a.text).optional(),
  /** The same, with their numbers. */
  concerns: a.rowsOf(z.object({ concernId: a.text, number: a.number })).optional(),
  subjects: a.rowsOf(z.object({ personId: a.text, role: a.text, ageGroup: z.enum(['minor', 'adult']) })),
  offers: a.rowsOf(z.object({ offerId: a.text, personId: a.text, kind: a.text, offeredAt: a.text, status: a.text })),
  courses: a.rowsOf(
    z.object({
      courseId: a.text,
      offerId: a.text,
      personId: a.text,
      kind: a.text,
      startedAt: a.text,
      status: a.text,
      mentorId: a.text.optional(),
    }),
  ),
  pendingHandover: a.orNull(z.object({ handoverId: a.text, toAgency: a.text, offeredAt: a.text })),
  /** Who said what may be passed on (B-2, B-3); the words stand in the timeline. */
  assessments: a.rowsOf(dailyAnswers.assessment).optional(),
  /** What became of the person's goals (B-4): never a score. */
  goals: a.rowsOf(dailyAnswers.goal).optional(),
  /** What follows for whoever became data controller by a handover (KØ-11); null: not answered yet. */
  controllerDuties: a
    .rowsOf(
      z.object({
        handoverId: a.text,
        agency: a.text,
        duties: a.rowsOf(z.object({ duty: a.text, answer: a.orNull(a.text) })),
      }),
    )
    .optional(),
  /** Whom the plan proposes, for the case or for the children in it (K24-10): nothing is decided by it. */
  proposals: a
    .rowsOf(z.object({ agency: a.text, unit: a.orNull(a.text), about: z.enum(['case', 'children']), source: a.text }))
    .optional(),
  /** Within what time the plan asks for a reaction on the case's level (KØ-10), counted from its opening; null: it says none. */
  reaction: a.orNull(z.object({ hours: z.number(), by: a.text, source: a.text })).optional(),
  securityHold: z.boolean().optional(),
  /** Of somebody in it, today: told with the texts. */
  protectedAddress: z.boolean().optional(),
  version: a.whole,
  position: a.whole,
  timeline: a.rowsOf(a.timelineEntry),
  /** The reader's agency was only asked: what was disclosed to it, and nothing else. */
  disclosedOnly: z.boolean(),
});

/** What the plan in force on the day of the opening says of such a case. */
function planSays(
  { infohus, caseType, level, openedAt, subjects }: ReturnType<typeof caseView>,
  plans: Asking['book']['plans'],
) {
  const plan = openedAt ? planInForce(plans, infohus, localDateOf(openedAt)) : undefined;
  if (!plan || !openedAt) return {};
  return { proposals: proposals(plan, caseType, subjects), reaction: reaction(plan, level, openedAt) };
}

export const caseQueries = defineQueries({
  CaseNumbered: query({
    says: 'The id of a case by its number, for who breaks the glass to it; of a number that was never given one that nobody has',
    params: { id: p.caseId },
    answer: z.object({ caseId: a.text }),
    may: { everybody: 'an id opens nothing: what is done with it is decided and written down' },
    ownNumbers: true,
    leaves: { nothing: 'it tells nothing of a case, not even whether there is one' },
    find: async ({ id }) => ({ caseId: id }),
  }),
  CaseAsOf: query({
    says: 'One case as of any moment: what was known by then, or what had happened',
    path: 'cases/{id}',
    params: { id: p.caseId, ...p.moment, texts: p.flag },
    answer: caseAnswer,
    may: know,
    leaves: { consults: 'case', id: 'id' },
    relations: caseRelations,
    async find({ id, at, clock, texts }, asking) {
      const found = await caseAt(asking.store, id, p.asOf(at, clock));
      if (found.knownAs.status === 'none') throw asking.notThere();
      const { relations: are, reader } = asking;
      const why = reader.purpose !== 'casework' || are.some((r) => REASON_OF_HOLD.includes(r));
      const state = under(found.state, await asking.live.survivors());
      const shown = { ...found, state, events: why ? found.events : withoutReasonOfHold(found.events) };
      const show = texts ? await opened(asking.sealing, shown.events) : undefined;
      const view = caseView(id, shown, show);
      const numbers = await asking.numbersOf([id, ...view.concernIds]);
      const number = numbers.get(id) ?? null;
      if (!asking.may('read', 'case', are))
        return { ...disclosedView(view, reader.actor.agency, are.includes('asked')), number };
      const concerns = view.concernIds.map((concernId) => ({ concernId, number: numbers.get(concernId) ?? null }));
      const marked = texts
        ? { protectedAddress: (await protectedAmong(Object.keys(state.subjects), asking)).size > 0 }
        : {};
      return { ...view, ...planSays(view, asking.book.plans), ...marked, number, concerns, disclosedOnly: false };
    },
  }),
  CaseHandovers: query({
    says: 'The chain of responsibility of a case: no gap and no overlap from opening to closing',
    path: 'cases/{id}/handovers',
    params: { id: p.caseId, ...p.moment },
    answer: a.rowsOf(
      z.object({
        agency: a.text,
        from: a.text,
        to: a.text.optional(),
        by: z
          .object({
            handoverId: a.text,
            offeredAt: a.orNull(a.text),
            acceptedAt: a.orNull(a.text),
            legalBasis: a.orNull(a.text),
          })
          .optional(),
      }),
    ),
    may: know,
    leaves: { consults: 'handovers', id: 'id' },
    relations: caseRelations,
    async find({ id, at, clock }, { store, source, live, may, relations: are }) {
      if (!may('read', 'case', are)) return [];
      const asked = p.asOf(at, clock);
      const models = await modelsAt(source, live, asked, await momentOf(store, asked));
      const { state } = await caseAt(store, id, asked);
      return [...chainView(await models.holdings(id)), ...heldElsewhere(state)];
    },
  }),
  CaseVisibility: query({
    says: 'Who could see a case at a moment, what of it, and by which relation',
    path: 'cases/{id}/visibility',
    params: { id: p.caseId, ...p.moment },
    answer: z.object({
      position: a.whole,
      agencies: a.rowsOf(
        z.object({
          agency: a.text,
          roles: a.rowsOf(a.text),
          sees: z.enum(['whole', 'disclosed', 'own']),
          because: a.rowsOf(a.text),
        }),
      ),
      /** Glass that was broken then: one person of the agency, for some hours. */
      brokenGlass: a.rowsOf(z.object({ agency: a.text, from: a.text, until: a.text })),
    }),
    may: know,
    leaves: { consults: 'visibility', id: 'id' },
    relations: caseRelations,
    async find({ id, at, clock }, { store, live, book, may, relations: are }) {
      const found = await caseAt(store, id, p.asOf(at, clock));
      const { position, clock: then } = found.moment;
      if (!may('read', 'case', are)) return { position, agencies: [], brokenGlass: [] };
      const plan = planInForce(book.plans, found.knownAs.infohus, localDateOf(then));
      const glasses = (await live.glasses({ caseId: id })).flatMap(({ state: { glass } }) =>
        glass && glass.usedAt <= then && then < glass.until
          ? [{ agency: glass.agency, from: glass.usedAt, until: glass.until }]
          : [],
      );
      return { position, agencies: sightsOf(found, plan), brokenGlass: glasses };
    },
  }),
  CaseDeadlines: query({
    says: 'What is still to be answered in a case, the earliest first',
    path: 'cases/{id}/deadlines',
    params: { id: p.caseId },
    answer: a.rowsOf(a.obligation),
    may: know,
    leaves: { consults: 'case-deadlines', id: 'id' },
    relations: caseRelations,
    async find({ id }, { store, live, book, now, may, relations: are, reader }) {
      const whole = may('read', 'case', are);
      if (!whole && !are.includes('asked')) return [];
      const { infohus } = (await caseAt(store, id, { head: true })).knownAs;
      const states = ['overdue', 'due-soon', 'upcoming'] as const;
      // Who is only asked sees the answer that it owes, and no other deadline (commands.md, Roles).
      const reach = whole ? undefined : { agency: reader.actor.agency, by: ['asked'] as const };
      const rows = await obligationRows(live, book.plans, { infohus, now, caseId: id, states, reach });
      return rows.map(({ facts }) => asContract(standingAt(facts, now)));
    },
  }),
  CaseNames: query({
    says: 'What the persons of a case are called',
    params: { id: p.caseId },
    answer: z.record(a.text, a.text),
    may: know,
    leaves: { consults: 'names', id: 'id' },
    relations: caseRelations,
    async find({ id }, asking) {
      if (!asking.may('read', 'case', asking.relations)) return {};
      const { state } = await caseAt(asking.store, id, { head: true });
      const persons = Object.keys(under(state, await asking.live.survivors()).subjects);
      return Object.fromEntries(await namesOf(asking.store, asking.sealing, persons));
    },
  }),
});
