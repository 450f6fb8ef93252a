import { about, all, any, type Condition, holds, isListed, type ListQuery, where } from '../condition.js';
import { orderOf, orders } from '../order.js';
import { rowList } from '../row-list.js';
import type { Scope, VisibilityScope } from '../scope.js';
import { type CaseRow, caseList, workerOf } from './case-list.js';

/** What stands in a list: one object behind its pages, its count and its export, so that they cannot differ. */
export interface CaseQuery extends Scope {
  readonly status?: string | undefined;
  readonly responsible?: string | undefined;
  readonly caseType?: string | undefined;
  /** Opened at this instant or later. */
  readonly from?: string | undefined;
  /** Opened before this instant. */
  readonly before?: string | undefined;
  /** No others than these. */
  readonly caseIds?: readonly string[] | undefined;
  /** Closed, and before this instant. */
  readonly closedBefore?: string | undefined;
  /** Not triaged, or a handover waits: for the agenda of whoever sees the whole Infohus. */
  readonly waits?: boolean | undefined;
  /** A handover waits for its answer. */
  readonly pending?: boolean | undefined;
  /** This user of this agency works on it. */
  readonly worker?: { readonly agency: string; readonly userId: string } | undefined;
  /** Nobody of the responsible agency works on it. */
  readonly unassigned?: boolean | undefined;
  /** An offer waits for its answer. */
  readonly offering?: boolean | undefined;
  /** Something was recorded since, last by another than this user. */
  readonly news?: Pick<NewsQuery, 'since' | 'notBy'> | undefined;
}
/** Cases of which something was recorded by others, the newest first. */
export interface NewsQuery extends Scope {
  readonly since: string;
  /** Not by this user. */
  readonly notBy: string;
}

export const CASE_ORDERS = orders({
  id: 'caseId',
  by: { opened: 'openedAt', last: 'lastAt', agency: 'responsible' },
  texts: ['agency'],
  first: '-opened',
});
/** Of a case that the agency is only asked to its opening alone is told: it has no place in another order. */
const tellsMore = (sort: string | undefined): boolean =>
  sort !== undefined && orderOf(CASE_ORDERS, sort).at !== 'openedAt';

const { equal, other, from, before, there, yes, among, amongIndexed, within: oneOf } = about<CaseRow>();

/** `knownTo` is what the index answers by; the relations of the reach narrow it where they are not all of it. */
export function within({ agency, by }: VisibilityScope): Condition {
  const known = amongIndexed('knownTo', agency);
  const [on, asked] = [by.includes('on-case'), by.includes('asked')];
  if (on && asked) return known;
  return any(
    ...(on ? [all(known, among('agencies', agency))] : []),
    ...(asked ? [all(known, among('asked', agency))] : []),
  );
}

export function listedCases(q: CaseQuery): ListQuery {
  // A filter tells nothing that the row does not show: of a case that the agency is only asked to, its type and another's handover.
  const shownWhole = where(q.reach, ({ agency, by }) => within({ agency, by: by.filter((r) => r === 'on-case') }));
  const condition = all(
    equal('infohus', q.infohus),
    // What is shown whole lies within the reach: it is asked once.
    tellsMore(q.sort) ? shownWhole : where(q.reach, within),
    where(q.status, (status) => equal('status', status)),
    where(q.responsible, (agency) => equal('responsible', agency)),
    where(q.caseType, (type) => all(equal('caseType', type), shownWhole)),
    where(q.from, (day) => from('openedAt', day)),
    where(q.before, (day) => before('openedAt', day)),
    where(q.caseIds, (ids) => oneOf('caseId', ids)),
    where(q.closedBefore, (instant) => before('closedAt', instant)),
    q.waits ? yes('waits') : undefined,
    where(q.worker, ({ agency, userId }) => amongIndexed('workers', workerOf(agency, userId))),
    q.unassigned ? all(yes('unassigned'), shownWhole) : undefined,
    q.offering ? all(yes('offering'), shownWhole) : undefined,
    where(q.news, (news) => newsSince(news)),
    q.worker || q.news ? shownWhole : undefined,
    q.pending ? there('pendingTo') : undefined,
    where(q.pending ? q.reach : undefined, ({ agency }) =>
      any(equal('pendingTo', agency), ...(shownWhole ? [shownWhole] : [])),
    ),
  );
  return { table: 'case_list', branches: [condition], ...orderOf(CASE_ORDERS, q.sort) };
}

const newsSince = ({ since, notBy }: Pick<NewsQuery, 'since' | 'notBy'>): Condition =>
  all(from('newsAt', since), other('newsBy', notBy));

/** To who is only asked to a case what happens in it is not told. */
export function listedNews({ infohus, reach, since, notBy }: NewsQuery): ListQuery {
  const condition = all(
    equal('infohus', infohus),
    where(reach, ({ agency, by }) => within({ agency, by: by.filter((r) => r === 'on-case') })),
    newsSince({ since, notBy }),
  );
  return { table: 'case_list', branches: [condition], ...orderOf(NEWS_ORDERS) };
}

const NEWS_ORDERS = orders({ id: 'caseId', by: { news: 'newsAt' }, first: '-news' });
export const CASES = rowList<CaseRow, CaseQuery>({ of: caseList, listed: listedCases, orders: CASE_ORDERS });
export const NEWS = rowList<CaseRow, NewsQuery>({ of: caseList, listed: listedNews, orders: NEWS_ORDERS });

export const isAmongCases = (q: CaseQuery): ((row: CaseRow) => boolean) => isListed(listedCases(q));
export const isWithin = (reach: VisibilityScope, row: CaseRow): boolean => holds(within(reach), row);
