import { z } from 'zod';
import type { ObligationPage, ObligationQuery } from '../../../projections/obligations/obligation-query.js';
import type { ObligationRow } from '../../../projections/obligations/obligations.js';
import type { Cursor, PageRequest } from '../../../projections/scope.js';
import { WORK_ORDERS } from '../../obligations/query.js';
import { countObligations, obligationRows } from '../../obligations/standing.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import { countOf, exported, listed } from '../paging.js';
import * as p from '../params.js';
import { workFilters, workQuery } from './work-lists.js';
import { type WorkRow, workRow, workRows } from './work-rows.js';

/** What those due at one instant are told apart by. */
const PLACE = z.string().regex(/^[0-9a-z|:.-]{1,120}$/i);
const list = { action: 'list', object: 'case' } as const;
const listName = ({ list: name }: { readonly list: string }) => `work-${name}`;

const partOf = ({ limit, below, above }: PageRequest): ObligationPage => ({
  limit,
  after: below && { dueAt: below.at, place: below.id },
  upTo: above && { dueAt: above.at, place: above.id },
});
/** @param withActs not where nobody can act: in an export */
const listOf = (q: ObligationQuery, asking: Asking, withActs: boolean) => ({
  sort: q.sort,
  rows: (part?: PageRequest) => obligationRows(asking.live, asking.book.plans, q, part && partOf(part)),
  placeOf: ({ dueAt, place }: ObligationRow): Cursor => ({ at: dueAt, id: place }),
  show: (rows: readonly ObligationRow[]) => workRows(rows, q, asking, withActs),
});

/** What is owed, as lists to work from; earliest due first. */
export const workListQueries = defineQueries({
  Work: query({
    says: 'A list of what is owed, earliest due first or last, with what can be done about each: a page of it',
    path: 'work',
    params: { infohus: p.infohus, ...workFilters, ...p.pageOf(WORK_ORDERS, PLACE) },
    answer: a.pageOf(workRow),
    may: list,
    over: 'page',
    leaves: { searches: listName, found: ({ rows }) => rows.length },
    async find(asked, asking) {
      const q = workQuery(asked, asking);
      return listed(p.pageRequest(asked) ?? { limit: 50 }, {
        ...listOf(q, asking, true),
        count: (cap) => countObligations(asking.live, asking.book.plans, q, cap),
      });
    },
  }),
  CountWork: query({
    says: 'How many there are in a list of what is owed; `more`: at least as many, and counted no further',
    path: 'work/count',
    params: { infohus: p.infohus, ...workFilters },
    answer: a.count,
    may: list,
    leaves: { searches: (asked) => `${listName(asked)}-count`, found: ({ count }) => count },
    find: (asked, asking) =>
      countOf((cap) => countObligations(asking.live, asking.book.plans, workQuery(asked, asking), cap)),
  }),
  ExportWork: query({
    says: 'A whole list of what is owed for a spreadsheet, written as it is read',
    path: 'work.csv',
    params: { infohus: p.infohus, ...workFilters },
    answer: z.custom<AsyncIterable<readonly object[]>>((v) => typeof v === 'object'),
    may: list,
    leaves: { exports: 'work' },
    over: 'csv',
    async find(asked, asking) {
      const works = listOf(workQuery(asked, asking), asking, false);
      return exported({ ...works, show: async (rows) => (await works.show(rows)).map(flat) });
    },
  }),
});

/** A line of a spreadsheet: numbers and codes, no ids that nobody could say aloud but those that find the row again. */
const flat = ({ acts: _, alert: __, about, ...row }: WorkRow) => ({ ...row, ...about });
