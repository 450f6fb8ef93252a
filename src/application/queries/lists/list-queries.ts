import { z } from 'zod';
import { PHASES } from '../../../domain/case/phase.js';
import { CONCERN_STATUSES } from '../../../domain/concern/status.js';
import { compare } from '../../../domain/kernel/order.js';
import { type CaseRow } from '../../../projections/case-list/case-list.js';
import { CASE_ORDERS, CASES, type CaseQuery } from '../../../projections/case-list/case-query.js';
import type { ConcernRow } from '../../../projections/concern-facts/concern-facts.js';
import { CONCERN_ORDERS, CONCERNS, type ConcernQuery } from '../../../projections/concern-facts/concern-query.js';
import { OWED, shownTo } from '../../obligations/query.js';
import { obligationRows } from '../../obligations/standing.js';
import { rowActs, withActs } from '../acts/row-acts.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { caseRow, disclosedOnly } from '../case/case-view.js';
import { concernRow } from '../concern/concern-view.js';
import { defineQueries, query } from '../define-queries.js';
import { modelsAt, momentOf } from '../moment.js';
import { countOf, exported, listed, listOf } from '../paging.js';
import * as p from '../params.js';

const list = { action: 'list', object: 'case' } as const;
const ASSIGN = 'AssignCaseworker';
const SETTLED: ReadonlySet<string> = new Set(['in-a-case', 'ended']);

const caseFilters = {
  status: p.code.optional(),
  /** The responsible one. */
  agency: p.code.optional(),
  type: p.code.optional(),
  pending: p.flag,
  /** The reader's own; those that nobody of the responsible agency works on. */
  whose: z.enum(['mine', 'unassigned']).optional(),
  /** A colleague's, of the reader's own agency. */
  worker: p.code.optional(),
  offering: p.flag,
  /** Something was recorded since, last by somebody else. */
  since: p.instant.optional(),
  ...p.days,
  sort: p.sortIn(CASE_ORDERS),
};
const concernFilters = {
  ...{ standing: z.enum(CONCERN_STATUSES).optional(), unassessed: p.flag, ...p.days },
  sort: p.sortIn(CONCERN_ORDERS),
};
type Filters<S extends z.ZodRawShape> = z.output<z.ZodObject<S>> & { readonly infohus: string };

/** The one query object behind pages, counts and exports of cases, with the permission in it. */
const casesAsked = (
  {
    infohus,
    status,
    agency,
    type,
    pending,
    whose,
    worker,
    offering,
    since,
    from,
    to,
    sort,
  }: Filters<typeof caseFilters>,
  { scope, reader: { actor } }: Asking,
): CaseQuery => ({
  worker: ownWorker(actor.agency, whose === 'mine' ? actor.userId : worker),
  unassigned: whose === 'unassigned' ? true : undefined,
  news: since ? { since, notBy: actor.userId } : undefined,
  offering,
  ...{ ...scope(infohus), sort },
  ...{ status, responsible: agency, caseType: type, pending, ...p.between({ from, to }) },
});
const ownWorker = (agency: string, userId: string | undefined) => (userId ? { agency, userId } : undefined);
const concernsAsked = (
  { infohus, standing, unassessed, from, to, sort }: Filters<typeof concernFilters>,
  { scope }: Asking,
): ConcernQuery => ({
  ...{ ...scope(infohus, 'concern'), sort },
  ...{ standing, unassessed, ...p.between({ from, to }) },
});

/** Of a case that the reader's agency is only asked to take part in no more than that it is there. */
const caseListed = z.object({
  caseId: a.text,
  number: a.number,
  infohus: a.text,
  status: a.text,
  caseType: a.text.optional(),
  level: a.text.optional(),
  responsibleAgency: a.text.optional(),
  openedAt: a.text,
  closedAt: a.orNull(a.text).optional(),
  lastAt: a.text.optional(),
  phase: z.enum(PHASES).optional(),
  /** Of the responsible agency; null: nobody yet. */
  caseworker: a.orNull(a.text).optional(),
  /** What is due next, or was first; null: nothing is. */
  next: a.orNull(z.object({ obligation: a.text, dueAt: a.text, state: a.text })).optional(),
  subjects: a.whole.optional(),
  openOffers: a.whole.optional(),
  pendingHandoverTo: a.orNull(a.text).optional(),
  /** In a page of the list. */
  acts: rowActs.optional(),
});
const concernListed = z.object({
  concernId: a.text,
  number: a.number,
  infohus: a.text,
  receivedAt: a.text,
  standing: z.enum(CONCERN_STATUSES),
  caseId: a.orNull(a.text),
  caseNumber: a.number,
  triage: a.orNull(z.object({ dueAt: a.text, state: a.text, open: z.boolean() })),
  acts: rowActs.optional(),
});

