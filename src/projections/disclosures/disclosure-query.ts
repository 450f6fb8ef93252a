import { within } from '../case-list/case-query.js';
import type { ConcernRow } from '../concern-facts/concern-facts.js';
import { about, all, any, type Condition, type ListQuery, where } from '../condition.js';
import { orderOf, orders } from '../order.js';
import { rowList } from '../row-list.js';
import type { Scope, VisibilityScope } from '../scope.js';
import { type DisclosureRow, disclosures } from './disclosures.js';

/** What was passed on: newest first, then by id. */
export interface DisclosureQuery extends Scope {
  readonly fromAgency?: string | undefined;
  readonly toAgency?: string | undefined;
  readonly basis?: string | undefined;
  readonly category?: string | undefined;
  /** Of cases, or of concerns. */
  readonly kind?: 'case' | 'concern' | undefined;
  readonly caseId?: string | undefined;
  readonly concernId?: string | undefined;
  /** Told at this instant or later. */
  readonly from?: string | undefined;
  /** Told before this instant. */
  readonly before?: string | undefined;
}

export const DISCLOSURE_ORDERS = orders({ id: 'eventId', by: { at: 'at' }, first: '-at' });

const { equal, from, before, there, among, named } = about<DisclosureRow>();
const concerns = about<ConcernRow>();

const listedDisclosures = (q: DisclosureQuery): ListQuery => ({
  table: 'disclosures',
  branches: [
    all(
      equal('infohus', q.infohus),
      where(q.reach, disclosedWithin),
      where(q.fromAgency, (agency) => equal('fromAgency', agency)),
      where(q.toAgency, (agency) => equal('toAgency', agency)),
      where(q.basis, (code) => equal('legalBasis', code)),
      where(q.category, (code) => among('categories', code)),
      where(q.kind, (kind) => there(kind === 'case' ? 'caseId' : 'concernId')),
      where(q.caseId, (id) => equal('caseId', id)),
      where(q.concernId, (id) => equal('concernId', id)),
      where(q.from, (day) => from('at', day)),
      where(q.before, (day) => before('at', day)),
    ),
  ],
  ...orderOf(DISCLOSURE_ORDERS, q.sort),
});

/**
 * Of the cases that the agency is on and the concerns that it knows all of it; of a case that it is only asked to take part in what it was told; and
 * what it told itself, also where it is on the record no more (commands.md, Roles).
 */
export function disclosedWithin({ agency, by }: VisibilityScope): Condition {
  const ofCase = (relation: 'on-case' | 'asked') =>
    by.includes(relation) ? [named('caseId', 'case_list', 'caseId', within({ agency, by: [relation] }))] : [];
  const known = by.includes('registrar') ? [concerns.equal('registeredBy', agency)] : [];
  const onItsCase = by.includes('on-case')
    ? [concerns.named('caseId', 'case_list', 'caseId', within({ agency, by: ['on-case'] }))]
    : [];
  return any(
    equal('fromAgency', agency),
    ...ofCase('on-case'),
    ...ofCase('asked').map((asked) => all(equal('toAgency', agency), asked)),
    by.includes('infohus-police')
      ? there('concernId')
      : named('concernId', 'concern_facts', 'concernId', any(...known, ...onItsCase)),
  );
}

export const DISCLOSURES = rowList<DisclosureRow, DisclosureQuery>({
  of: disclosures,
  listed: listedDisclosures,
  orders: DISCLOSURE_ORDERS,
});
