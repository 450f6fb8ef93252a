import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { OWED, viewersOf } from '../../../application/obligations/query.js';
import { type ObligationRow, table } from '../../../application/obligations/table.js';
import type {
  Load,
  ObligationPart,
  ObligationQuery,
  ObligationRows,
} from '../../../application/ports/obligation-rows.js';
import type { VisibilityScope } from '../../../application/ports/scope.js';
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

/** Of what an agency has a relation to alone: police know every concern of their Infohus, so their part is not the agency's. */
export const partly = (reach: VisibilityScope | undefined): boolean =>
  reach !== undefined && !reach.by.includes('infohus-police');

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

  async find(q: ObligationQuery, part?: ObligationPart): Promise<readonly ObligationRow[]> {
    const all = branches(q);
    if (all.length === 0) return [];
    const way = part?.upTo ? sql`desc` : sql`asc`;
    const beyond = ({ due, place }: Branch): Sql => {
      if (part?.upTo) return sql`and (${due}, ${place}) < (${part.upTo.dueAt}, ${part.upTo.place})`;
      return part?.after ? sql`and (${due}, ${place}) > (${part.after.dueAt}, ${part.after.place})` : sql``;
    };
    const cut = ({ due, place }: Branch) =>
      part ? sql`order by ${due} ${way}, ${place} ${way} limit ${part.limit}` : sql``;
    const parts = all.map((branch) => sql`(select o.* from ${branch.from} ${beyond(branch)} ${cut(branch)})`);
    // By two relations of one agency a row comes twice: no two rows of an Infohus have one place.
    const { rows } = await sql<ObligationRow>`
      select distinct on (o."dueAt", o.place) ${list(table, 'o')} from (${sql.join(parts, sql` union all `)}) o
      order by o."dueAt" ${way}, o.place ${way} ${part ? sql`limit ${part.limit}` : sql``}`.execute(this.through(q));
    return part?.upTo ? rows.reverse() : rows;
  }

  async count(q: ObligationQuery, cap: number): Promise<number> {
    const all = branches(q);
    if (all.length === 0) return 0;
    const parts = all.map(
      ({ from, due, place }) => sql`(select ${due} as due, ${place} as place from ${from} limit ${cap})`,
    );
    const { rows } = await sql<{ n: number }>`
      select least(count(*), ${cap})::int as n from (${sql.join(parts, sql` union `)}) o`.execute(this.through(q));
    return rows[0]?.n ?? 0;
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
      group by o."userId", o.state`.execute(this.through(q));
    return rows;
  }

  private through = ({ reach }: ObligationQuery) => (partly(reach) ? this.party : this.db);

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