async function shownCases(asking: Asking, rows: readonly CaseRow[]) {
  const ids = rows.map(({ caseId }) => caseId);
  const [numbers, next, survivor] = await Promise.all([
    asking.numbersOf(ids),
    nextDue(asking, rows),
    asking.live.survivors(),
  ]);
  return rows.map((row) => {
    const isAsked = disclosedOnly(asking, row.state);
    const shown = caseRow(row, isAsked, survivor, numbers);
    return isAsked ? shown : { ...shown, next: next.get(row.caseId) ?? null };
  });
}
/** The first of what is owed in each of these cases, as far as it is told to the reader. */
async function nextDue(asking: Asking, rows: readonly CaseRow[]) {
  const { live, book, now, owedScope } = asking;
  const open = rows.filter(({ status }) => status === 'open');
  const scope = owedScope(open[0]?.infohus ?? '');
  const caseIds = open.map(({ caseId }) => caseId);
  const owed =
    caseIds.length === 0 ? [] : await obligationRows(live, book.plans, { ...scope, now, caseIds, states: OWED });
  const next = new Map<string, { obligation: string; dueAt: string; state: string }>();
  for (const row of owed) {
    const { obligation, dueAt, state } = shownTo(scope.reach, row, now);
    if (row.caseId && !next.has(row.caseId)) next.set(row.caseId, { obligation, dueAt, state });
  }
  return next;
}
/** A reader who may list a concern for having registered it, or as police, is not told of its case. */
async function shownConcerns(
  { book, now, live, numbersOf }: Asking,
  { reach }: ConcernQuery,
  rows: readonly ConcernRow[],
) {
  const ids = rows.flatMap(({ caseId }) => caseId ?? []);
  const own = reach && (await live.casesWithin({ ...reach, by: ['on-case'] }, ids));
  const numbers = await numbersOf([...ids, ...rows.map(({ concernId }) => concernId)]);
  return rows.map((row) => concernRow(row, book.plans, now, own === undefined || own.has(row.caseId ?? ''), numbers));
}

