import type pg from 'pg';
import {
  alertTable,
  OBLIGATIONS_MODEL,
  type ObligationRow,
  table,
  viewerTable,
} from '../../../projections/obligations/obligations.js';
import { type Columns, sqlType } from '../../../projections/projection.js';
import { quoted } from '../quoted.js';
import type { Computed } from './computed.js';

const { name, viewers, alerts } = OBLIGATIONS_MODEL;

/** The rows of these sources as they were computed, in place of those that stood. */
export async function write(client: pg.ClientBase, { sources, rows, alerts: next }: Computed): Promise<void> {
  for (const from of [name, viewers, alerts])
    await client.query(`delete from ${from} where source = any($1)`, [sources]);
  await insert(client, name, table, rows);
  await insert(client, viewers, viewerTable, rows.flatMap(seenBy));
  await insert(client, alerts, alertTable, next);
}

export async function remove(client: pg.ClientBase): Promise<void> {
  for (const from of [name, viewers, alerts]) await client.query(`delete from ${from}`);
}

/** What has ended is read with all the rest, and seldom: it needs no place among what is owed. */
const seenBy = ({ source, n, infohus, obligation, standing, viewers: all, dueAt, place }: ObligationRow) =>
  standing === 'open' ? all.map((viewer) => ({ source, n, infohus, viewer, obligation, dueAt, place })) : [];

async function insert(client: pg.ClientBase, into: string, of: Columns, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(of).map(quoted).join(', ');
  const typed = Object.entries(of).map(([column, type]) => `${quoted(column)} ${sqlType(type)}`);
  await client.query(
    `insert into ${into} (${names}) select ${names} from json_to_recordset($1::json) as r(${typed.join(', ')})`,
    [JSON.stringify(rows)],
  );
}
