import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { byDue, OWED, viewersOf } from '../../../application/obligations/query.js';
import { type ObligationRow, table } from '../../../application/obligations/table.js';
import type {
  Load,
  ObligationPage,
  ObligationPageQuery,
  ObligationQuery,
  ObligationRows,
} from '../../../application/ports/obligation-rows.js';
import { OF_COMPLIANCE } from '../../../domain/obligations/alerts.js';
import type { ObligationState } from '../../../domain/obligations/index.js';
import { type AlertRow, table as alertTable } from '../../../projections/deadline-alerts/deadline-alerts.js';
import { projections } from '../../../projections/index.js';
import { type Columns, sqlType } from '../../../projections/projection.js';
import { partly } from '../../../projections/walls.js';
import { selected } from '../rows-sql.js';

type Sql = RawBuilder<unknown>;
const list = (of: Columns, table: string) =>
  sql.raw(
    Object.entries(of)
      .map(([name, type]) => selected(name, sqlType(type)).replace(`"${name}"`, `${table}."${name}"`))
      .join(', '),
  );
const and = (conditions: readonly (Sql | undefined)[]): Sql =>
  sql.join(
    conditions.filter((c) => c !== undefined),
    sql` and `,
  );

/** An obligation's state at an instant as ranges of an index: by its due instant, and for due soon no further than any plan looks ahead. */
function inState(state: ObligationState, now: string, due: Sql): readonly Sql[] {
  const open = sql`o.standing = 'open'`;
  switch (state) {
    case 'overdue':
      return [and([open, sql`${due} < ${now} and not o.held`])];
    case 'due-soon': {
      const ahead = sql`${due} <= ${now}::timestamptz + (select lead from obligation_plans p where p.infohus = o.infohus)`;
      return [and([open, sql`${due} >= ${now}`, ahead, sql`o."soonAt" <= ${now}`]), held(sql`${due} < ${now}`)];
    }
    case 'upcoming':
      return [and([open, sql`${due} >= ${now} and o."soonAt" > ${now}`])];
    default:
      return [sql`o.standing = ${state}`];
  }
}
/** A pause runs: past its due instant it still waits. */
const held = (past: Sql) => and([sql`o.held and o.standing = 'open'`, past]);

/** Rows to select from, under a condition; their due instant and place as the index that answers has them. */
interface Branch {
  readonly from: Sql;
  readonly due: Sql;
  readonly place: Sql;
}
/** What an agency is owed to act on is read in the order of its own rows; all else from the table itself. */
function sourcesOf(q: ObligationQuery): readonly Branch[] {
  const whole = { from: sql`obligations o where o.infohus = ${q.infohus}`, due: sql`o."dueAt"`, place: sql`o.place` };
  if (!q.reach) return [whole];
  const viewers = viewersOf(q.reach);
  if (!isOpenOnly(q)) return [{ ...whole, from: sql`${whole.from} and o.viewers && ${[...viewers]}::text[]` }];
  return viewers.map((viewer) => ({
    from: sql`obligation_viewers v join obligations o on o.source = v.source and o.n = v.n
      where v.infohus = ${q.infohus} and v.viewer = ${viewer}`,
    ...{ due: sql`v."dueAt"`, place: sql`v.place` },
  }));
}
const OPEN: ReadonlySet<ObligationState> = new Set<ObligationState>(OWED);
const isOpenOnly = ({ open, states }: ObligationQuery): boolean =>
  open !== undefined || (states !== undefined && states.length > 0 && states.every((state) => OPEN.has(state)));

/** The conditions of a query; several states are branches that share no row. */
function branches(q: ObligationQuery): readonly Branch[] {
  if (q.states?.length === 0) return [];
  return sourcesOf(q).flatMap((source) => {
    const { due } = source;
    const common = [
      q.work ? sql`o.obligation <> all(${[...OF_COMPLIANCE]})` : undefined,
      q.open ? sql`o.standing = 'open'` : undefined,
      q.open === 'not-waiting' ? sql`not o.held` : undefined,
      q.names ? sql`o.obligation = any(${[...q.names]})` : undefined,
      q.caseId ? sql`o."caseId" = ${q.caseId}` : undefined,
      q.caseIds ? sql`o."caseId" = any(${[...q.caseIds]}::uuid[])` : undefined,
      q.from ? sql`${due} >= ${q.from}` : undefined,
      q.before ? sql`${due} < ${q.before}` : undefined,
      q.whom ? sql`o.whom = ${q.whom}` : undefined,
      q.notWhom ? sql`o.whom is distinct from ${q.notWhom}` : undefined,
      q.assigned ? sql`o.assigned->>${q.assigned.agency} = ${q.assigned.userId}` : undefined,
    ];
    const states = q.states?.flatMap((state) => inState(state, q.now, due)) ?? [undefined];
    return states.map((state) => ({ ...source, from: and([source.from, ...common, state]) }));
  });
}

/** Which rows a question has, by their keys alone: what is planned many times over is small, and the rows are fetched once. */
function selectKeys({ query, part }: ObligationPageQuery, asked: number): readonly Sql[] {
  const way = part?.upTo ? sql`desc` : sql`asc`;
  return branches(query).map(({ from, due, place }) => {
    const { after, upTo, limit } = part ?? {};
    const beyond = upTo
      ? sql`and (${due}, ${place}) < (${upTo.dueAt}, ${upTo.place})`
      : after
        ? sql`and (${due}, ${place}) > (${after.dueAt}, ${after.place})`
        : sql``;
    const cut = limit === undefined ? sql`` : sql`order by ${due} ${way}, ${place} ${way} limit ${limit}`;
    return sql`(select ${asked}::int as asked, o.source, o.n from ${from} ${beyond} ${cut})`;
  });
}
/** Each branch is cut by itself: of what they gave together the part is cut here. */
function cut(rows: readonly ObligationRow[], part: ObligationPage | undefined): readonly ObligationRow[] {
  const ordered = [...rows].sort(byDue);
  if (!part) return ordered;
  return part.upTo ? ordered.slice(-part.limit) : ordered.slice(0, part.limit);
}

