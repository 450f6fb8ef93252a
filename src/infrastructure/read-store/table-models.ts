import type pg from 'pg';
import { onceOf } from '../../application/once-of.js';
import type { Facts } from '../../domain/indicators/facts.js';
import { streamOf } from '../../domain/kernel/event.js';
import type { Survivor } from '../../domain/person/survivor.js';
import { type CaseRow, table as caseTable, workerOf } from '../../projections/case-list/case-list.js';
import { CASES, type CaseQuery, within } from '../../projections/case-list/case-query.js';
import { type ConcernRow, table as concernTable } from '../../projections/concern-facts/concern-facts.js';
import { CONCERNS, type ConcernQuery } from '../../projections/concern-facts/concern-query.js';
import { type AlertRow, table as alertTable } from '../../projections/deadline-alerts/deadline-alerts.js';
import { type FigureRow, table as figureTable } from '../../projections/figures/figures.js';
import { table as chainTable, type Holding } from '../../projections/handover-chain/handover-chain.js';
import { type LateRow, table as lateTable } from '../../projections/late-registrations/late-registrations.js';
import { type LooksQuery, looksAsked } from '../../projections/looks/look-query.js';
import { type LookRow, table as lookTable } from '../../projections/looks/looks.js';
import type { CountedRecord, Series } from '../../projections/numbers/numbers.js';
import { type PersonRow, table as personTable, survivorsIn } from '../../projections/persons/persons.js';
import { type Columns, sqlType } from '../../projections/projection.js';
import type { ReadModels } from '../../projections/read-models.js';
import type { ReferenceRow } from '../../projections/references/references.js';
import type { GlassQuery } from '../../projections/registers/register-query.js';
import { type Register, type RegisterRow, table as registerTable } from '../../projections/registers/registers.js';
import { type CountedYears, factsFrom } from '../../projections/report-facts.js';
import type { RowList } from '../../projections/row-list.js';
import type { PageRequest, Scope, VisibilityScope } from '../../projections/scope.js';
import { type CaseGroup, type ConcernGroup, type Tally, tallyOf, type Workload } from '../../projections/tally.js';
import type { RowWallContext } from '../../projections/wall-context.js';
import { partly } from '../../projections/walls.js';
import { conditionSql, selectCount, selectPart } from './list-sql.js';
import { selectCounted, selectCountedAs } from './number-sql.js';
import { type ModelsStand, ObligationTable, standOf } from './obligations/table.js';
import { over } from './prepared.js';
import { reportRows } from './report-rows.js';
import { selected } from './rows-sql.js';
import { type Db, type Sql, sql } from './sql.js';
import { walled } from './walled.js';

const list = onceOf((table: Columns) =>
  sql.raw(
    Object.entries(table)
      .map(([name, type]) => selected(name, sqlType(type)))
      .join(', '),
  ),
);

/** Connections that row-level security holds to a reader's standing: of all that the reader knows, and of the own agency's part. */
export interface WalledPools {
  readonly asker: pg.Pool;
  readonly party: pg.Pool;
}

/** The live read models. */
export class TableModels implements ReadModels {
  readonly obligations: ObligationTable;
  readonly beyond: ReadModels;
  /** @param party answers what asks for the part of one agency; the rows are the same, and the plan is better */
  private constructor(
    private readonly db: Db,
    private readonly party: Db,
    private readonly walled: WalledPools | undefined,
    beyond?: ReadModels,
  ) {
    this.obligations = new ObligationTable(db, party);
    this.beyond = beyond ?? this;
  }

  /** @param walled without it a reader's standing changes nothing: for benches, and who works for itself */
  static over(pool: pg.Pool, walled?: WalledPools): TableModels {
    const db = over(pool);
    return new TableModels(db, db, walled);
  }

  as(standing: RowWallContext): ReadModels {
    if (!this.walled) return this;
    const { asker, party } = this.walled;
    return new TableModels(walled(asker, standing), walled(party, standing), this.walled, this.beyond);
  }

