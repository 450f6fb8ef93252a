import type { ConcernQuery, Cursor, VisibilityScope } from '../../application/ports/read-models.js';
import type { CaseRow } from '../case-list/case-list.js';
import { isWithin } from '../case-list/case-query.js';
import type { ConcernRow } from './concern-facts.js';

export const placeOfConcern = ({ receivedAt, concernId }: ConcernRow): Cursor => ({ at: receivedAt, id: concernId });

/** The query as a test of one row, with its case where it has one: what the tables are asked in SQL, asked of a fold. */
export const isAmongConcerns =
  (q: ConcernQuery, caseOf: (caseId: string) => CaseRow | undefined) =>
  (row: ConcernRow): boolean =>
    row.infohus === q.infohus &&
    (q.reach === undefined || isKnown(q.reach, row, caseOf)) &&
    (q.standing === undefined || row.standing === q.standing) &&
    (q.from === undefined || row.receivedAt >= q.from) &&
    (q.before === undefined || row.receivedAt < q.before);

/** Those who registered it and the police; once it has a case also who is on that (commands.md, Roles). */
function isKnown(
  reach: VisibilityScope,
  { caseId, registeredBy }: ConcernRow,
  caseOf: (id: string) => CaseRow | undefined,
) {
  if (reach.by.includes('infohus-police')) return true;
  if (reach.by.includes('registrar') && registeredBy === reach.agency) return true;
  const itsCase = caseId === null ? undefined : caseOf(caseId);
  return itsCase !== undefined && isWithin(reach, itsCase);
}
