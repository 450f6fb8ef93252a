import { once } from 'node:events';
import type { Response } from 'express';

/** No name, no text, no person: codes, ids and instants. */
export const CASE_COLUMNS = [
  'caseId',
  'status',
  'caseType',
  'level',
  'responsibleAgency',
  'openedAt',
  'closedAt',
  'subjects',
  'openOffers',
  'pendingHandoverTo',
] as const;

/** A spreadsheet takes what begins with one of these for a formula, and runs it. */
const FORMULA = /^[=+\-@\t\r]/;
function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = typeof value !== 'number' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
export const csvLine = (cells: readonly unknown[]): string => `${cells.map(cell).join(',')}\r\n`;

/** Pages are read as fast as they are taken, so that a long list needs no memory. A list that breaks off breaks the connection. */
export async function sendCsv(
  response: Response,
  file: string,
  columns: readonly string[],
  pages: AsyncIterable<readonly object[]>,
): Promise<void> {
  response.type('text/csv').attachment(file);
  response.write(csvLine(columns));
  try {
    for await (const rows of pages) {
      const lines = rows.map((row) => csvLine(columns.map((name) => (row as Record<string, unknown>)[name])));
      if (!response.write(lines.join('')) && !response.destroyed) await drained(response);
      if (response.destroyed) return;
    }
    response.end();
  } catch (error) {
    response.destroy(error instanceof Error ? error : undefined);
  }
}
const drained = (response: Response) => Promise.race([once(response, 'drain'), once(response, 'close')]);
