import { createHash } from 'node:crypto';
import { z } from 'zod';
import { addDays, daysBetween, localDateOf } from '../../../domain/kernel/calendar.js';
import { aggregateOf, idOf, type Recorded } from '../../../domain/kernel/event.js';
import { infohuseOf } from '../../../domain/plan/roles.js';
import { type LookRow, type LookWay, WAYS } from '../../../projections/looks/looks.js';
import { inOrder, orderOf, orders, partOf } from '../../../projections/order.js';
import type { Cursor } from '../../../projections/scope.js';
import { decode } from '../../codec.js';
import { wholePerson } from '../../persons.js';
import { invalid } from '../../refusal.js';
import { personRelations } from '../acts/act-queries.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { caseRelations } from '../case/case-queries.js';
import { concernRelations } from '../concern/concern-queries.js';
import { defineQueries, query } from '../define-queries.js';
import { meetingRelations } from '../meeting/meeting-queries.js';
import { namesOf } from '../names.js';
import { ofOthers } from '../other-infohuse.js';
import { listed } from '../paging.js';
import * as p from '../params.js';
import { documentsOf, type Holder } from './documents-of.js';

/** Days of the log that are shown at once. */
const MOST = 366;
/** A week is what somebody looks through. */
const SHOWN = 7;

export const look = z.object({
  ...{ day: a.text, userId: a.text, agency: a.text, role: a.text, way: z.enum(WAYS) },
  /** The kind of record, the list or the export. */
  ...{ record: a.text, recordId: a.orNull(a.text), number: a.number, purpose: a.text },
  ...{ first: a.text, last: a.text, count: a.whole },
});
/** A digest tells looks of one instant apart. */
const DIGEST = z.string().regex(/^[\w-]{43}$/);
const LOOK_ORDERS = orders({ id: 'look', by: { last: 'last' }, first: '-last' });
const filters = {
  userId: p.code.optional(),
  agency: p.code.optional(),
  way: z.enum(WAYS).optional(),
  ...p.days,
  sort: p.sortIn(LOOK_ORDERS),
};
const read = { action: 'read', object: 'access', hides: true } as const;
const list = { action: 'list', object: 'access' } as const;
export type AccessFilters = z.output<z.ZodObject<typeof filters>> & { readonly infohus: string };

/** Who has looked at what, for who watches over it (domain.md rule 11): users are named, texts are not. */
export const accessLogQueries = defineQueries({
  RecordAccess: query({
    says: 'Who has seen a record: a case, a concern, a meeting or a person, and what names the person',
    path: 'access-log/records/{id}',
    tellsOfLooks: true,
    params: { id: p.recordId },
    answer: z.object({
      kind: a.text,
      number: a.number,
      /** Of a person only. */
      name: a.orNull(a.text),
      looks: a.rowsOf(look),
    }),
    may: read,
    leaves: { consults: 'access-log', id: 'id' },
    relations: recordRelations,
    async find({ id }, asking) {
      const { live, store, sealing } = asking;
      const about = await recordsAbout(id, asking);
      const names = about.kind === 'person' ? await namesOf(store, sealing, [id]) : undefined;
      const looks = await live.looks({ recordIds: about.ids });
      return {
        kind: about.kind,
        number: (await asking.numbersOf([id])).get(id) ?? null,
        name: names?.get(id) ?? null,
        looks: await shown(await ofOwn(looks, asking), asking),
      };
    },
  }),
  NobodyLooked: query({
    says: 'Whether anybody of an agency looked at a record in a period, from the log itself, and up to which position of it that holds',
    path: 'access-log/records/{id}/nobody',
    params: { id: p.recordId, agency: p.code, ...p.days },
    answer: z.object({
      nobody: z.boolean(),
      ...{ from: a.text, to: a.text, agency: a.text, number: a.number },
      /** The log up to this position was read, and hashes to this: whoever holds it can read it again. */
      ...{ position: a.whole, recordedAt: a.text, headHash: a.text, read: a.whole },
      looks: a.rowsOf(z.object({ position: a.whole, at: a.text, userId: a.text, role: a.text, type: a.text })),
    }),
    may: read,
    leaves: { consults: 'access-proof', id: 'id' },
    relations: recordRelations,
    async find({ id, agency, from, to }, asking) {
      const { store, now, headHash } = asking;
      const today = localDateOf(now);
      const period = { from: from ?? to ?? today, to: to ?? today };
      // Of no days at all nothing is proven.
      if (period.to < period.from) throw invalid([{ path: 'to', message: 'must be from that day on' }]);
      const wanted = new Set((await recordsAbout(id, asking)).ids);
      const { position, recordedAt } = await store.head();
      const looks: Recorded[] = [];
      let events = 0;
      for await (const batch of store.readAll({ types: LOOKING, to: position })) {
        events += batch.length;
        for (const event of batch.map(decode)) if (isLookAt(event, wanted, { agency, ...period })) looks.push(event);
      }
      return {
        ...{ nobody: looks.length === 0, ...period, agency, position, recordedAt, read: events },
        number: (await asking.numbersOf([id])).get(id) ?? null,
        headHash: position === 0 ? '' : await headHash(position),
        looks: looks.map(({ position: at, recordedAt: when, actor, type }) => ({
          ...{ position: at, at: when, userId: actor.userId, role: actor.role, type },
        })),
      };
    },
  }),
  AccessLog: query({
    says: 'Who looked at what in an Infohus: by day, by user, by agency, by how; without days the last week; whole, or with `limit` a page',
    path: 'access-log',
    tellsOfLooks: true,
    params: { infohus: p.infohus, ...filters, ...p.pageOf(LOOK_ORDERS, DIGEST) },
    answer: a.pageOf(look),
    may: list,
    over: 'page',
    leaves: { searches: 'access-log', found: ({ rows }) => rows.length },
    async find(params, asking) {
      const looks = await looksIn(params, asking);
      return listed(p.pageRequest(params), {
        rows: async (part) => partOf(looks, placeOf, part, orderOf(LOOK_ORDERS, params.sort).up),
        count: async (cap) => Math.min(cap, looks.length),
        ...{ placeOf, sort: params.sort },
        show: (rows) => shown(rows, asking),
      });
    },
  }),
  ExportAccessLog: query({
    says: 'The same as a file',
    path: 'access-log.csv',
    tellsOfLooks: true,
    params: { infohus: p.infohus, ...filters },
    answer: a.rowsOf(look),
    may: list,
    leaves: { exports: 'access-log' },
    over: {
      csv: ['day', 'userId', 'agency', 'role', 'way', 'record', 'number', 'purpose', 'first', 'last', 'count'],
    },
    find: async (params, asking) => shown(await looksIn(params, asking), asking),
  }),
});