export const listQueries = defineQueries({
  Cases: query({
    says: 'The case list: whole, or with `limit` a page, newest first or by `sort`; as of a moment with `at`',
    path: 'cases',
    params: { infohus: p.infohus, ...caseFilters, ...p.pageOf(CASE_ORDERS), ...p.moment },
    answer: a.pageOf(caseListed),
    may: list,
    over: 'page',
    leaves: { searches: 'cases', found: ({ rows }) => rows.length },
    async find(params, asking) {
      const asked = casesAsked(params, asking);
      const [part, at] = [p.pageRequest(params), p.asOf(params.at, params.clock)];
      if (!('head' in at)) return { rows: await casesAt(params, asking), next: null, prev: null, total: null };
      const { live } = asking;
      return listed(part, {
        ...listOf(live, CASES, asked),
        async show(rows) {
          const records = rows.map(({ caseId: id, state }) => ({ id, state }));
          const shown = await withActs(await shownCases(asking, rows), 'case', records, asking, part !== undefined);
          // Whom the case is given to is asked for where nobody has it.
          return shown.map((row, i) =>
            rows[i]?.unassigned ? row : { ...row, acts: row.acts?.filter(({ command }) => command !== ASSIGN) },
          );
        },
      });
    },
  }),
  CountCases: query({
    says: 'How many cases there are; `more`: at least as many, and counted no further',
    path: 'cases/count',
    params: { infohus: p.infohus, ...caseFilters },
    answer: a.count,
    may: list,
    leaves: { searches: 'case-count', found: ({ count }) => count },
    find: (params, asking) => countOf((cap) => asking.live.countCases(casesAsked(params, asking), cap)),
  }),
  ExportCases: query({
    says: 'The whole case list for a spreadsheet, written as it is read',
    path: 'cases.csv',
    params: { infohus: p.infohus, ...caseFilters },
    answer: z.custom<AsyncIterable<readonly object[]>>((v) => typeof v === 'object'),
    may: list,
    leaves: { exports: 'cases' },
    over: 'csv',
    async find(params, asking) {
      const asked = casesAsked(params, asking);
      return exported({
        ...listOf(asking.live, CASES, asked),
        show: async (rows) => (await shownCases(asking, rows)).map(flat),
      });
    },
  }),
  Concerns: query({
    says: 'The concerns: whole, the one whose triage is due first on top; or with `limit` or `sort` newest first, or oldest',
    path: 'concerns',
    params: { infohus: p.infohus, ...concernFilters, ...p.pageOf(CONCERN_ORDERS) },
    answer: a.pageOf(concernListed),
    may: list,
    over: 'page',
    leaves: { searches: 'concerns', found: ({ rows }) => rows.length },
    async find(params, asking) {
      const [asked, part, { live }] = [concernsAsked(params, asking), p.pageRequest(params), asking];
      const found = await listed(part, {
        ...listOf(live, CONCERNS, asked),
        async show(rows) {
          const records = rows.map(({ concernId: id }) => ({ id }));
          const shown = await shownConcerns(asking, asked, rows);
          const withThem = await withActs(shown, 'concern', records, asking, part !== undefined);
          // What is in a case or has ended can be assessed anew on its own page: in the list it would hide what waits.
          return withThem.map((row) => (SETTLED.has(row.standing) ? { ...row, acts: row.acts && [] } : row));
        },
      });
      return part || params.sort ? found : { ...found, rows: [...found.rows].sort(dueFirst) };
    },
  }),
  CountConcerns: query({
    says: 'How many concerns there are; `more`: at least as many, and counted no further',
    path: 'concerns/count',
    params: { infohus: p.infohus, ...concernFilters },
    answer: a.count,
    may: list,
    leaves: { searches: 'concern-count', found: ({ count }) => count },
    find: (params, asking) => countOf((cap) => asking.live.countConcerns(concernsAsked(params, asking), cap)),
  }),
  ExportConcerns: query({
    says: 'The whole list of concerns for a spreadsheet, written as it is read, newest first',
    path: 'concerns.csv',
    params: { infohus: p.infohus, ...concernFilters },
    answer: z.custom<AsyncIterable<readonly object[]>>((v) => typeof v === 'object'),
    may: list,
    leaves: { exports: 'concerns' },
    over: 'csv',
    async find(params, asking) {
      const asked = concernsAsked(params, asking);
      return exported({
        ...listOf(asking.live, CONCERNS, asked),
        show: async (rows) => (await shownConcerns(asking, asked, rows)).map(flatConcern),
      });
    },
  }),
});

/** A line of a spreadsheet has no lists in it. */
const flat = (row: Awaited<ReturnType<typeof shownCases>>[number]) =>
  'next' in row ? { ...row, nextObligation: row.next?.obligation, nextDueAt: row.next?.dueAt } : row;
const flatConcern = ({ triage, ...row }: ConcernShown) => ({
  ...row,
  triageDueAt: triage?.dueAt,
  triageState: triage?.state,
});

/** Of the cases that the reader may know of today, what was known of them then, or what had happened. */
async function casesAt(params: Filters<typeof caseFilters> & z.output<z.ZodObject<typeof p.moment>>, asking: Asking) {
  const { live, source, store, scope } = asking;
  const today = new Map((await live.cases(scope(params.infohus))).map((row) => [row.caseId, row]));
  const at = p.asOf(params.at, params.clock);
  const models = await modelsAt(source, live, at, await momentOf(store, at));
  const found = await models.cases({ ...casesAsked(params, asking), reach: undefined });
  const { agency } = asking.reader.actor;
  const survivor = await live.survivors();
  // Of now: a number is given once, by whatever clock one looks back.
  const numbers = await asking.numbersOf(found.map(({ caseId }) => caseId));
  return found.flatMap((row) => {
    const known = today.get(row.caseId);
    if (!known) return [];
    const onlyAsked = disclosedOnly(asking, known.state);
    const filtered = params.type !== undefined || (params.pending && row.pendingTo !== agency);
    return onlyAsked && filtered ? [] : [caseRow(row, onlyAsked, survivor, numbers)];
  });
}

type ConcernShown = ReturnType<typeof concernRow>;
/** Open triages by their limit, then the newest. */
const dueFirst = (x: ConcernShown, y: ConcernShown): number => {
  const [due, other] = [x, y].map((c) => (c.triage?.open ? c.triage.dueAt : '~'));
  return compare(due ?? '', other ?? '') || compare(y.receivedAt, x.receivedAt);
};
