import { z } from 'zod';
import { accessAggregate, type Glass } from '../../../domain/access/state.js';
import { caseAggregate } from '../../../domain/case/state.js';
import { addDays, localDateOf } from '../../../domain/kernel/calendar.js';
import { type Recorded, streamOf } from '../../../domain/kernel/event.js';
import { inOrder, newestFirst, orderOf, orders, partOf } from '../../../projections/order.js';
import type { RegisterRow } from '../../../projections/registers/registers.js';
import type { Cursor } from '../../../projections/scope.js';
import { toInfohus } from '../../authorization/relations.js';
import { decode } from '../../codec.js';
import { loadRecord } from '../../load.js';
import { wholePerson } from '../../persons.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { numbered } from '../numbered.js';
import { listed } from '../paging.js';
import * as p from '../params.js';
import { eventsOf, opened } from '../records.js';
import { documentsOf } from './documents-of.js';

/** `waiting`: nobody has given a judgement yet. `running`: it opens the case now. */
export const GLASS_STATES = ['waiting', 'running', 'reviewed'] as const;
type GlassState = (typeof GLASS_STATES)[number];

export const glassRow = z.object({
  ...{ id: a.text, caseId: a.text, number: a.number, userId: a.text, agency: a.text },
  ...{ usedAt: a.text, until: a.text, running: z.boolean() },
  ...{ reviewedAt: a.orNull(a.text), justified: a.orNull(z.boolean()) },
  /** Why, in the words of who broke it. Null: erased. */
  justification: a.orNull(a.text),
});

const GLASS_ORDERS = orders({ id: 'id', by: { used: 'usedAt' }, first: '-used' });
/** Broken glass (domain.md rule 11): compliance sees it at once, with the reason, what was read through it, and the judgement. */
export const glassQueries = defineQueries({
  BrokenGlasses: query({
    says: 'Every broken glass of an Infohus, the newest or the oldest first, with the written reason; whole, or with `limit` a page',
    path: 'broken-glass',
    params: {
      infohus: p.infohus,
      state: z.enum(GLASS_STATES).optional(),
      sort: p.sortIn(GLASS_ORDERS),
      ...p.pageOf(GLASS_ORDERS),
    },
    answer: a.pageOf(glassRow),
    may: { action: 'list', object: 'glass' },
    over: 'page',
    leaves: { searches: 'broken-glasses', found: ({ rows }) => rows.length },
    async find(params, asking) {
      const { up } = orderOf(GLASS_ORDERS, params.sort);
      const found = (await glassesOf(params.infohus, asking, params.state)).sort(inOrder(placeOf, up));
      return listed(p.pageRequest(params), {
        rows: async (part) => partOf(found, placeOf, part, up),
        count: async (cap) => Math.min(cap, found.length),
        ...{ placeOf, sort: params.sort },
        show: (rows) => shownGlasses(rows, asking),
      });
    },
  }),
  BrokenGlass: query({
    says: 'One broken glass: who, why and until when, what was read of the case while it was open, and the judgement',
    path: 'broken-glass/{id}',
    params: { id: p.id },
    answer: glassRow.extend({
      infohus: a.text,
      /** What was opened, and what leaves the house, in the order in which it was. */
      seen: a.rowsOf(z.object({ at: a.text, position: a.whole, record: a.text, purpose: a.text })),
      reviewedBy: a.orNull(a.text),
      assessment: a.orNull(a.text),
    }),
    may: { action: 'read', object: 'glass', hides: true },
    leaves: { consults: 'broken-glass', id: 'id' },
    async relations({ id }, asking) {
      const glass = await glassAt(id, asking);
      return glass && toInfohus(asking.reader.actor, asking.planOf(glass.infohus));
    },
    async find({ id }, asking) {
      const glass = await glassAt(id, asking);
      if (!glass) throw asking.notThere();
      const events = await eventsOf(asking.store, streamOf(accessAggregate.aggregate, id));
      const show = await opened(asking.sealing, events);
      const review = events.find(({ type }) => type === 'BreakGlassReviewed');
      const [row] = await numbered(asking, [told(id, glass, asking.now)], ({ caseId }) => caseId);
      if (!row) throw asking.notThere();
      return {
        ...{ ...row, infohus: glass.infohus, justification: reasonIn(events, show) },
        seen: await seenThrough(glass, asking),
        reviewedBy: review?.actor.userId ?? null,
        assessment: review ? ((show(review.data) as { assessment?: string }).assessment ?? null) : null,
      };
    },
  }),
});

type GlassRow = RegisterRow<'access'> & { readonly state: { readonly glass: Glass } };
export const isBroken = (row: RegisterRow<'access'>): row is GlassRow => row.state.glass !== null;
export const isRunning = ({ until }: Pick<Glass, 'until'>, now: string): boolean => now < until;

/** The newest first. */
export async function glassesOf(infohus: string, { live, now }: Asking, state?: GlassState) {
  const all = (await live.register('access', infohus)).filter(isBroken).sort(newestFirst(placeOf));
  return all.filter((row) => isIn(row, state, now));
}
export function isIn({ state: { glass } }: GlassRow, state: GlassState | undefined, now: string): boolean {
  if (state === 'running') return isRunning(glass, now);
  return state === undefined || (glass.reviewedAt === null) === (state === 'waiting');
}
const placeOf = ({ id, state: { glass } }: GlassRow): Cursor => ({ at: glass.usedAt, id });

