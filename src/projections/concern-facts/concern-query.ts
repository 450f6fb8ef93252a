import type { ConcernStatus } from '../../domain/concern/status.js';
import type { CaseRow } from '../case-list/case-list.js';
import { within } from '../case-list/case-query.js';
import { about, all, type Condition, isListed, type ListQuery, where } from '../condition.js';
import { orderOf, orders } from '../order.js';
import { rowList } from '../row-list.js';
import type { Scope, VisibilityScope } from '../scope.js';
import { type ConcernRow, concernFacts } from './concern-facts.js';

export interface ConcernQuery extends Scope {
  /** No others than these. */
  readonly concernIds?: readonly string[] | undefined;
  readonly standing?: ConcernStatus | undefined;
  /** Kept by this rule of retention, since before this instant. */
  readonly kept?: { readonly as: string; readonly before: string } | undefined;
  /** Police have not assessed it finally. */
  readonly unassessed?: boolean | undefined;
  /** Received at this instant or later. */
  readonly from?: string | undefined;
  /** Received before this instant. */
  readonly before?: string | undefined;
}

export const CONCERN_ORDERS = orders({ id: 'concernId', by: { received: 'receivedAt' }, first: '-received' });

const { equal, other, from, before, yes, named, within: oneOf } = about<ConcernRow>();

/** With a reach two branches, each with its own index: concerns that the agency registered, and others whose case it is on. */
export function listedConcerns(q: ConcernQuery): ListQuery {
  const asked = all(
    equal('infohus', q.infohus),
    where(q.concernIds, (ids) => oneOf('concernId', ids)),
    where(q.standing, (standing) => equal('standing', standing)),
    where(q.kept, ({ as, before: instant }) => all(equal('keptAs', as), before('keptSince', instant))),
    q.unassessed ? yes('unassessed') : undefined,
    where(q.from, (day) => from('receivedAt', day)),
    where(q.before, (day) => before('receivedAt', day)),
  );
  const reached = q.reach ? reachedConcerns(q.reach, q.standing) : [undefined];
  return {
    table: 'concern_facts',
    branches: reached.map((condition) => all(asked, condition)),
    ...orderOf(CONCERN_ORDERS, q.sort),
  };
}

/**
 * Those who registered it and the police; once it has a case also who is on that (commands.md, Roles). A branch that no concern of that
 * standing is in is left out: the planner would look through the others for it.
 */
function reachedConcerns(
  reach: VisibilityScope,
  standing: ConcernQuery['standing'],
): readonly (Condition | undefined)[] {
  const { agency, by } = reach;
  if (by.includes('infohus-police')) return [undefined];
  const registrar = by.includes('registrar');
  const own = registrar ? [equal('registeredBy', agency)] : [];
  const mayHaveCase = standing === undefined || standing === 'in-a-case' || standing === 'ended';
  if (!mayHaveCase || !by.includes('on-case')) return own;
  // Who is only asked to a case is told of none of its concerns.
  const itsCase = named('caseId', 'case_list', 'caseId', within({ agency, by: ['on-case'] }));
  return [...own, all(registrar ? other('registeredBy', agency) : undefined, itsCase)];
}

export const CONCERNS = rowList<ConcernRow, ConcernQuery>({
  of: concernFacts,
  listed: listedConcerns,
  orders: CONCERN_ORDERS,
});

/** The query as a test of one row, with its case where it has one. */
export const isAmongConcerns = (
  q: ConcernQuery,
  caseOf: (caseId: string) => CaseRow | undefined,
): ((row: ConcernRow) => boolean) => isListed(listedConcerns(q), (_, caseId) => caseOf(caseId));
