import type pg from 'pg';
import { OBLIGATIONS_MODEL } from '../../../src/projections/obligations/obligations.js';

/** Each row once more with other ids, due at other times, as its case is multiplied. */
const more = (table: string, columns: string, values: string) =>
  `insert into ${table} (${columns}) select ${values} from original_${table} o, generate_series($1::int, $2::int) copy`;
const SHIFT = `(copy * 7919 % 3000) * interval '1 day'`;
const ROWS = [
  'source, n, "deadlineId", infohus, obligation, standing, "dueAt", "soonAt", held, place, "caseId", "concernId", whom, viewers, agencies, assigned, facts',
  `o.source || '/' || copy, o.n, md5(o."deadlineId"::text || copy)::uuid, infohus, obligation, standing, "dueAt" - ${SHIFT}, "soonAt" - ${SHIFT}, held, place, md5("caseId"::text || copy)::uuid, md5("concernId"::text || copy)::uuid, whom, viewers, agencies, assigned, facts`,
] as const;
const VIEWERS = `insert into obligation_viewers (source, n, infohus, viewer, obligation, "dueAt", place)
  select o.source || '/' || copy, o.n, infohus, viewer, obligation, "dueAt" - ${SHIFT}, place
  from original_obligations o, unnest(o.viewers) viewer, generate_series($1::int, $2::int) copy where standing = 'open'`;

type Owner = Pick<pg.ClientBase, 'query'>;
/** @param which of them are copied: what has ended is most, where a city has years behind it */
export const keepOriginals = (owner: Owner, which: 'all' | 'open' = 'all') =>
  owner.query(
    `create unlogged table original_obligations as select * from obligations ${which === 'open' ? `where standing = 'open'` : ''}`,
  );
/** What is owed in these copies of each case. */
export async function multiplyOwed(owner: Owner, from: number, to: number): Promise<void> {
  await owner.query(more(OBLIGATIONS_MODEL.name, ...ROWS), [from, to]);
  await owner.query(VIEWERS, [from, to]);
  await owner.query('vacuum (analyze) obligations');
  await owner.query('vacuum (analyze) obligation_viewers');
}
