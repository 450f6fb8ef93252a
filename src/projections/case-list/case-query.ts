import type { CaseQuery, Cursor, RowRelation, VisibilityScope } from '../../application/ports/read-models.js';
import type { CaseRow } from './case-list.js';

export const placeOfCase = ({ openedAt, caseId }: CaseRow): Cursor => ({ at: openedAt, id: caseId });

/** The query as a test of one row: what the tables are asked in SQL, asked of a fold. */
export const isAmongCases =
  (q: CaseQuery) =>
  (row: CaseRow): boolean =>
    row.infohus === q.infohus &&
    (q.reach === undefined || isWithin(q.reach, row)) &&
    (q.status === undefined || row.status === q.status) &&
    (q.responsible === undefined || row.responsible === q.responsible) &&
    (q.caseType === undefined || (row.caseType === q.caseType && isShownWhole(q.reach, row))) &&
    (q.from === undefined || row.openedAt >= q.from) &&
    (q.before === undefined || row.openedAt < q.before) &&
    (!q.waits || row.waits) &&
    (!q.pending || (row.pendingTo !== null && (isShownWhole(q.reach, row) || row.pendingTo === q.reach?.agency)));

/** A filter tells nothing that the row does not show: of a case that the agency is only asked to, its type and another's handover. */
const isShownWhole = (reach: VisibilityScope | undefined, { agencies }: CaseRow): boolean =>
  reach === undefined || (reach.by.includes('on-case') && agencies.includes(reach.agency));

const HOLDS: Readonly<Partial<Record<RowRelation, (row: CaseRow) => readonly string[]>>> = {
  'on-case': ({ agencies }) => agencies,
  asked: ({ asked }) => asked,
};
export const isWithin = ({ agency, by }: VisibilityScope, row: CaseRow): boolean =>
  by.some((relation) => HOLDS[relation]?.(row).includes(agency) ?? false);
