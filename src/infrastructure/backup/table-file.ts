import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type pg from 'pg';
import { LIMITS, withClient } from '../postgres/connections.js';
import { replaceFile } from '../whole-file.js';

const wanted = { limits: LIMITS.copying, name: 'sagsspor-backup' };
const isThere = async (client: pg.ClientBase, table: string) =>
  (await client.query('select to_regclass($1) is not null as there', [table])).rows[0].there as boolean;

/** The rows of a table as a file of JSON lines, whole or not at all; none where there is no such table. */
export function tableToFile(url: string, table: string, file: string): Promise<void> {
  return withClient(url, wanted, async (client) => {
    if (!(await isThere(client, table))) return;
    const { rows } = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t`);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    replaceFile(file, Buffer.from(rows.map(({ row }) => `${row}\n`).join('')));
  });
}

/** Puts back the rows that are not there; a row that is there stays as it is. @returns how many were put back */
export function fileToTable(url: string, table: string, file: string): Promise<number> {
  if (!existsSync(file)) return Promise.resolve(0);
  const rows = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return withClient(url, wanted, async (client) => {
    if (rows.length === 0 || !(await isThere(client, table))) return 0;
    const sql = `insert into ${table} select (jsonb_populate_record(null::${table}, row::jsonb)).* from unnest($1::text[]) as u(row) on conflict do nothing`;
    return (await client.query(sql, [rows])).rowCount ?? 0;
  });
}
