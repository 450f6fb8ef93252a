import { z } from 'zod';
import { CATEGORIES } from '../../../domain/case/disclosure.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { caseRelations } from '../case/case-queries.js';
import { concernRelations } from '../concern/concern-queries.js';
import { loadConcern } from '../concern/concern-view.js';
import { defineQueries, query } from '../define-queries.js';
import * as p from '../params.js';
import { packageOf } from './package.js';
import { basesFor, dissentTo, infohusOfCase, receiptsOf } from './package-receipts.js';

/** A list, as an address says it with commas. */
const listed = <T>(of: z.ZodType<T, string>) =>
  z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(of));
const named = z.object({
  /** Stands for the person, where the name is not passed on. */
  number: a.whole,
  role: a.text.optional(),
  ageGroup: a.text.optional(),
  name: a.orNull(a.text).optional(),
  birthDate: a.orNull(a.text).optional(),
  contact: a.orNull(a.text).optional(),
  address: a.orNull(a.text).optional(),
  protectedAddress: z.boolean().optional(),
  guardians: a.rowsOf(a.text).optional(),
});
const contents = {
  /** Of a concern, where its assessment goes. */
  description: a.text.optional(),
  persons: a.rowsOf(named),
  support: a.rowsOf(z.object({ person: a.whole, kind: a.text, since: a.text, status: a.text })),
  statements: a.rowsOf(
    z.object({
      ...{ person: a.whole, dimension: a.text, text: a.text, nature: a.text, sourceAgency: a.text },
      dissent: a.rowsOf(z.object({ by: a.text, text: a.text })).optional(),
    }),
  ),
  documents: a.rowsOf(
    z.object({
      ...{ documentId: a.text, kind: a.text, mediaType: a.text, size: a.whole, sha256: a.text },
      ...{ title: a.text.optional(), name: a.text.optional() },
    }),
  ),
  /** What it was taken from: ids of events, and SHA-256 over them and what was chosen. */
  events: a.rowsOf(a.text),
  hash: a.text,
};
const receipt = z.object({
  eventId: a.text,
  at: a.text,
  fromAgency: a.text,
  toAgency: a.text,
  handoverId: a.text.optional(),
  referralId: a.text.optional(),
  categories: a.rowsOf(a.text),
  legalBasis: a.text,
  constellation: a.text,
  necessity: a.text,
  ...contents,
  /** What of it was corrected or annulled since, and when the receiver was told of the newest of these. */
  rectified: a.rowsOf(
    z.object({ at: a.text, position: a.whole, type: a.text, how: z.enum(['corrected', 'annulled']) }),
  ),
  rectificationToldAt: a.orNull(a.text),
});
const chosen = {
  toAgency: p.code,
  categories: listed(z.enum(CATEGORIES)).optional(),
  documents: listed(p.id).optional(),
};
const know = { action: 'know', object: 'case', hides: true } as const;
const knowConcern = { action: 'know', object: 'concern', hides: true } as const;

export const packageQueries = defineQueries({
  DisclosurePreview: query({
    says: 'What another agency would be shown of a case with what is chosen, exactly as it is then shown, and the bases that hold for it today',
    path: 'cases/{id}/preview',
    params: { id: p.caseId, ...chosen, statements: listed(p.id).optional() },
    answer: z.object({ ...contents, bases: a.rowsOf(a.text) }),
    may: know,
    leaves: { consults: 'preview', id: 'id' },
    relations: caseRelations,
    async find({ id, toAgency, categories = [], statements = [], documents = [] }, asking) {
      // For who can send it: who only reads the case (compliance, broken glass) is not shown persons' own details by the way.
      if (!sends(asking)) return { ...NOTHING, bases: [] };
      const from = asking.reader.actor;
      const asked = { from, toAgency, categories, statements, documents, ...dissentTo(toAgency, asking) };
      const { sources: _, ...shown } = await packageOf(asking, { aggregate: 'case', id }, undefined, asked);
      const bases = await basesFor(asking, { aggregate: 'case', id }, await infohusOfCase(asking, id), toAgency);
      return { ...shown, bases };
    },
  }),
  CasePackages: query({
    says: 'What was passed on of a case, to whom and on which basis, as the receiver is shown it: whole for who works on it, its own for who was asked',
    path: 'cases/{id}/packages',
    params: { id: p.caseId },
    answer: a.rowsOf(receipt),
    may: know,
    leaves: { consults: 'packages', id: 'id' },
    relations: caseRelations,
    async find({ id }, asking) {
      const { reader, relations: are, may } = asking;
      const whole = may('read', 'case', are);
      if (!whole && !may('read-disclosed', 'case', are)) return [];
      return receiptsOf(asking, { aggregate: 'case', id }, whole ? undefined : reader.actor.agency);
    },
  }),
  ConcernDisclosurePreview: query({
    says: 'What another agency would be shown of a concern with what is chosen, exactly as its receipt then says it, and the bases that hold for it today',
    path: 'concerns/{id}/preview',
    params: { id: p.concernId, ...chosen },
    answer: z.object({ ...contents, bases: a.rowsOf(a.text) }),
    may: knowConcern,
    leaves: { consults: 'preview', id: 'id' },
    relations: concernRelations,
    async find({ id, toAgency, categories = [], documents = [] }, asking) {
      const { reader, relations: are, may, store } = asking;
      if (reader.purpose !== 'casework' || !may('read', 'concern', are)) return { ...NOTHING, bases: [] };
      const of = { aggregate: 'concern', id } as const;
      const asked = { from: reader.actor, toAgency, categories, statements: [], documents };
      const { sources: _, ...shown } = await packageOf(asking, of, undefined, asked);
      const { state } = await loadConcern(store, id);
      return { ...shown, bases: await basesFor(asking, of, state.facts?.infohus ?? '', toAgency) };
    },
  }),
  ConcernPackages: query({
    says: 'What was passed on of a concern, to whom and on which basis, with the receipt of each',
    path: 'concerns/{id}/packages',
    params: { id: p.concernId },
    answer: a.rowsOf(receipt),
    may: knowConcern,
    leaves: { consults: 'packages', id: 'id' },
    relations: concernRelations,
    find: async ({ id }, asking) =>
      asking.may('read', 'concern', asking.relations) ? receiptsOf(asking, { aggregate: 'concern', id }) : [],
  }),
});

const NOTHING = { persons: [], support: [], statements: [], documents: [], events: [], hash: '' };
const sends = ({ reader, relations }: Asking): boolean =>
  reader.purpose === 'casework' && relations.some((r) => r === 'on-case' || r === 'coordinating');
