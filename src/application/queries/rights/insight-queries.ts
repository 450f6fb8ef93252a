import { z } from 'zod';
import { addMonths, localDateOf } from '../../../domain/kernel/calendar.js';
import { aggregateOf, idOf } from '../../../domain/kernel/event.js';
import { obligationsOfPerson } from '../../../domain/obligations/index.js';
import { joined, NO_RIGHTS } from '../../../domain/person/rights.js';
import { retentionMonths } from '../../../domain/plan/retention.js';
import { looksAt, readByAnother } from '../../insight/looks.js';
import { GROUNDS, type Ground, packOf } from '../../insight/pack.js';
import { aboutOf, clearable, isSecretTo } from '../../insight/parts.js';
import { personRelations } from '../acts/act-queries.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { numbered } from '../numbered.js';
import * as p from '../params.js';

/** `eventId:ground`, several parted by a comma: what both officers leave out, and why (databeskyttelsesloven § 22). */
const ONE = new RegExp(`^[0-9a-f-]{36}:(${GROUNDS.join('|')})$`);
const withhold = z
  .string()
  .max(4000)
  .refine(
    (list) => list === '' || list.split(',').every((one) => ONE.test(one)),
    `takes eventId:${GROUNDS.join(' or eventId:')}, parted by commas`,
  )
  .optional();
const withheldBy = (list: string | undefined): ReadonlyMap<string, Ground> =>
  new Map((list ? list.split(',') : []).map((one) => [one.slice(0, 36), one.slice(37) as Ground]));

/** Ids of documents of which the bytes go with the pack, parted by a comma: the same by both officers. */
const documentIds = z
  .string()
  .max(4000)
  .refine((list) => idsIn(list).every((one) => p.id.safeParse(one).success), 'takes ids of documents, parted by commas')
  .optional();
const idsIn = (list: string | undefined): readonly string[] => (list ? list.split(',') : []);