/** A list tells how many it showed, not whom; only what opens a record or takes it out is a look at it. */
const LOOKING = ['RecordConsulted', 'BreakGlassUsed', 'ExportMade'];

interface AccessLogSelection {
  readonly agency: string;
  readonly from: string;
  readonly to: string;
}
function isLookAt({ actor, recordedAt, data }: Recorded, wanted: ReadonlySet<string>, q: AccessLogSelection): boolean {
  const { recordId, caseId, criteria } = data as {
    readonly recordId?: string;
    readonly caseId?: string;
    readonly criteria?: Readonly<Record<string, string>>;
  };
  const id = recordId ?? caseId ?? criteria?.id ?? '';
  const day = localDateOf(recordedAt);
  return actor.agency === q.agency && wanted.has(id) && q.from <= day && day <= q.to;
}

const RELATIONS = { case: caseRelations, concern: concernRelations, meeting: meetingRelations };
const kindOf = async (id: string, { live }: Asking) => (await live.counted([id]))[0]?.kind ?? ('person' as const);

async function recordRelations({ id }: { readonly id: string }, asking: Asking) {
  const kind = await kindOf(id, asking);
  return kind === 'person' ? personRelations({ id }, asking) : RELATIONS[kind]({ id }, asking);
}

/** A person is looked at where its own page is, and in every case and concern that names it, under whatever id. */
async function recordsAbout(id: string, asking: Asking) {
  const kind = await kindOf(id, asking);
  if (kind !== 'person') return { kind, ids: [id, ...(await documentsOf([[kind, id]], asking.store))] };
  const { ids, streams } = await wholePerson(id, asking);
  const naming = [...streams].filter((stream) => NAMING.has(aggregateOf(stream)));
  const others = await ofOthers(naming.map(idOf), asking);
  const persons = [...ids].map((one): Holder => ['person', one]);
  const records = naming
    .map((stream): Holder => [aggregateOf(stream), idOf(stream)])
    .filter(([, of]) => !others.has(of));
  const holders = [...persons, ...records];
  return { kind, ids: [...holders.map(([, of]) => of), ...(await documentsOf(holders, asking.store))] };
}
const NAMING = new Set(['case', 'concern']);

/** @throws Refused validation-failed */
export async function looksIn({ infohus, from, to, userId, agency, way, sort }: AccessFilters, asking: Asking) {
  const { live, book, now } = asking;
  const today = localDateOf(now);
  const last = to ?? today;
  const first = from ?? addDays(last, 1 - SHOWN);
  const more = daysBetween(first, last);
  if (more < 0 || more >= MOST)
    throw invalid([{ path: 'to', message: `must be from that day on, ${MOST} days at most` }]);
  const looks = await live.looks({ userId, agency, way, from: first, before: addDays(last, 1) });
  const isOf = (code: string) => infohuseOf(book.plans, code, today).includes(infohus);
  const own = await ofOwn(
    looks.filter((row) => isOf(row.agency)),
    asking,
  );
  return own
    .map((row): PlacedLook => ({ ...row, place: placed(row) }))
    .sort(inOrder(placeOf, orderOf(LOOK_ORDERS, sort).up));
}

/** An agency may be of several Infohuse: what it looked at in another one is told to that one. */
async function ofOwn(looks: readonly LookRow[], asking: Asking): Promise<readonly LookRow[]> {
  const others = await ofOthers(recordsIn(looks), asking);
  return looks.filter(({ recordId }) => !others.has(recordId));
}
const recordsIn = (looks: readonly LookRow[]) => [
  ...new Set(looks.map(({ recordId }) => recordId).filter((id) => UUID.test(id))),
];

/** In its list: what tells looks of one instant apart is long, and a place is said in an address. */
const placed = ({ last, stream, look }: LookRow): Cursor => ({
  at: last,
  id: createHash('sha256').update(`${stream} ${look}`).digest('base64url'),
});
type PlacedLook = LookRow & { readonly place: Cursor };
const placeOf = ({ place }: PlacedLook): Cursor => place;

export async function shown(looks: readonly LookRow[], { numbersOf }: Asking) {
  const numbers = await numbersOf(recordsIn(looks));
  return looks.map(({ day, userId, agency, role, way, record, recordId, purpose, first, last, count }) => ({
    ...{ day, userId, agency, role, record, purpose, first, last, count },
    way: way as LookWay,
    recordId: UUID.test(recordId) ? recordId : null,
    number: numbers.get(recordId) ?? null,
  }));
}
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