/** With the reasons that were written, opened for who reviews them. */
export async function shownGlasses(rows: readonly GlassRow[], asking: Asking) {
  const shown = [];
  for (const { id, stream, state } of rows) {
    const events = await eventsOf(asking.store, stream);
    const justification = reasonIn(events, await opened(asking.sealing, events));
    shown.push({ ...told(id, state.glass, asking.now), justification });
  }
  return numbered(asking, shown, ({ caseId }) => caseId);
}

export const ownGlass = z.object({
  ...{ caseId: a.text, number: a.number, until: a.text, justification: a.orNull(a.text) },
  /** Until then, a minute begun counted whole: it is told on the page, whatever the clock there says. */
  minutes: a.whole,
});
const MINUTE = 60_000;
/** Those that the reader has broken, and that are still open: told to the one who wrote the reason. */
export async function ownGlasses(asking: Asking) {
  const { actor, purpose } = asking.reader;
  if (purpose !== 'casework') return [];
  const broken = (await ofReader(asking)).filter(({ state: { glass } }) => glass.agency === actor.agency);
  const open = broken.filter(({ state: { glass } }) => isRunning(glass, asking.now));
  const shown = await shownGlasses(open, asking);
  return shown.map(({ caseId, number, until, justification }) => ({
    ...{ caseId, number, until, justification },
    minutes: Math.max(0, Math.ceil((Date.parse(until) - Date.parse(asking.now)) / MINUTE)),
  }));
}

/** Every page asks: read again when something was recorded since, beside that somebody looked. */
async function ofReader({ live, access, reader, options: { stand } }: Asking): Promise<readonly GlassRow[]> {
  const read = async () => (await live.glasses({ userId: reader.actor.userId })).filter(isBroken);
  if (!stand) return read();
  const of = seen.get(access) ?? new Map<string, { readonly at: number; readonly rows: readonly GlassRow[] }>();
  seen.set(access, of);
  const { userId, agency, role } = reader.actor;
  const key = JSON.stringify([userId, agency, role]);
  const before = of.get(key);
  const isSame = before && (before.at === stand.position || access.fill(before.at, stand.position));
  const rows = isSame ? before.rows : await read();
  if (of.size >= MOST_REMEMBERED) of.clear();
  of.set(key, { at: stand.position, rows });
  return rows;
}
const MOST_REMEMBERED = 1_000;
const seen = new WeakMap<object, Map<string, { readonly at: number; readonly rows: readonly GlassRow[] }>>();

const told = (id: string, glass: Glass, now: string) => {
  const { caseId, userId, agency, usedAt, until, reviewedAt, justified } = glass;
  return { ...{ id, caseId, userId, agency, usedAt, until, reviewedAt, justified }, running: isRunning(glass, now) };
};

function reasonIn(events: readonly Recorded[], show: (data: object) => object): string | null {
  const used = events.find(({ type }) => type === 'BreakGlassUsed');
  const { justification } = (used ? show(used.data) : {}) as { readonly justification?: unknown };
  return typeof justification === 'string' ? justification : null;
}

async function glassAt(id: string, { store }: Asking): Promise<Glass | undefined> {
  const { state } = await loadRecord(store, accessAggregate.aggregate, id);
  return (state as { readonly glass: Glass | null }).glass ?? undefined;
}

/**
 * From the access log itself: what that very person opened or took out of the case, its documents and its persons while the glass was open. A page of
 * a person whom the reader knows shows the case too, once the glass is broken.
 */
async function seenThrough({ caseId, userId, agency, usedAt, until }: Glass, asking: Asking) {
  const { store, now } = asking;
  const persons = await personsOf(caseId, asking);
  const wanted = new Set([caseId, ...persons, ...(await documentsOf([['case', caseId]], store))]);
  const last = localDateOf(until < now ? until : now);
  const streams: string[] = [];
  for (let day = localDateOf(usedAt); day <= last; day = addDays(day, 1))
    streams.push(streamOf(accessAggregate.aggregate, `${userId}-${day}`));
  return (await store.readStreams(streams)).map(decode).flatMap((event) => {
    const { recordedAt: at, position, type, actor } = event;
    const { record, recordId, criteria, purpose = '' } = event.data as Looked;
    const isSeen = type === 'RecordConsulted' || type === 'ExportMade';
    if (!isSeen || actor.agency !== agency || at < usedAt || at >= until) return [];
    if (!wanted.has(recordId ?? criteria?.id ?? '')) return [];
    return [{ at, position, record: record ?? (event.data as Looked).export ?? '', purpose }];
  });
}
/** Whoever was named in it, under every id. */
async function personsOf(caseId: string, asking: Asking): Promise<readonly string[]> {
  const named = (await eventsOf(asking.store, streamOf(caseAggregate.aggregate, caseId))).flatMap(({ data }) => {
    const { subjects = [], personId } = data as Naming;
    return [...subjects.map((s) => s.personId), ...(personId === undefined ? [] : [personId])];
  });
  const whole = await Promise.all([...new Set(named)].map((id) => wholePerson(id, asking)));
  return [...new Set([...named, ...whole.flatMap(({ ids }) => [...ids])])];
}
interface Naming {
  readonly subjects?: readonly { readonly personId: string }[];
  readonly personId?: string;
}
interface Looked {
  readonly record?: string;
  readonly recordId?: string;
  readonly export?: string;
  readonly criteria?: Readonly<Record<string, string>>;
  readonly purpose?: string;
}
