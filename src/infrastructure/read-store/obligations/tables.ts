import type pg from 'pg';
import { alertTable, OBLIGATIONS_MODEL, table, viewerTable } from '../../../projections/obligations/obligations.js';
import { type Columns, isNullable, sqlType } from '../../../projections/projection.js';
import { quoted } from '../quoted.js';

const { name, viewers, alerts, plans, version } = OBLIGATIONS_MODEL;
export const OBLIGATION_TABLES = [name, viewers, alerts, plans] as const;

const columns = (of: Columns) =>
  Object.entries(of).map(([column, type]) => {
    // Compared as bytes: it is text made to be sorted.
    const collation = column === 'place' ? ' collate "C"' : '';
    return `${quoted(column)} ${sqlType(type)}${collation}${isNullable(type) ? '' : ' not null'}`;
  });

const SQL = [
  // Walls around other tables ask these: they fall with them, and are raised again.
  `drop table if exists ${OBLIGATION_TABLES.join(', ')} cascade`,
  `create table ${name} (${columns(table).join(', ')}, primary key (source, n)) with (fillfactor = 80)`,
  `create index on ${name} (infohus, standing, "dueAt", place)`,
  `create index on ${name} (infohus, whom, standing, "dueAt", place)`,
  `create index on ${name} (infohus, "dueAt", place)`,
  `create index on ${name} (infohus, obligation, "dueAt", place) where standing = 'open'`,
  `create index on ${name} (infohus) where held`,
  `create index on ${name} ("deadlineId")`,
  `create index on ${name} ("caseId")`,
  `create index on ${name} using gin (viewers)`,
  `create table ${viewers} (${columns(viewerTable).join(', ')})`,
  `create index on ${viewers} (infohus, viewer, "dueAt", place) include (source, n)`,
  `create index on ${viewers} (infohus, viewer, obligation, "dueAt", place) include (source, n)`,
  `create index on ${viewers} (source)`,
  `create table ${alerts} (${columns(alertTable).join(', ')})`,
  `create index on ${alerts} (infohus, "planId", at)`,
  `create index on ${alerts} (source)`,
  // The plans that rows were computed by, the longest time in which anything is due soon, and the newest instant that the rows know of.
  `create table ${plans} (infohus text primary key, plans json not null, lead interval not null)`,
];

/** Creates the tables of obligations, empty; of another version they are made anew from the other read models. */
export async function migrateObligations(client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  const { rows } = await client.query<{ version: number }>('select version from checkpoint where name = $1', [name]);
  if (rows[0]?.version === version) return;
  await client.query('begin');
  for (const sql of SQL) await client.query(sql);
  await client.query(
    `insert into checkpoint (name, version, position) values ($1, $2, 0)
     on conflict (name) do update set version = excluded.version, position = 0, newest = null, failed_at = null, failure = null`,
    [name, version],
  );
  await client.query('commit');
}
