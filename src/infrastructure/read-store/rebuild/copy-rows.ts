import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Column, sqlType } from '../../../projections/projection.js';
import { asHeld } from '../tables.js';

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (found) => ESCAPES[found] ?? found);
const element = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** How a value of a column stands in COPY's text format. */
function encoder(type: Column): (value: unknown) => string {
  const sql = sqlType(type);
  if (sql === 'json') return (value) => escaped(JSON.stringify(value));
  if (sql === 'text[]') return (value) => escaped(`{${(value as readonly string[]).map(element).join(',')}}`);
  if (sql === 'text') return (value) => escaped(value as string);
  if (sql === 'timestamptz') return (value) => asHeld(String(value));
  return String;
}

/** Turns rows into lines for COPY; the columns are looked at once, not for every row. */
export function lines(
  columns: readonly (readonly [string, Column])[],
): (row: Readonly<Record<string, unknown>>) => string {
  const encoders = columns.map(([name, type]) => [name, encoder(type)] as const);
  return (row) =>
    `${encoders.map(([name, encode]) => (row[name] === null || row[name] === undefined ? '\\N' : encode(row[name]))).join('\t')}\n`;
}

/** Lines that are sent together: each piece costs the same, however small. */
const PIECE = 200;
function* pieces(text: readonly string[]): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE).join('');
}

export async function copyIn(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  text: readonly string[],
): Promise<void> {
  if (text.length === 0) return;
  await pipeline(pieces(text), client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`)));
}