  snapshot<T>(work: (models: ReadModels) => Promise<T>): Promise<T> {
    const beyond = this.beyond === this ? undefined : this.beyond;
    return this.db.moment((db) => work(new TableModels(db, db, this.walled, beyond)));
  }

  async position(): Promise<number> {
    return (await this.stand()).position;
  }

  stand(): Promise<ModelsStand> {
    return standOf(this.db);
  }

  async listRows<R extends object, Q extends Scope>(
    { of, listed }: RowList<R, Q>,
    query: Q,
    part?: PageRequest,
  ): Promise<readonly R[]> {
    const { rows } = await sql<R>`${selectPart(list(of.table), listed(query), part)}`.execute(this.through(query));
    return part?.above ? rows.reverse() : rows;
  }
  async countRows<R extends object, Q extends Scope>(
    { listed }: RowList<R, Q>,
    query: Q,
    cap: number,
  ): Promise<number> {
    const { rows } = await sql<{ n: number }>`${selectCount(listed(query), cap)}`.execute(this.through(query));
    return rows[0]?.n ?? 0;
  }

  cases(query: CaseQuery, part?: PageRequest): Promise<readonly CaseRow[]> {
    return this.listRows(CASES, query, part);
  }
  countCases(query: CaseQuery, cap: number): Promise<number> {
    return this.countRows(CASES, query, cap);
  }
  concerns(query: ConcernQuery, part?: PageRequest): Promise<readonly ConcernRow[]> {
    return this.listRows(CONCERNS, query, part);
  }
  countConcerns(query: ConcernQuery, cap: number): Promise<number> {
    return this.countRows(CONCERNS, query, cap);
  }

  async casesOf(caseIds: readonly string[]): Promise<readonly CaseRow[]> {
    if (caseIds.length === 0) return [];
    const { rows } = await sql<CaseRow>`
      select ${list(caseTable)} from case_list where "caseId" = any(${[...caseIds]}::uuid[])`.execute(this.db);
    return rows;
  }

  async casesWithin(reach: VisibilityScope, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (caseIds.length === 0) return new Set();
    const { rows } = await sql<{ caseId: string }>`
      select "caseId" from case_list where "caseId" = any(${[...caseIds]}::uuid[]) and ${conditionSql(within(reach))}`.execute(
      this.db,
    );
    return new Set(rows.map((row) => row.caseId));
  }

  async tally(infohus: string): Promise<Tally> {
    const cases = await sql<CaseGroup>`
      select status, "caseType", level, responsible, count(*)::int as n from case_list
      where infohus = ${infohus} group by status, "caseType", level, responsible`.execute(this.db);
    const concerns = await sql<ConcernGroup>`
      select standing, ending, forms, count(*)::int as n from concern_facts
      where infohus = ${infohus} group by standing, ending, forms`.execute(this.db);
    return tallyOf(cases.rows, concerns.rows);
  }

  async workloads(infohus: string, agency: string): Promise<readonly Workload[]> {
    const prefix = workerOf(agency, '');
    const { rows } = await sql<Workload>`
      select substr(w, ${prefix.length + 1}) as "userId", count(*)::int as open from case_list, unnest(workers) w
      where infohus = ${infohus} and status = 'open' and ${conditionSql(within({ agency, by: ['on-case'] }))}
        and starts_with(w, ${prefix}) group by w order by w collate "C"`.execute(this.party);
    return rows;
  }

  async concern(concernId: string): Promise<ConcernRow | undefined> {
    const { rows } = await sql<ConcernRow>`
      select ${list(concernTable)} from concern_facts where "concernId" = ${concernId}`.execute(this.db);
    return rows[0];
  }

  async holdings(caseId: string): Promise<readonly Holding[]> {
    const { rows } = await sql<Holding>`
      select ${list(chainTable)} from handover_chain where "caseId" = ${caseId} order by seq`.execute(this.db);
    return rows;
  }

