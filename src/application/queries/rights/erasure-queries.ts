import { z } from 'zod';
import { aggregateOf, idOf, type Recorded } from '../../../domain/kernel/event.js';
import { obligationsOfPerson, openInsights } from '../../../domain/obligations/index.js';
import type { Erasure } from '../../../domain/person/rights.js';
import { type PersonState, personAggregate } from '../../../domain/person/state.js';
import type { RegisterRow } from '../../../projections/registers/registers.js';
import { decode } from '../../codec.js';
import { loadRecord } from '../../load.js';
import { wholePerson } from '../../persons.js';
import { personRelations } from '../acts/act-queries.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { namesOf } from '../names.js';
import * as p from '../params.js';

/** Asked for, it waits for a second officer with the clearance of the archive. */
const ERASURE_STATES = ['blocked-by-archive', 'cleared', 'erased'] as const;
const by = z.object({ at: a.text, userId: a.text });

/** What stands of an erasure: ids, counts and dates; of the person the name alone, until it is gone: nobody asks for or authorises the erasure of an id. */
export const erasureQueries = defineQueries({
  PersonErasure: query({
    says: 'The erasure of a person: who asked for it, who authorised it, what is gone, and the texts that two people still look at',
    path: 'persons/{id}/erasure',
    params: { id: p.id },
    answer: z.object({
      name: a.orNull(a.text),
      requested: a.orNull(by),
      authorised: a.orNull(by),
      erasedAt: a.orNull(a.text),
      keys: a.whole,
      /** Events whose sealed fields about the person are gone. */
      erased: a.rowsOf(a.text),
      /** `proposed`: what one officer has decided; `decision`: what a second one has confirmed. */
      review: a.rowsOf(
        z.object({
          ...{ eventId: a.text, record: a.text, recordId: a.text },
          ...{ proposed: a.orNull(a.text), decision: a.orNull(a.text) },
        }),
      ),
      /** Of the event that says so: `prove` gives the certificate that a third party checks. */
      position: a.orNull(a.whole),
    }),
    may: { action: 'read', object: 'erasure', hides: true },
    leaves: { consults: 'erasure', id: 'id' },
    relations: personRelations,
    async find({ id }, asking) {
      const loaded = await loadRecord(asking.store, personAggregate.aggregate, id);
      const { rights } = loaded.state as PersonState;
      const done = loaded.events.find(({ type }) => type === 'PersonErased');
      const { keys = 0, erased = [], review = [] } = (done?.data ?? {}) as Partial<Gone>;
      const { erasure } = rights;
      return {
        name: (await namesOf(asking.store, asking.sealing, [id])).get(id) ?? null,
        requested: erasure && { at: erasure.requestedAt, userId: erasure.requestedBy },
        authorised: erasure?.authorised ? { at: erasure.authorised.at, userId: erasure.authorised.by } : null,
        erasedAt: erasure?.erasedAt ?? null,
        ...{ keys, erased, position: done?.position ?? null },
        review: await reviewed(id, review, asking),
      };
    },
  }),
  PersonRequests: query({
    says: 'What persons have asked of the compliance of an Infohus: insight and by when, restriction, erasure and whether the archive blocks it',
    path: 'person-requests',
    params: { infohus: p.infohus, open: z.enum(['insight', 'erasure']).optional() },
    answer: a.rowsOf(
      z.object({
        personId: a.text,
        /** Null: erased, or never registered. */
        name: a.orNull(a.text),
        insights: a.rowsOf(z.object({ receivedAt: a.text, dueAt: a.text, state: a.text })),
        restrictedSince: a.orNull(a.text),
        erasure: a.orNull(z.enum(ERASURE_STATES)),
      }),
    ),
    may: { action: 'list', object: 'erasure' },
    leaves: { searches: 'person-requests', found: (found) => found.length },
    async find({ infohus, open }, { live, book, now, store, sealing }) {
      const owes = ({ id, state }: RegisterRow<'person'>): boolean => {
        if (open === 'erasure') return state.erasure !== null && !state.erasure.authorised;
        return openInsights(id, state, book.plans, now).length > 0;
      };
      const rows = (await live.register('person', infohus)).filter((row) => open === undefined || owes(row));
      const names = await namesOf(
        store,
        sealing,
        rows.map((row) => row.id),
      );
      return rows.map(({ id, state }) => ({
        ...{ personId: id, name: names.get(id) ?? null, restrictedSince: state.restrictedSince },
        insights: obligationsOfPerson(id, state, book.plans, now).map(
          ({ startedAt: receivedAt, dueAt, state: is }) => ({
            ...{ receivedAt, dueAt, state: is },
          }),
        ),
        erasure: state.erasure && standsAt(state.erasure),
      }));
    },
  }),
});
const standsAt = ({ authorised, erasedAt }: Erasure): (typeof ERASURE_STATES)[number] =>
  erasedAt ? 'erased' : authorised ? 'cleared' : 'blocked-by-archive';

interface Gone {
  readonly keys: number;
  readonly erased: readonly string[];
  readonly review: readonly string[];
}

/** The texts to be looked at, found in the records that name the person, with what was confirmed of each. */
async function reviewed(personId: string, review: readonly string[], { references, store }: Asking) {
  if (review.length === 0) return [];
  const { streams } = await wholePerson(personId, { store, references });
  const events: readonly Recorded[] = (await store.readStreams([...streams])).map(decode);
  const said = (type: string) =>
    new Map(
      events
        .filter((e) => e.type === type)
        .map(({ data }) => data as { readonly eventId: string; readonly decision: string })
        .map(({ eventId, decision }) => [eventId, decision]),
    );
  const [proposed, confirmed] = [said('SealedTextDecided'), said('SealedTextConfirmed')];
  const wanted = new Set(review);
  return events
    .filter((e) => wanted.has(e.eventId))
    .map(({ eventId, stream }) => ({
      ...{ eventId, record: aggregateOf(stream), recordId: idOf(stream) },
      proposed: proposed.get(eventId) ?? null,
      decision: confirmed.get(eventId) ?? null,
    }));
}
