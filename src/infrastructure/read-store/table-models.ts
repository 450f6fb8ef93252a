import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { ReadModels, Scope } from '../../application/ports/read-models.js';
import { type CaseRow, table as caseTable } from '../../projections/case-list/case-list.js';
import { type ConcernRow, table as concernTable } from '../../projections/concern-facts/concern-facts.js';
import { type AlertRow, table as alertTable } from '../../projections/deadline-alerts/deadline-alerts.js';
import { type FigureRow, table as figureTable } from '../../projections/figures/figures.js';
import { table as chainTable, type Holding } from '../../projections/handover-chain/handover-chain.js';
import { type Columns, sqlType } from '../../projections/projection.js';
import { type Register, type RegisterRow, table as registerTable } from '../../projections/registers/registers.js';
import { selected } from './projector.js';

interface Tables {
  case_list: CaseRow;
  concern_facts: ConcernRow;
  handover_chain: Holding;
  figures: FigureRow;
}
const list = (table: Columns) =>
  sql.raw(
    Object.entries(table)
      .map(([name, type]) => selected(name, sqlType(type)))
      .join(', '),
  );

/** The live read models. */
export class TableModels implements ReadModels {
  private readonly db: Kysely<Tables>;
  constructor(pool: pg.Pool) {
    this.db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  }

  async cases({ infohus, agency }: Scope): Promise<readonly CaseRow[]> {
    const { rows } = await sql<CaseRow>`
      select ${list(caseTable)} from case_list where infohus = ${infohus}
      and (${agency ?? null}::text is null or ${agency ?? ''} = any(agencies) or ${agency ?? ''} = any(asked))
      order by "openedAt" desc, "caseId"`.execute(this.db);
    return rows;
  }

  async concerns({ infohus }: Scope): Promise<readonly ConcernRow[]> {
    const { rows } = await sql<ConcernRow>`
      select ${list(concernTable)} from concern_facts where infohus = ${infohus} order by "receivedAt" desc, "concernId"`.execute(
      this.db,
    );
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
    const { rows } = await sql<RegisterRow<A>>`
      select ${list(registerTable)} from registers
      where aggregate = ${aggregate} and (${infohus ?? null}::text is null or infohus = ${infohus ?? ''})
      order by at desc, id`.execute(this.db);
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
}
