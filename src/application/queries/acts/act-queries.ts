import { z } from 'zod';
import { caseAggregate } from '../../../domain/case/state.js';
import { type PersonState, personAggregate } from '../../../domain/person/state.js';
import { Acquaintance } from '../../authorization/acquaintance.js';
import { loadRecord } from '../../load.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { caseRelations } from '../case/case-queries.js';
import { concernRelations } from '../concern/concern-queries.js';
import { defineQueries, query } from '../define-queries.js';
import { meetingRelations } from '../meeting/meeting-queries.js';
import * as p from '../params.js';
import { actsOn } from './acts.js';

const says =
  'What the reader may do with it now: each command and what it would be about; `against`: the rule that stands against it, null where none does';
const answer = a.rowsOf(
  z.object({
    command: a.text,
    about: z.record(a.text, z.unknown()),
    against: a.orNull(a.text),
    detail: a.text.optional(),
  }),
);

const acts =
  (aggregate: string) =>
  async ({ id }: { readonly id: string }, asking: Asking) => {
    const all = await actsOn(await loadRecord(asking.store, aggregate, id), asking);
    return reads(aggregate, asking) ? all : all.filter(({ against }) => against !== NOT_ASKED);
  };
/** Who is shown its own part only is not told by an act that others were asked too (commands.md, Roles). */
const NOT_ASKED = 'not-the-receiver';
const reads = (aggregate: string, { may, relations }: Asking): boolean =>
  aggregate !== caseAggregate.aggregate || may('read', 'case', relations);

/** By all ids of merged persons, and what names them by right. Undefined: there is none by that id. */
export async function personRelations(
  { id }: { readonly id: string },
  { store, reader, book, references, now }: Asking,
) {
  const loaded = await loadRecord(store, personAggregate.aggregate, id);
  if (!(loaded.state as PersonState).exists) return undefined;
  const knows = await new Acquaintance(reader.actor, store, book, references, now).with(loaded);
  return knows ? (['knows-person'] as const) : [];
}

/** What can be done with a record, for those who may read it: pages, API and command line draw exactly this. */
export const actQueries = defineQueries({
  CaseActions: query({
    ...{ says, params: { id: p.caseId }, answer, path: 'cases/{id}/actions' },
    may: { action: 'know', object: 'case', hides: true },
    leaves: { consults: 'case', id: 'id' },
    relations: caseRelations,
    find: acts('case'),
  }),
  ConcernActions: query({
    ...{ says, params: { id: p.concernId }, answer, path: 'concerns/{id}/actions' },
    may: { action: 'know', object: 'concern', hides: true },
    leaves: { consults: 'concern', id: 'id' },
    relations: concernRelations,
    find: acts('concern'),
  }),
  MeetingActions: query({
    ...{ says, params: { id: p.meetingId }, answer, path: 'meetings/{id}/actions' },
    may: { action: 'know', object: 'meeting', hides: true },
    leaves: { consults: 'meeting', id: 'id' },
    relations: meetingRelations,
    find: acts('meeting'),
  }),
  PersonActions: query({
    ...{ says, params: { id: p.id }, answer, path: 'persons/{id}/actions' },
    may: { action: 'read', object: 'person', hides: true },
    leaves: { consults: 'person', id: 'id' },
    relations: personRelations,
    find: acts('person'),
  }),
});
