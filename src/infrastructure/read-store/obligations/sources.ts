import type pg from 'pg';
import type { OwingRow } from '../../../application/obligations/rows.js';
import { type CaseRow, table as caseTable } from '../../../projections/case-list/case-list.js';
import { type ConcernRow, table as concernTable } from '../../../projections/concern-facts/concern-facts.js';
import { type AlertRow, table as alertTable } from '../../../projections/deadline-alerts/deadline-alerts.js';
import { type PersonRow, table as personTable } from '../../../projections/persons/persons.js';
import { type Columns, sqlType } from '../../../projections/projection.js';
import { type RegisterRow, table as registerTable } from '../../../projections/registers/registers.js';
import { selected } from '../rows-sql.js';

/** What obligations are computed from, read in the transaction that writes them. */
export class Sources {
  constructor(private readonly client: pg.ClientBase) {}

  cases = (condition: string, ...values: unknown[]) => this.rows<CaseRow>('case_list', caseTable, condition, values);
  concerns = (condition: string, ...values: unknown[]) =>
    this.rows<ConcernRow>('concern_facts', concernTable, condition, values);
  persons = (condition: string, ...values: unknown[]) =>
    this.rows<PersonRow>('persons', personTable, condition, values);
  alerts = (condition: string, ...values: unknown[]) =>
    this.rows<AlertRow>('deadline_alerts', alertTable, condition, values);
  register = <A extends 'meeting' | 'person'>(of: A, condition: string, ...values: unknown[]) =>
    this.rows<RegisterRow<A>>(
      'registers',
      registerTable,
      `aggregate = '${of}' and (${condition}) order by at desc, id`,
      values,
    );
  owing = async (streams: readonly string[]): Promise<readonly OwingRow[]> =>
    streams.length === 0 ? [] : this.rows<OwingRow>('registers', registerTable, 'stream = any($1)', [streams]);

  async texts(statement: string, ...values: unknown[]): Promise<string[]> {
    const { rows } = await this.client.query<{ text: string }>(statement, values);
    return rows.map(({ text }) => text);
  }

  private async rows<R>(from: string, table: Columns, condition: string, values: readonly unknown[]): Promise<R[]> {
    const list = Object.entries(table).map(([name, type]) => selected(name, sqlType(type)));
    const statement = `select ${list.join(', ')} from ${from} where ${condition}`;
    return (await this.client.query(statement, [...values])).rows as R[];
  }
}
