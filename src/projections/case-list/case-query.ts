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
    (q.caseType === undefined || row.caseType === q.caseType) &&
    (q.from === undefined || row.openedAt >= q.from) &&
    (q.before === undefined || row.openedAt < q.before) &&
    (!q.pending || row.pendingTo !== null);

const HOLDS: Readonly<Partial<Record<RowRelation, (row: CaseRow) => readonly string[]>>> = {
  'on-case': ({ agencies }) => agencies,
  asked: ({ asked }) => asked,
};
export const isWithin = ({ agency, by }: VisibilityScope, row: CaseRow): boolean =>
  by.some((relation) => HOLDS[relation]?.(row).includes(agency) ?? false);
