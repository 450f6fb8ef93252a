import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Condition } from '../../projections/condition.js';
import type { RowWallContext } from '../../projections/wall-context.js';
import { WALLS } from '../../projections/walls.js';
import { ROLES } from '../event-store/postgres/roles.js';
import { quoted } from './quoted.js';

/** Where a transaction says what its reader is; the same names in the standing and in the policies. */
const SETTINGS = {
  userId: 'sagsspor.user_id',
  agency: 'sagsspor.agency',
  infohuse: 'sagsspor.infohuse',
  cases: 'sagsspor.cases',
  concerns: 'sagsspor.concerns',
  owed: 'sagsspor.owed',
  viewers: 'sagsspor.viewers',
  audit: 'sagsspor.audit',
  record: 'sagsspor.record',
} as const satisfies Readonly<Record<keyof RowWallContext, string>>;
const LISTS: ReadonlySet<string> = new Set(['infohuse', 'cases', 'concerns', 'owed', 'viewers']);

/** Begins a transaction whose reader is this one; at its end the connection is nobody's again. One message to the server. */
export const beginAs = (standing: RowWallContext): string =>
  [
    'begin isolation level repeatable read read only',
    ...Object.entries(SETTINGS).map(([name, setting]) => {
      const told = standing[name as keyof RowWallContext];
      const value = typeof told === 'string' ? told : told.filter((one) => !one.includes(',')).join(',');
      return `set local ${setting} = ${pg.escapeLiteral(value)}`;
    }),
  ].join('; ');

/** A standing that holds, in place of each value, where a policy finds it. */
const MARK = '\u0001';
const TOLD = Object.fromEntries(
  Object.entries(SETTINGS).map(([name, setting]) => [name, LISTS.has(name) ? [MARK + setting] : MARK + setting]),
) as unknown as RowWallContext;

/** Unset, or empty after an earlier transaction: equal to nothing, within nothing. `select`: read once a statement, not once a row. */
const setting = (marked: string) => `(select current_setting('${marked.slice(1)}', true))`;
const value = (of: string) => (of.startsWith(MARK) ? setting(of) : pg.escapeLiteral(of));
function listed([first = '']: readonly string[]): string {
  if (!first.startsWith(MARK)) throw new Error('a wall compares with what its reader was told to be');
  return `(select string_to_array(current_setting('${first.slice(1)}', true), ','))::text[]`;
}
const COMPARED = { equal: '=', other: '<>', from: '>=', before: '<' } as const;

/** A condition of the walls as a policy's expression. */
function policy(c: Condition, table: string): string {
  const of = (column: string) => `${table}.${quoted(column)}`;
  switch (c.is) {
    case 'all':
      return c.of.length === 0 ? 'true' : c.of.map((one) => `(${policy(one, table)})`).join(' and ');
    case 'any':
      return c.of.length === 0 ? 'false' : c.of.map((one) => `(${policy(one, table)})`).join(' or ');
    case 'yes':
      return of(c.column);
    case 'there':
      return `${of(c.column)} is not null`;
    case 'granted':
      return `${value(c.value)} = 'on'`;
    case 'among':
      return c.indexed ? `${of(c.column)} @> array[${value(c.value)}]` : `${value(c.value)} = any(${of(c.column)})`;
    case 'within':
      return `${of(c.column)} = any(${listed(c.values)})`;
    case 'shares':
      return `${of(c.column)} && ${listed(c.values)}`;
    case 'named':
      // `offset`: asked row by row through its key; else a plan may read the other table through for the sake of one row.
      return `exists (select from ${c.table} where ${c.table}.${quoted(c.id)} = ${of(c.column)} and (${policy(c.that, c.table)}) offset 0)`;
    default:
      // A column of another type than text (an id) is compared as its text.
      return `${of(c.column)}${c.value === MARK + SETTINGS.record ? '::text' : ''} ${COMPARED[c.is]} ${value(c.value)}`;
  }
}

/**
 * What a reader is told to be is unknown while a statement is planned, so that a wall in plain words counts as let through by one row in a hundred,
 * besides the question's own condition, which says the same: a large agency's first page was then found by reading and sorting all of its
 * rows (docs/bench.md). In these words the planner takes the wall to hold back next to nothing, and the question's own condition chooses the index.
 */
const mostly = (condition: string): string => `case when ${condition} then true end is not null`;

interface Policy {
  readonly role: string;
  readonly rows: string;
}
/** The other read models that a condition asks. */
const askedBy = (c: Condition): readonly string[] =>
  c.is === 'named' ? [c.table, ...askedBy(c.that)] : 'of' in c ? c.of.flatMap(askedBy) : [];

