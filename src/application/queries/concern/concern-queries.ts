import { z } from 'zod';
import { caseOf } from '../../../domain/concern/state.js';
import { beginsOn, CONCERN_STATUSES } from '../../../domain/concern/status.js';
import { recordedBy, toConcern } from '../../authorization/relations.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { caseAt } from '../case/case-view.js';
import { defineQueries, query } from '../define-queries.js';
import { namesOf } from '../names.js';
import * as p from '../params.js';
import { concernView, loadConcern, ownOf, withoutCase } from './concern-view.js';

/** What the reader is to a concern, and to its case where it has one. Undefined: there is no such concern. */
export async function concernRelations({ id }: { readonly id: string }, asking: Asking) {
  const { store, reader } = asking;
  const { knownAs: state, events } = await loadConcern(store, id);
  if (state.facts === null) return undefined;
  const caseId = caseOf(state);
  const itsCase = caseId ? (await caseAt(store, caseId, { head: true })).state : undefined;
  const standing = toConcern(state, reader.actor, asking.planOf(state.facts.infohus), itsCase);
  return [...standing, ...recordedBy(events, reader.actor)];
}

export const concernQueries = defineQueries({
  ConcernNames: query({
    says: 'What the persons of a concern are called',
    params: { id: p.concernId },
    answer: z.record(a.text, a.text),
    may: { action: 'know', object: 'concern', hides: true },
    leaves: { consults: 'names', id: 'id' },
    relations: concernRelations,
    async find({ id }, { store, sealing, may, relations: are }) {
      if (!may('read', 'concern', are)) return {};
      const { state } = await loadConcern(store, id);
      const persons = state.subjects.map((s) => s.personId);
      return Object.fromEntries(await namesOf(store, sealing, persons));
    },
  }),
  Concern: query({
    says: 'A concern with what it says, its deadlines, and where it stands in the acute flow (KØ-1 to KØ-5)',
    path: 'concerns/{id}',
    params: { id: p.concernId },
    answer: z.object({
      concernId: a.text,
      number: a.number,
      infohus: a.text,
      receivedAt: a.text,
      registeredBy: a.text,
      subjects: a.rowsOf(z.object({ personId: a.text, role: a.text, ageGroup: a.text })),
      caseId: a.orNull(a.text),
      caseNumber: a.number,
      standing: z.enum(CONCERN_STATUSES),
      /** Whether police know of it (KØ-1); null for who sees its own events only. */
      policeTold: a.orNull(z.boolean()),
      acute: a.orNull(
        z.object({
          assessedAt: a.text,
          openingHours: z.boolean(),
          policeTold: z.boolean(),
          final: z.boolean(),
          readyToAct: a.orNull(z.boolean()),
          meetingCalled: z.boolean(),
          withPolice: z.boolean(),
          /** The command that the flow asks for next. */
          next: a.orNull(a.text),
        }),
      ),
      deadlines: a.rowsOf(a.obligation.extend({ infohus: a.text, open: z.boolean(), changes: z.unknown().optional() })),
      /** Records of their own that the reader may begin on it: no acts on the concern, and found on its page. */
      begins: a.rowsOf(z.object({ command: z.enum(['OpenCase', 'CallMeeting']), against: a.orNull(a.text) })),
      version: a.whole,
      timeline: a.rowsOf(a.timelineEntry),
    }),
    may: { action: 'know', object: 'concern', hides: true },
    leaves: { consults: 'concern', id: 'id' },
    relations: concernRelations,
    async find({ id }, { store, live, sealing, book, now, reader, relations: are, may, numbersOf }) {
      const found = await loadConcern(store, id);
      const view = await concernView(sealing, id, found, await live.concern(id), book.plans, now);
      const ofItsCase = reader.purpose !== 'casework' || are.some((r) => r === 'coordinating' || r === 'on-case');
      const whole = may('read', 'concern', are);
      const shown = whole ? (ofItsCase ? view : withoutCase(view)) : ownOf(view, reader.actor.agency);
      const numbers = await numbersOf([id, ...(shown.caseId === null ? [] : [shown.caseId])]);
      const who = { coordinates: are.includes('coordinating'), isPolice: are.includes('infohus-police') };
      const begins = whole && reader.purpose === 'casework' ? beginsOn(view.standing, who) : [];
      return { ...shown, begins, number: numbers.get(id) ?? null, caseNumber: numbers.get(shown.caseId ?? '') ?? null };
    },
  }),
});