/** The rows of obligations, where the writer keeps them. */
export class ObligationTable implements ObligationRows {
  /** @param party answers for the part of one agency */
  constructor(
    private readonly db: QueryExecutorProvider,
    private readonly party: QueryExecutorProvider = db,
  ) {}

  async since(): Promise<string | undefined> {
    const names = projections.map((p) => p.name);
    const { rows } = await sql<{ newest: string | null }>`
      select ${sql.raw(selected('newest', 'timestamptz'))} from checkpoint where name = 'obligations' and failed_at is null
        and position >= (select min(position) from checkpoint where name = any(${names}))`.execute(this.db);
    return rows[0]?.newest ?? undefined;
  }

  async find(query: ObligationQuery, part?: ObligationPage): Promise<readonly ObligationRow[]> {
    return (await this.findEach([{ query, part }]))[0] ?? [];
  }

  /** One statement, whatever the number of questions: a page that asks twenty would wait twenty times. */
  async findEach(asked: readonly ObligationPageQuery[]): Promise<readonly (readonly ObligationRow[])[]> {
    const keys = asked.flatMap(selectKeys);
    if (keys.length === 0) return asked.map(() => []);
    // By two relations of one agency a row comes twice: `union` takes it once.
    const { rows } = await sql<ObligationRow & { asked: number }>`
      select k.asked, ${list(table, 'o')} from (${sql.join(keys, sql` union `)}) k
      join obligations o on o.source = k.source and o.n = k.n`.execute(this.through(asked.map(({ query }) => query)));
    const found = asked.map((): ObligationRow[] => []);
    for (const { asked: i, ...row } of rows) found[i]?.push(row);
    return found.map((own, i) => cut(own, asked[i]?.part));
  }

  async count(query: ObligationQuery, cap: number): Promise<number> {
    return (await this.countEach([query], cap))[0] ?? 0;
  }

  async countEach(queries: readonly ObligationQuery[], cap: number): Promise<readonly number[]> {
    const selects = queries.flatMap((query, i) => {
      const parts = branches(query).map(
        ({ from, due, place }) => sql`(select ${due} as due, ${place} as place from ${from} limit ${cap})`,
      );
      if (parts.length === 0) return [];
      const rows = sql.join(parts, sql` union `);
      return [sql`select ${i}::int as "asked", least(count(*), ${cap})::int as n from (${rows}) o`];
    });
    if (selects.length === 0) return queries.map(() => 0);
    const { rows } = await sql<{ asked: number; n: number }>`${sql.join(selects, sql` union all `)}`.execute(
      this.through(queries),
    );
    const counted = new Map(rows.map(({ asked, n }) => [asked, n]));
    return queries.map((_, i) => counted.get(i) ?? 0);
  }

  async loads(q: ObligationQuery, agency: string): Promise<readonly Load[]> {
    const user = sql`o.assigned->>${agency}`;
    const parts = OWED.flatMap((state) =>
      branches({ ...q, states: [state] }).map(
        ({ from, due, place }) =>
          sql`(select ${due} as due, ${place} as place, ${user} as "userId", ${state}::text as state from ${from})`,
      ),
    );
    const { rows } = await sql<Load>`
      select o."userId", o.state, count(*)::int as n from (${sql.join(parts, sql` union `)}) o
      group by o."userId", o.state`.execute(this.through([q]));
    return rows;
  }

  private through = (queries: readonly ObligationQuery[]) =>
    queries.every(({ reach }) => partly(reach)) ? this.party : this.db;

  async toTell(infohus: string, planId: string, now: string) {
    const { rows } = await sql<ObligationRow>`
      select ${list(table, 'o')} from obligation_alerts a join obligations o using ("deadlineId")
      where a.infohus = ${infohus} and a."planId" = ${planId} and a.at <= ${now} order by o."dueAt", o.place`.execute(
      this.db,
    );
    const told = new Map<string, AlertRow[]>();
    for (const row of await this.toldOf(rows.map(({ deadlineId }) => deadlineId)))
      told.set(row.deadlineId, [...(told.get(row.deadlineId) ?? []), row]);
    return rows.map((row) => ({ row, told: told.get(row.deadlineId) ?? [] }));
  }

  async nextToTell(infohus: string, planId: string, now: string): Promise<string | undefined> {
    const { rows } = await sql<{ at: string }>`
      select ${sql.raw(selected('at', 'timestamptz'))} from obligation_alerts a
      where infohus = ${infohus} and "planId" = ${planId} and a.at > ${now} order by a.at limit 1`.execute(this.db);
    return rows[0]?.at;
  }

  async toldOf(deadlineIds: readonly string[]): Promise<readonly AlertRow[]> {
    if (deadlineIds.length === 0) return [];
    const { rows } = await sql<AlertRow>`
      select ${list(alertTable, 'd')} from deadline_alerts d where "deadlineId" = any(${[...deadlineIds]}::uuid[])
      order by d.at desc, "alertId"`.execute(this.db);
    return rows;
  }
}