/** Who works for himself (alerts, mail, folds) sees and writes every row; who answers a reader the rows of that reader's standing. */
function policiesOf(table: string, there: ReadonlySet<string>): readonly Policy[] {
  const { part, whole } = (WALLS[table] as (s: RowWallContext) => { part: Condition; whole: Condition })(TOLD);
  const own = [ROLES.projector, ROLES.reader].map((role) => ({ role, rows: 'true' }));
  // Where another one was not made, readers find nothing.
  if (!askedBy(whole).every((other) => there.has(other))) return own;
  return [
    ...own,
    { role: ROLES.asker, rows: mostly(policy(whole, quoted(table))) },
    { role: ROLES.party, rows: mostly(policy(part, quoted(table))) },
  ];
}
/** By its name a policy is known to be this one. */
const nameOf = ({ role, rows }: Policy) => `${role}_${createHash('sha256').update(rows).digest('hex').slice(0, 12)}`;

type Client = Pick<pg.ClientBase, 'query'>;

/**
 * Behind a wall an index answers what is asked only where the operator is known to tell nothing of rows that the wall holds back. Those of lists of
 * texts compare texts and raise no error with a value in it; PostgreSQL cannot promise that for every type, and leaves it to a superuser. Without
 * it (an owner who is none) the same rows are found, by other indexes and slower.
 */
const TELLS_NOTHING = ['arraycontains(anyarray,anyarray)', 'arrayoverlap(anyarray,anyarray)'];
const TO_BE_TOLD = `
select p.oid::regprocedure::text as name, r.rolsuper as may from pg_proc p, pg_roles r
 where p.oid = any($1::regprocedure[]) and not p.proleakproof and r.rolname = current_user order by p.oid::regprocedure::text`;
/** @returns those that stayed as they were */
async function letIndexesAnswer(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; may: boolean }>(TO_BE_TOLD, [TELLS_NOTHING]);
  for (const { name, may } of rows) if (may) await client.query(`alter function pg_catalog.${name} leakproof`);
  return rows.filter(({ may }) => !may).map(({ name }) => name);
}

export interface Walls {
  /** Functions behind operators that no index answers here. */
  readonly unindexed: readonly string[];
}

/** What a reader's question is answered from besides: without a row that tells of anybody. */
const WITHOUT_WALL = ['checkpoint', 'persons', 'record_numbers', 'obligation_plans'];
const NOT_LET_IN = `
select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = any($1)
   and not (has_table_privilege($2, c.oid, 'select') and has_table_privilege($3, c.oid, 'select'))`;
/** Not before the walls stand: a table under a rebuild has none. */
async function letAsk(client: Client): Promise<void> {
  const names = [...Object.keys(WALLS), ...WITHOUT_WALL];
  const { rows } = await client.query<{ name: string }>(NOT_LET_IN, [names, ROLES.asker, ROLES.party]);
  if (rows.length === 0) return;
  const list = rows.map(({ name }) => `public.${quoted(name)}`).join(', ');
  await client.query(`grant select on ${list} to ${ROLES.asker}, ${ROLES.party}`);
}

/** Puts up the walls that are not there as they should be; run by the owner, who is behind them too (FORCE) and has no policy. */
export async function raiseWalls(client: Client): Promise<Walls> {
  const unindexed = await letIndexesAnswer(client);
  const { rows: tables } = await client.query<{ name: string; forced: boolean; policies: string[] }>(
    `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
            array(select p.polname::text from pg_policy p where p.polrelid = c.oid) as policies
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = any($1)`,
    [Object.keys(WALLS)],
  );
  const there = new Set(tables.map(({ name }) => name));
  for (const { name, forced, policies } of tables) {
    const wanted = policiesOf(name, there);
    const names = wanted.map(nameOf);
    for (const old of policies.filter((one) => !names.includes(one)))
      await client.query(`drop policy ${quoted(old)} on ${quoted(name)}`);
    for (const one of wanted.filter((p) => !policies.includes(nameOf(p)))) {
      const writes = one.role === ROLES.projector ? 'all' : 'select';
      const check = one.role === ROLES.projector ? ' with check (true)' : '';
      await client.query(
        `create policy ${quoted(nameOf(one))} on ${quoted(name)} for ${writes} to ${one.role} using (${one.rows})${check}`,
      );
    }
    if (!forced)
      await client.query(
        `alter table ${quoted(name)} enable row level security; alter table ${quoted(name)} force row level security`,
      );
  }
  await letAsk(client);
  return { unindexed };
}
