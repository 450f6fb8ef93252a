import { z } from 'zod';
import { addDays, addHours, localDateOf, startOfDay } from '../../../domain/kernel/calendar.js';
import { ACUTE, acuteObligations } from '../../../domain/obligations/index.js';
import { isCoordinator, isPolice } from '../../../domain/plan/roles.js';
import { NEWS } from '../../../projections/case-list/case-query.js';
import type { ObligationQuery } from '../../../projections/obligations/obligation-query.js';
import type { Scope } from '../../../projections/scope.js';
import { countEach, obligationsEach } from '../../obligations/standing.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { concernRow } from '../concern/concern-view.js';
import { defineQueries, query } from '../define-queries.js';
import { comingMeetings, toMeeting } from '../meeting/meeting-share.js';
import { numbered } from '../numbered.js';
import { type Count, countOf } from '../paging.js';
import * as p from '../params.js';
import { isForwardedTo } from './inbox.js';
import { type WorkAsked, workQuery } from './work-lists.js';
import { type WorkRow, workRow, workRows } from './work-rows.js';

/** Rows of a block: what fits where one begins the day; the rest is in its list. */
const ROWS = 5;
/** What became due before this is old: on the page only where something can still be done about it. */
const NEWEST_DAYS = 365;
/** Who was away for longer is told of the last two weeks. */
const MOST_DAYS = 14;

const block = z.object({ count: a.count, rows: a.rowsOf(workRow) });

/** What a worker begins the day with (screens.md section 3): each block counted as the list that it leads to, none longer than five rows. */
export const homeQueries = defineQueries({
  CountNews: query({
    says: 'In how many cases that the reader may know others recorded something since an instant: a number, and which they are is not told',
    path: 'news/count',
    params: { infohus: p.infohus, since: p.instant },
    answer: a.count,
    may: { action: 'list', object: 'case' },
    leaves: { nothing: 'a number, by which an open page says that it is old; whoever looks asks for the list' },
    find: ({ infohus, since }, { live, scope, reader }) =>
      countOf((cap) => live.countRows(NEWS, { ...scope(infohus), since, notBy: reader.actor.userId }, cap)),
  }),
  Home: query({
    says: 'What waits for whoever asks: what is to be done now, what was asked, what comes, what others did since',
    path: 'home',
    params: { infohus: p.infohus },
    answer: z.object({
      /** When it was put together. */
      at: a.text,
      now: block,
      answers: z.object({ ours: block, others: block }),
      offers: block,
      offering: a.count,
      measures: block,
      decisions: block,
      meetings: z.object({
        count: a.count,
        rows: a.rowsOf(z.object({ meetingId: a.text, number: a.number, kind: a.text, startsAt: a.text })),
      }),
      /** For coordinators: hotline contacts that another Infohus sent on, and nobody has taken (K24-8). */
      forwarded: a.rowsOf(z.object({ from: a.text, at: a.text })),
      /** Since the last day before today on which the reader looked. */
      news: z.object({
        since: a.text,
        count: a.count,
        rows: a.rowsOf(z.object({ caseId: a.text, number: a.number, type: a.text, agency: a.text, at: a.text })),
      }),
      /** For police: new concerns that they have not assessed, with the clock that runs. */
      unassessed: a.orNull(
        z.object({
          count: a.count,
          rows: a.rowsOf(
            z.object({
              concernId: a.text,
              number: a.number,
              receivedAt: a.text,
              acute: z.boolean(),
              dueAt: a.orNull(a.text),
              state: a.orNull(a.text),
            }),
          ),
        }),
      ),
    }),
    may: { action: 'list', object: 'case' },
    leaves: { searches: 'home', found: ({ now }) => now.rows.length },
    async find({ infohus }, asking) {
      const { now } = asking;
      const of = (list: WorkAsked['list'], more: Partial<WorkAsked> = {}) =>
        workQuery({ infohus, list, ...more }, asking);
      // What is to be done now stands once: the blocks below hold what comes later.
      const later = { later: true } as const;
      const queries = [
        of('now'),
        of('answers', { ...later, side: 'ours' }),
        of('answers', { ...later, side: 'others' }),
        of('offers', later),
        of('measures', later),
        of('decisions', later),
      ] as const;
      const [blocks, offering, meetings, news, unassessed, forwarded] = await Promise.all([
        blocksOf(queries, asking.owedScope(infohus), asking),
        countOf((cap) => asking.live.countCases({ ...asking.scope(infohus), offering: true }, cap)),
        ownMeetings(infohus, asking),
        newsOf(infohus, asking),
        unassessedOf(infohus, asking),
        forwardedTo(infohus, asking),
      ]);
      const [first, ours, others, offers, measures, decisions] = blocks;
      return {
        ...{ at: now, now: first, answers: { ours, others }, offers, offering, measures, decisions },
        ...{ meetings, news, unassessed, forwarded },
      };
    },
  }),
});

type Block = { readonly count: Count; readonly rows: readonly WorkRow[] };
/** All blocks at once: what they look at is read once, and in as many questions as there are kinds of them, not blocks. */
async function blocksOf<Q extends readonly ObligationQuery[]>(queries: Q, scope: Scope, asking: Asking) {
  const { now } = asking;
  const [counts, found] = await Promise.all([countsOf(queries, asking), mostUrgent(queries, asking)]);
  const shown = await workRows(found.flat(), scope, asking);
  const old = addHours(now, -24 * NEWEST_DAYS);
  let taken = 0;
  const blocks = found.map(({ length }, i): Block => {
    const own = shown.slice(taken, taken + length);
    taken += length;
    const fresh = own.filter(({ dueAt, acts, alert }) => dueAt >= old || acts.length > 0 || alert);
    return { count: counts[i] ?? { count: 0, more: false }, rows: fresh.slice(0, ROWS) };
  });
  return blocks as { readonly [K in keyof Q]: Block };
}