/** What a person is answered who asks what is held about them (GDPR art. 15). */
export const insightQueries = defineQueries({
  InsightDocument: query({
    says: 'A document of a pack, for the officer who looks whether it names somebody else before its bytes go along',
    path: 'persons/{id}/subject-access/documents/{documentId}',
    params: { id: p.id, documentId: p.id },
    answer: z.object({ documentId: a.text, title: a.orNull(a.text), mediaType: a.text, size: a.whole }),
    may: { action: 'read', object: 'insight', hides: true },
    leaves: { consults: 'document', id: 'documentId' },
    relations: personRelations,
    async find({ id, documentId }, asking) {
      const { documents } = await packOf(id, new Map(), new Set(), asking);
      const found = documents.find((one) => one.documentId === documentId);
      if (!found) throw asking.notThere();
      const { title, mediaType, size } = found;
      return { documentId, title, mediaType, size };
    },
  }),
  InsightParts: query({
    says: 'What a person is not told of, neither confirmed nor denied, until police clear it: of what these police recorded, answer for or were told, and of concerns of their Infohus',
    path: 'persons/{id}/insight-parts',
    params: { id: p.id },
    answer: a.rowsOf(
      z.object({
        ...{ eventId: a.text, at: a.text, type: a.text, record: a.text, recordId: a.text, number: a.number },
        /** When it was cleared; null: it is not told of. */
        clearedAt: a.orNull(a.text),
      }),
    ),
    may: { action: 'list', object: 'insight', hides: true },
    leaves: { consults: 'insight-parts', id: 'id' },
    relations: personRelations,
    async find({ id }, asking) {
      const found = await aboutOf(id, asking);
      const { agency } = asking.reader.actor;
      const infohuse = asking.ownInfohuse();
      const clearedAt = new Map(
        found.events.flatMap(({ type, data, recordedAt }) =>
          type === 'InsightPartCleared' ? [[(data as { eventId: string }).eventId, recordedAt] as const] : [],
        ),
      );
      const rows = clearable(found, isSecretTo(asking), { agency, infohuse })
        .toSorted((x, y) => x.position - y.position)
        .map(({ eventId, occurredAt: at, type, stream }) => ({
          ...{ eventId, at, type, record: aggregateOf(stream), recordId: idOf(stream) },
          clearedAt: clearedAt.get(eventId) ?? null,
        }));
      return numbered(asking, rows, ({ recordId }) => recordId);
    },
  }),
  SubjectAccess: query({
    says: 'What this controller holds of a person, from all streams, with third persons masked: events, disclosures, whom to ask for the rest, and an extract of who looked; final once two officers have drawn up the same',
    path: 'persons/{id}/subject-access',
    params: { id: p.id, withhold, documents: documentIds },
    answer: z.object({
      personIds: a.rowsOf(a.text),
      controller: a.text,
      at: a.text,
      requests: a.rowsOf(z.object({ receivedAt: a.text, dueAt: a.text, state: a.text })),
      restrictedSince: a.orNull(a.text),
      events: a.rowsOf(
        z.object({
          ...{ eventId: a.text, at: a.text, recordedAt: a.text, type: a.text },
          ...{ record: a.text, recordId: a.text, agency: a.text, data: a.record },
        }),
      ),
      disclosures: a.rowsOf(
        z.object({ at: a.text, from: a.text, to: a.text, legalBasis: a.text, categories: a.rowsOf(a.text) }),
      ),
      elsewhere: a.rowsOf(a.text),
      looks: a.rowsOf(z.object({ day: a.text, agency: a.text, purpose: a.text, record: a.text, count: a.whole })),
      withheld: a.rowsOf(z.object({ ground: z.enum(GROUNDS), count: a.whole })),
      /** `included`: its bytes go with the pack. */
      documents: a.rowsOf(
        z.object({
          ...{ documentId: a.text, eventId: a.text, title: a.orNull(a.text) },
          ...{ mediaType: a.text, size: a.whole, sha256: a.text, included: z.boolean() },
        }),
      ),
      contentHash: a.text,
      /** Another officer has drawn up the same since anything was added: it may leave the house. */
      readByTwo: z.boolean(),
    }),
    tellsOfLooks: true,
    may: { action: 'read', object: 'insight', hides: true },
    leaves: { exports: 'subject-access' },
    relations: personRelations,
    async find({ id, withhold: list, documents }, asking) {
      const included = new Set(idsIn(documents));
      const { recordIds, newest, ...pack } = await packOf(id, withheldBy(list), included, asking);
      const { store, live, book, reader, now } = asking;
      const looks = await looksAt(live, {
        recordIds: [...recordIds, ...pack.personIds],
        since: keptSince(asking),
        isSecret: (agency) => book.regimeOf(agency) !== 'GDPR',
      });
      const readByTwo = await readByAnother(store, {
        ...{ id, withhold: list ?? '', documents: documents ?? '', userId: reader.actor.userId, newest },
      });
      return { ...pack, ...(await asked(pack.personIds, asking)), at: now, looks, readByTwo };
    },
  }),
});

/** The first local day of the access events that the plan keeps. */
function keptSince({ book: { plans }, now, ownInfohuse }: Asking): string {
  const day = localDateOf(now);
  const months = ownInfohuse().flatMap((infohus) => retentionMonths('access', infohus, { plans, day })?.months ?? []);
  return months.length === 0 ? '' : addMonths(day, -Math.max(...months));
}

/** Under whatever of the person's ids it was asked. */
async function asked(personIds: readonly string[], { live, book, now }: Asking) {
  const rows = await live.registered(['person'], personIds);
  const rights = rows.reduce((all, row) => joined(all, row.state), NO_RIGHTS);
  const owed = obligationsOfPerson(personIds[0] ?? '', rights, book.plans, now);
  return {
    restrictedSince: rights.restrictedSince,
    requests: owed.map(({ startedAt: receivedAt, dueAt, state }) => ({ receivedAt, dueAt, state })),
  };
}
