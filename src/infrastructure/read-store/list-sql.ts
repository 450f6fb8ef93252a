import type { Condition, ListQuery } from '../../projections/condition.js';
import type { PageRequest } from '../../projections/scope.js';
import { type Sql, sql } from './sql.js';

const COMPARED = { equal: sql`=`, other: sql`<>`, from: sql`>=`, before: sql`<` } as const;

/** The condition of a read model's question as a condition of a statement. */
export function conditionSql(c: Condition): Sql {
  switch (c.is) {
    case 'all':
      return c.of.length === 0 ? sql`true` : sql.join(c.of.map(conditionSql), sql` and `);
    case 'any':
      return c.of.length === 0 ? sql`false` : sql`(${sql.join(c.of.map(inBrackets), sql` or `)})`;
    case 'yes':
      return sql.ref(c.column);
    case 'there':
      return sql`${sql.ref(c.column)} is not null`;
    case 'among':
      // What no index answers stands beside what one did, and narrows it little: not to be taken for a second such share of all rows.
      return c.indexed
        ? sql`${sql.ref(c.column)} @> array[${c.value}]`
        : sql`case when ${c.value} = any(${sql.ref(c.column)}) then true end is not null`;
    case 'within':
      return sql`${sql.ref(c.column)} = any(${[...c.values]})`;
    case 'shares':
      return sql`${sql.ref(c.column)} && ${[...c.values]}::text[]`;
    case 'granted':
      return c.value === 'on' ? sql`true` : sql`false`;
    case 'named':
      return sql`${sql.ref(c.column)} in (select ${sql.ref(c.id)} from ${sql.ref(c.table)} where ${conditionSql(c.that)})`;
    default:
      return sql`${sql.ref(c.column)} ${COMPARED[c.is]} ${c.value}`;
  }
}
const inBrackets = (c: Condition): Sql => sql`(${conditionSql(c)})`;

/**
 * How a page is best found depends on whose it is: prepared for all alike (prepared.ts), a large agency's rows would all be read and sorted for one page of
 * them. A text that begins so is planned each time.
 */
const PLANNED_AS_ASKED = sql`/* planned as asked */ `;

/** The rows of a list as statements to select from, to count and to page. */
const branchesOf = ({ table, branches }: ListQuery): readonly Sql[] =>
  branches.map((branch) => sql`from ${sql.ref(table)} where ${conditionSql(branch)}`);

/**
 * A part of a list, or all of it. `above` is read from the place upwards: whoever asks turns the rows round. Each branch is cut by itself, so
 * that none reads more rows than the part has.
 */
export function selectPart(columns: Sql, list: ListQuery, part: PageRequest | undefined): Sql {
  const { at, id, up } = list;
  const branches = branchesOf(list);
  if (branches.length === 0) return sql`select null where false`;
  const { below, above, limit } = part ?? {};
  // Upwards in the list, or down a list that begins with the last: from behind through the index.
  const isBack = (above !== undefined) === up;
  const place = above ?? below;
  const beyond = place
    ? sql`and (${sql.ref(at)}, ${sql.ref(id)}) ${isBack ? sql`<` : sql`>`} (${place.at}, ${place.id})`
    : sql``;
  const way = isBack ? sql`desc` : sql`asc`;
  const cut = (table: string) => (limit === undefined ? sql`` : sql`${ordered(table, at, id, way)} limit ${limit}`);
  const rows = branches.map((branch) => sql`(select * ${branch} ${beyond} ${cut('')})`);
  return sql`${PLANNED_AS_ASKED}select ${columns} from (${sql.join(rows, sql` union all `)}) listed ${ordered('listed.', at, id, way)} ${
    limit === undefined ? sql`` : sql`limit ${limit}`
  }`;
}

/** By the columns themselves: a bare name would mean what is selected under it, a text that no index orders. */
const ordered = (of: string, at: string, id: string, way: Sql): Sql =>
  sql`order by ${sql.ref(`${of}${at}`)} ${way}, ${sql.ref(`${of}${id}`)} ${way}`;

export function selectCount(list: ListQuery, cap: number): Sql {
  const branches = branchesOf(list);
  if (branches.length === 0) return sql`select 0 as n`;
  const rows = branches.map((branch) => sql`(select ${branch} limit ${cap})`);
  return sql`select least(count(*), ${cap})::int as n from (${sql.join(rows, sql` union all `)}) listed`;
}
