import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { viewersOf } from '../../../application/obligations/query.js';
import { type ObligationRow, table } from '../../../application/obligations/table.js';
import type { ObligationPart, ObligationQuery, ObligationRows } from '../../../application/ports/obligation-rows.js';
import type { ObligationState } from '../../../domain/obligations/index.js';
import { type AlertRow, table as alertTable } from '../../../projections/deadline-alerts/deadline-alerts.js';
import { projections } from '../../../projections/index.js';
import { type Columns, sqlType } from '../../../projections/projection.js';
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
function inState(state: ObligationState, now: string): readonly Sql[] {
  const open = sql`o.standing = 'open'`;
  switch (state) {
    case 'overdue':
      return [and([open, sql`o."dueAt" < ${now} and not o.held`])];
    case 'due-soon': {
      const ahead = sql`o."dueAt" <= ${now}::timestamptz + (select lead from obligation_plans p where p.infohus = o.infohus)`;
      return [and([open, sql`o."dueAt" >= ${now}`, ahead, sql`o."soonAt" <= ${now}`]), held(sql`o."dueAt" < ${now}`)];
    }
    case 'upcoming':
      return [and([open, sql`o."dueAt" >= ${now} and o."soonAt" > ${now}`])];
    default:
      return [sql`o.standing = ${state}`];
  }
}
/** A pause runs: past its due instant it still waits. */
const held = (past: Sql) => and([sql`o.held and o.standing = 'open'`, past]);

/** The conditions of a query; several states are branches that share no row. */
function branches(q: ObligationQuery): readonly Sql[] {
  const common = and([
    sql`o.infohus = ${q.infohus}`,
    q.reach ? sql`o.viewers && ${[...viewersOf(q.reach)]}::text[]` : undefined,
    q.names ? sql`o.obligation = any(${[...q.names]})` : undefined,
    q.caseId ? sql`o."caseId" = ${q.caseId}` : undefined,
    q.from ? sql`o."dueAt" >= ${q.from}` : undefined,
    q.before ? sql`o."dueAt" < ${q.before}` : undefined,
    q.whom ? sql`o.whom = ${q.whom}` : undefined,
  ]);
  if (!q.states) return [common];
  if (q.states.length === 0) return [sql`false`];
  return q.states.flatMap((state) => inState(state, q.now)).map((condition) => and([common, condition]));
}

/** The rows of obligations, where the writer keeps them. */
export class ObligationTable implements ObligationRows {
  constructor(private readonly db: QueryExecutorProvider) {}

  async since(): Promise<string | undefined> {
    const names = projections.map((p) => p.name);
    const { rows } = await sql<{ newest: string | null }>`
      select ${sql.raw(selected('newest', 'timestamptz'))} from checkpoint where name = 'obligations' and failed_at is null
        and position >= (select min(position) from checkpoint where name = any(${names}))`.execute(this.db);
    return rows[0]?.newest ?? undefined;
  }

  async find(q: ObligationQuery, part?: ObligationPart): Promise<readonly ObligationRow[]> {
    const after = part?.after ? sql`and (o."dueAt", o.place) > (${part.after.dueAt}, ${part.after.place})` : sql``;
    const cut = part ? sql`order by o."dueAt", o.place limit ${part.limit}` : sql``;
    const parts = branches(q).map(
      (condition) => sql`(select o.* from obligations o where ${condition} ${after} ${cut})`,
    );
    const { rows } = await sql<ObligationRow>`
      select ${list(table, 'o')} from (${sql.join(parts, sql` union all `)}) o order by o."dueAt", o.place ${
        part ? sql`limit ${part.limit}` : sql``
      }`.execute(this.db);
    return rows;
  }

  async count(q: ObligationQuery, cap: number): Promise<number> {
    const parts = branches(q).map((condition) => sql`(select 1 from obligations o where ${condition} limit ${cap})`);
    const { rows } = await sql<{ n: number }>`
      select least(count(*), ${cap})::int as n from (${sql.join(parts, sql` union all `)}) o`.execute(this.db);
    return rows[0]?.n ?? 0;
  }

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
