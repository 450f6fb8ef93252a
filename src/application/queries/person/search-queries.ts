import { z } from 'zod';
import { aggregateOf, idOf } from '../../../domain/kernel/event.js';
import { type PersonState, personAggregate } from '../../../domain/person/state.js';
import { Acquaintance } from '../../authorization/acquaintance.js';
import { loadRecord } from '../../load.js';
import { restrictedSince, wholePerson } from '../../persons.js';
import { type Sought, wordsOf } from '../../search/tokens.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { caseRelations } from '../case/case-queries.js';
import { concernRelations } from '../concern/concern-queries.js';
import { defineQueries, query } from '../define-queries.js';
import { namesOf } from '../names.js';
import * as p from '../params.js';

/** What a person is searched for, as a code: free text would be about somebody, and never leave the access log. */
export const SEARCH_REASONS = ['new-concern', 'on-case', 'meeting', 'request-of-the-person'] as const;
/** Who has a name that so many have is asked for more of the person. */
const MOST = 50;
/** Milliseconds: as long as an answer takes at least, whether nobody is found or somebody whom the reader may not know. */
export const TAKES = 400;

const cpr = z.string().regex(/^\d{6}[- ]?\d{4}$/, 'must be ten digits');
const name = z
  .string()
  .max(200)
  .refine((text) => wordsOf(text).length > 0, 'must hold a letter');
const list = { action: 'list', object: 'person' } as const;

const record = { number: a.number };
export const searchQueries = defineQueries({
  FindPersons: query({
    says: 'Persons by name (in Danish spellings, in any order), birth date or civil registration number, among those whom the reader may know, with what the reader may know of them; all that is given must fit',
    path: 'persons/search',
    method: 'POST',
    params: {
      name: name.optional(),
      birthDate: p.birthDate.optional(),
      cpr: cpr.optional(),
      reason: z.enum(SEARCH_REASONS),
    },
    answer: a.rowsOf(
      z.object({
        personId: a.text,
        /** Null: erased. */
        name: a.orNull(a.text),
        cases: a.rowsOf(z.object({ caseId: a.text, ...record })),
        concerns: a.rowsOf(z.object({ concernId: a.text, ...record })),
      }),
    ),
    may: list,
    leaves: {
      searches: 'persons',
      found: (found) => found.length,
      criteria: ({ reason, ...sought }) => ({ reason, by: Object.keys(given(sought)).sort().join('-') }),
    },
    takes: TAKES,
    async find({ reason, ...sought }, asking) {
      const persons = await listed(await knownPersons(sought, asking), reason, asking);
      const names = await namesOf(asking.store, asking.sealing, persons);
      return Promise.all(
        persons.map(async (personId) => ({
          personId,
          name: names.get(personId) ?? null,
          ...(await recordsOf(personId, asking)),
        })),
      );
    },
  }),
  KnownPerson: query({
    says: 'Whether somebody with this civil registration number is known to the reader already; to nobody else it is as if there were nobody',
    path: 'persons/known',
    method: 'POST',
    params: { cpr },
    answer: z.object({ personId: a.orNull(a.text), name: a.orNull(a.text) }),
    may: list,
    leaves: {
      searches: 'known-person',
      found: ({ personId }) => (personId === null ? 0 : 1),
      criteria: () => ({ by: 'cpr' }),
    },
    takes: TAKES,
    async find(sought, asking) {
      const [personId = null] = await knownPersons(sought, asking);
      const names = await namesOf(asking.store, asking.sealing, personId === null ? [] : [personId]);
      return { personId, name: names.get(personId ?? '') ?? null };
    },
  }),
});

const given = (sought: Sought) => Object.fromEntries(Object.entries(sought).filter(([, value]) => value !== undefined));

/** Those who fit and whom the reader may know, as who they are now. */
export async function knownPersons(sought: Sought, asking: Asking): Promise<readonly string[]> {
  const { live, search } = asking;
  const survivor = await live.survivors();
  const fit = new Set((await search.find(sought, MOST)).map(survivor));
  const seen = await Promise.all([...fit].map(async (id) => ((await isKnown(id, asking)) ? [id] : [])));
  return seen.flat();
}

/** Whose processing is restricted stands in no list of those who work, but where it is about that very request (GDPR art. 18). */
async function listed(persons: readonly string[], reason: (typeof SEARCH_REASONS)[number], asking: Asking) {
  if (asking.reader.purpose !== 'casework' || reason === 'request-of-the-person') return persons;
  const shown = persons.map(async (id) => (restrictedSince(await wholePerson(id, asking)) === null ? [id] : []));
  return (await Promise.all(shown)).flat();
}

async function isKnown(id: string, { store, reader, book, references, now }: Asking): Promise<boolean> {
  const loaded = await loadRecord(store, personAggregate.aggregate, id);
  if (!(loaded.state as PersonState).exists) return false;
  return new Acquaintance(reader.actor, store, book, references, now).with(loaded);
}

/** The cases and concerns that name the person, among those that the reader may read. */
async function recordsOf(personId: string, asking: Asking) {
  const { may, numbersOf } = asking;
  const { streams } = await wholePerson(personId, asking);
  const read = async (object: 'case' | 'concern') => {
    const ids = [...streams].filter((stream) => aggregateOf(stream) === object).map(idOf);
    const relationsTo = object === 'case' ? caseRelations : concernRelations;
    const seen = await Promise.all(
      ids.map(async (id) => (may('read', object, (await relationsTo({ id }, asking)) ?? []) ? [id] : [])),
    );
    return seen.flat();
  };
  const [cases, concerns] = [await read('case'), await read('concern')];
  const numbers = await numbersOf([...cases, ...concerns]);
  const numberOf = (id: string) => numbers.get(id) ?? null;
  return {
    cases: cases.map((caseId) => ({ caseId, number: numberOf(caseId) })),
    concerns: concerns.map((concernId) => ({ concernId, number: numberOf(concernId) })),
  };
}
