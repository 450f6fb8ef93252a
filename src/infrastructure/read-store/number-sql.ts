import type { CountedRecord, Series } from '../../projections/numbers/numbers.js';
import { type Sql, sql } from './sql.js';

/** The blocks that hold these records, with how many their series hold before each: a series' blocks are few, and summed once for all rows. */
export const selectCounted = (ids: readonly string[]): Sql<CountedRecord> => sql<CountedRecord>`
  with mine as (select * from record_numbers where ids && ${[...ids]}::text[]),
    series as (select distinct infohus, kind, year from mine),
    summed as (
      select block, sum(b.count) over (partition by infohus, kind, year order by part) - b.count as before
      from record_numbers b join series using (infohus, kind, year))
  select u.id, mine.infohus, mine.kind, mine.year, (summed.before + u.nth)::int as count
  from mine join summed using (block) cross join lateral unnest(mine.ids) with ordinality u(id, nth)
  where u.id = any(${[...ids]}::text[])`;

export const selectCountedAs = ({ infohus, kind, year }: Series, count: number): Sql<{ id: string }> =>
  sql<{ id: string }>`
  select ids[${count}::int - before] as id from (
    select ids, b.count, (sum(b.count) over (order by part) - b.count)::int as before from record_numbers b
    where infohus = ${infohus} and kind = ${kind} and year = ${year}) summed
  where before < ${count} and ${count} <= before + summed.count`;