function countsOf(queries: readonly ObligationQuery[], { live, book, now }: Asking): Promise<readonly Count[]> {
  let counted: Promise<readonly number[]> | undefined;
  return Promise.all(
    queries.map((_, i) =>
      countOf(async (cap) => {
        counted ??= countEach(live, book.plans, now, queries, cap);
        return (await counted)[i] ?? 0;
      }),
    ),
  );
}

/** Of each: acute first; then what is overdue, the newest on top; then what is due next. */
async function mostUrgent(queries: readonly ObligationQuery[], { live, book, now }: Asking) {
  const here = { dueAt: now, place: '' };
  const upTo = { limit: ROWS, upTo: here };
  const after = { limit: ROWS, after: here };
  // Nothing is asked that cannot be there: planning a question costs more than answering it.
  const asked = queries.flatMap((q, of) => {
    const acute = { ...q, names: ACUTE.filter((name) => q.names?.includes(name)) };
    const others = { ...q, names: q.names?.filter((name) => !ACUTE.includes(name)) };
    const hasAcute = acute.names.length > 0;
    const beginsLater = (q.from ?? '') > now;
    return [
      ...(hasAcute ? [upTo, after].map((part) => ({ of, query: acute, part, newestFirst: false })) : []),
      ...(beginsLater ? [] : [{ of, query: others, part: upTo, newestFirst: true }]),
      { of, query: others, part: after, newestFirst: false },
    ];
  });
  const found = await obligationsEach(live, book.plans, now, asked);
  const ordered = found.map((rows, i) => ({
    of: asked[i]?.of,
    rows: asked[i]?.newestFirst ? rows.toReversed() : rows,
  }));
  return queries.map((_, i) =>
    ordered
      .filter(({ of }) => of === i)
      .flatMap(({ rows }) => rows)
      .slice(0, 2 * ROWS),
  );
}

/** Those to which the reader is asked in or which the reader calls. */
async function ownMeetings(infohus: string, asking: Asking) {
  const { reader, planOf } = asking;
  const found = (await comingMeetings(infohus, asking)).filter(({ state }) =>
    toMeeting(state, reader.actor, planOf(infohus)).some((relation) => ASKED_IN.has(relation)),
  );
  const rows = found.slice(0, ROWS);
  const shown = rows.map(({ id: meetingId, state: { kind, startsAt } }) => ({ meetingId, kind, startsAt }));
  return {
    count: { count: found.length, more: false },
    rows: await numbered(asking, shown, ({ meetingId }) => meetingId),
  };
}
const ASKED_IN: ReadonlySet<string> = new Set(['coordinating', 'infohus-police', 'invited']);

async function forwardedTo(infohus: string, { live, reader, planOf }: Asking) {
  if (!isCoordinator(reader.actor, planOf(infohus))) return [];
  return (await live.beyond.register('hotline'))
    .filter(isForwardedTo(infohus))
    .map(({ infohus: from, at }) => ({ from, at }));
}

async function newsOf(infohus: string, asking: Asking) {
  const { live, reader } = asking;
  const since = await lastLook(asking);
  const q = { ...asking.scope(infohus), since, notBy: reader.actor.userId };
  const [rows, count] = await Promise.all([
    live.listRows(NEWS, q, { limit: ROWS }),
    countOf((cap) => live.countRows(NEWS, q, cap)),
  ]);
  const shown = rows.map(({ caseId, newsType: type, newsOf: agency, newsAt: at }) => ({ caseId, type, agency, at }));
  return { since, count, rows: await numbered(asking, shown, ({ caseId }) => caseId) };
}

/** The same all day long, so that nothing is gone from the list by looking at it. */
async function lastLook({ live, now, reader }: Asking): Promise<string> {
  const today = localDateOf(now);
  const from = addDays(today, -MOST_DAYS);
  const looks = await live.looks({ userId: reader.actor.userId, from, before: today });
  return looks[0]?.last ?? startOfDay(from);
}

async function unassessedOf(infohus: string, asking: Asking) {
  const { live, book, now, reader, planOf, numbersOf } = asking;
  if (!isPolice(reader.actor, planOf(infohus))) return null;
  const q = { ...asking.scope(infohus, 'concern'), unassessed: true };
  const [rows, count] = await Promise.all([
    live.concerns(q, { limit: ROWS }),
    countOf((cap) => live.countConcerns(q, cap)),
  ]);
  const numbers = await numbersOf(rows.map(({ concernId }) => concernId));
  const old = addHours(now, -24 * NEWEST_DAYS);
  return {
    count,
    rows: rows
      .filter(({ receivedAt }) => receivedAt >= old)
      .map((row) => {
        const { concernId, receivedAt, facts } = row;
        const acute = acuteObligations(concernId, facts, book.plans, now).find(({ open }) => open);
        const { number, triage } = concernRow(row, book.plans, now, false, numbers);
        const clock = acute ?? (triage?.open ? triage : undefined);
        const { dueAt = null, state = null } = clock ?? {};
        return { concernId, number, receivedAt, acute: acute !== undefined, dueAt, state };
      }),
  };
}