  async register<A extends Register>(aggregate: A, infohus?: string): Promise<readonly RegisterRow<A>[]> {
    const which = infohus === undefined ? sql`` : sql` and infohus = ${infohus}`;
    return this.registers(sql`aggregate = ${aggregate}${which}`, sql`registers.at desc, id`);
  }
  async registered<A extends Register>(aggregates: readonly A[], ids: readonly string[]) {
    const streams = aggregates.flatMap((aggregate) => ids.map((id) => streamOf(aggregate, id)));
    return streams.length === 0 ? [] : this.registers<A>(sql`stream = any(${streams})`, sql`stream collate "C"`);
  }
  glasses(of: GlassQuery): Promise<readonly RegisterRow<'access'>[]> {
    const which = 'caseId' in of ? sql`"caseId" = ${of.caseId}` : sql`"userId" = ${of.userId}`;
    return this.registers(which, sql`registers.at desc, id`);
  }
  meetingsFrom(infohus: string, from: string): Promise<readonly RegisterRow<'meeting'>[]> {
    const which = sql`aggregate = 'meeting' and infohus = ${infohus} and "startsAt" >= ${from}`;
    return this.registers(which, sql`registers."startsAt", id`);
  }
  private async registers<A extends Register>(which: Sql, order: Sql) {
    const columns = list(registerTable);
    const { rows } = await sql<RegisterRow<A>>`
      select ${columns} from registers where ${which} order by ${order}`.execute(this.db);
    return rows;
  }

  async alerts(infohus?: string): Promise<readonly AlertRow[]> {
    const { rows } = await sql<AlertRow>`
      select ${list(alertTable)} from deadline_alerts
      where (${infohus ?? null}::text is null or infohus = ${infohus ?? ''}) order by at desc, "alertId"`.execute(
      this.db,
    );
    return rows;
  }

  async figures(infohus: string): Promise<readonly FigureRow[]> {
    const { rows } = await sql<FigureRow>`
      select ${list(figureTable)} from figures where infohus = ${infohus} order by "occurredAt", position`.execute(
      this.db,
    );
    return rows;
  }

  async persons(also: readonly string[] = []): Promise<readonly PersonRow[]> {
    const { rows } = await sql<PersonRow>`
      select ${list(personTable)} from persons where told or "personId" = any(${also}::uuid[])`.execute(this.db);
    return rows;
  }

  async survivors(): Promise<Survivor> {
    const { rows } = await sql<Pick<PersonRow, 'personId' | 'mergedInto'>>`
      select "personId", "mergedInto" from persons where "mergedInto" is not null`.execute(this.db);
    return survivorsIn(rows);
  }

  async facts(infohus: string, span: CountedYears = {}): Promise<Facts> {
    return factsFrom(await reportRows(this.db, infohus, span, await this.figures(infohus)), await this.survivors());
  }

  async streamsNaming(id: string): Promise<readonly string[]> {
    const { rows } = await sql<Pick<ReferenceRow, 'stream'>>`
      select stream from named_in where named = ${id} order by stream`.execute(this.db);
    return rows.map((r) => r.stream);
  }
  async looks(query: LooksQuery): Promise<readonly LookRow[]> {
    const { recordIds } = query;
    const named = recordIds ? sql`"recordId" = any(${[...recordIds]})` : sql`true`;
    const { rows } = await sql<LookRow>`
      select ${list(lookTable)} from looks where ${named} and ${conditionSql(looksAsked(query))}
      order by looks.last desc, stream collate "C", look collate "C"`.execute(this.db);
    return rows;
  }
  async counted(ids: readonly string[]): Promise<readonly CountedRecord[]> {
    if (ids.length === 0) return [];
    return (await selectCounted(ids).execute(this.db)).rows;
  }
  async countedAs(series: Series, count: number): Promise<string | undefined> {
    return (await selectCountedAs(series, count).execute(this.db)).rows[0]?.id;
  }
  async lateRegistrations(infohus: string): Promise<readonly LateRow[]> {
    const { rows } = await sql<LateRow>`
      select ${list(lateTable)} from late_registrations
      where infohus = ${infohus} and late > 0 order by stream collate "C"`.execute(this.db);
    return rows;
  }

  private through = ({ reach }: Scope): Db => (partly(reach) ? this.party : this.db);
}
