import { type RawBuilder, sql } from 'kysely';
import type { CaseQuery, ConcernQuery, PageRequest, VisibilityScope } from '../../application/ports/read-models.js';

type Sql = RawBuilder<unknown>;
const all = (conditions: readonly (Sql | undefined)[]): Sql =>
  sql.join(
    conditions.filter((c) => c !== undefined),
    sql` and `,
  );
const any = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`false` : sql`(${sql.join([...conditions], sql` or `)})`;
/** A condition stands in the statement only where something is asked for: one that is true of all would hide an index. */
const where = <T>(value: T | undefined, condition: (value: T) => Sql) =>
  value === undefined ? undefined : condition(value);

/** The rows of a list as a statement to select from, to count and to page; a list may be the union of several that share no row. */
export interface Listed {
  readonly branches: readonly Sql[];
  /** The columns of a row's place. */
  readonly at: string;
  readonly id: string;
}

/** `knownTo` is what the index answers by; the relations of the reach narrow it where they are not all of it. */
export function within({ agency, by }: VisibilityScope): Sql {
  const known = sql`"knownTo" @> array[${agency}]`;
  const [on, asked] = [by.includes('on-case'), by.includes('asked')];
  if (on && asked) return known;
  return any([
    ...(on ? [sql`(${known} and ${agency} = any(agencies))`] : []),
    ...(asked ? [sql`(${known} and ${agency} = any(asked))`] : []),
  ]);
}

export function listedCases(q: CaseQuery): Listed {
  // A filter tells nothing that the row does not show: of a case that the agency is only asked to, its type and another's handover.
  const shownWhole = where(q.reach, ({ agency, by }) => within({ agency, by: by.filter((r) => r === 'on-case') }));
  const condition = all([
    sql`infohus = ${q.infohus}`,
    where(q.reach, within),
    where(q.status, (status) => sql`status = ${status}`),
    where(q.responsible, (agency) => sql`responsible = ${agency}`),
    where(q.caseType, (type) => all([sql`"caseType" = ${type}`, shownWhole])),
    where(q.from, (from) => sql`"openedAt" >= ${from}`),
    where(q.before, (before) => sql`"openedAt" < ${before}`),
    q.waits ? sql`waits` : undefined,
    q.pending ? sql`"pendingTo" is not null` : undefined,
    where(q.pending ? q.reach : undefined, ({ agency }) =>
      any([sql`"pendingTo" = ${agency}`, ...(shownWhole ? [shownWhole] : [])]),
    ),
  ]);
  return { branches: [sql`from case_list where ${condition}`], at: 'openedAt', id: 'caseId' };
}

/** With a reach two branches, each with its own index: concerns that the agency registered, and others whose case it is on. */
export function listedConcerns(q: ConcernQuery): Listed {
  const asked = all([
    sql`infohus = ${q.infohus}`,
    where(q.standing, (standing) => sql`standing = ${standing}`),
    where(q.from, (from) => sql`"receivedAt" >= ${from}`),
    where(q.before, (before) => sql`"receivedAt" < ${before}`),
  ]);
  const reached = q.reach ? reachedConcerns(q.reach, q.standing) : [sql`true`];
  return {
    branches: reached.map((condition) => sql`from concern_facts where ${asked} and ${condition}`),
    at: 'receivedAt',
    id: 'concernId',
  };
}

/** A branch that no concern of that standing is in is left out: the planner would look through the others for it. */
function reachedConcerns(reach: VisibilityScope, standing: ConcernQuery['standing']): readonly Sql[] {
  const { agency, by } = reach;
  if (by.includes('infohus-police')) return [sql`true`];
  const registrar = by.includes('registrar');
  const own = registrar ? [sql`"registeredBy" = ${agency}`] : [];
  const mayHaveCase = standing === undefined || standing === 'in-a-case' || standing === 'ended';
  if (!mayHaveCase || !(by.includes('on-case') || by.includes('asked'))) return own;
  const others = registrar ? sql`"registeredBy" <> ${agency} and ` : sql``;
  return [...own, sql`${others}"caseId" in (select "caseId" from case_list where ${within(reach)})`];
}

/**
 * A part of a list, or all of it. `above` is read from the place upwards: whoever asks turns the rows round. Each branch is cut by itself, so
 * that none reads more rows than the part has.
 */
export function selectPart(columns: Sql, { branches, at, id }: Listed, part: PageRequest | undefined): Sql {
  if (branches.length === 0) return sql`select null where false`;
  const { below, above, limit } = part ?? {};
  const beyond = above
    ? sql`and (${sql.ref(at)}, ${sql.ref(id)}) > (${above.at}, ${above.id})`
    : below
      ? sql`and (${sql.ref(at)}, ${sql.ref(id)}) < (${below.at}, ${below.id})`
      : sql``;
  const way = above ? sql`asc` : sql`desc`;
  const cut = (table: string) => (limit === undefined ? sql`` : sql`${ordered(table, at, id, way)} limit ${limit}`);
  const rows = branches.map((branch) => sql`(select * ${branch} ${beyond} ${cut('')})`);
  return sql`select ${columns} from (${sql.join(rows, sql` union all `)}) listed ${ordered('listed.', at, id, way)} ${
    limit === undefined ? sql`` : sql`limit ${limit}`
  }`;
}

/** By the columns themselves: a bare name would mean what is selected under it, a text that no index orders. */
const ordered = (of: string, at: string, id: string, way: Sql): Sql =>
  sql`order by ${sql.ref(`${of}${at}`)} ${way}, ${sql.ref(`${of}${id}`)} ${way}`;

export function selectCount({ branches }: Listed, cap: number): Sql {
  if (branches.length === 0) return sql`select 0 as n`;
  const rows = branches.map((branch) => sql`(select ${branch} limit ${cap})`);
  return sql`select least(count(*), ${cap})::int as n from (${sql.join(rows, sql` union all `)}) listed`;
}
