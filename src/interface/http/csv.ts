import { once } from 'node:events';
import { type Options, stringify } from 'csv-stringify/sync';
import type { Response } from 'express';

/** No name, no text, no person: codes, ids and instants. */
const CASE_COLUMNS = [
  'caseId',
  'number',
  'status',
  'caseType',
  'level',
  'responsibleAgency',
  'openedAt',
  'closedAt',
  'subjects',
  'openOffers',
  'pendingHandoverTo',
  ...['phase', 'caseworker', 'nextObligation', 'nextDueAt', 'lastAt'],
] as const;
const CONCERN_COLUMNS = [
  ...['concernId', 'number', 'standing', 'receivedAt', 'triageDueAt', 'triageState', 'caseId', 'caseNumber'],
] as const;

const WORK_COLUMNS = [
  ...['obligation', 'state', 'number', 'dueAt', 'startedAt', 'whom', 'assignedTo', 'kind', 'role', 'attempt'],
  ...['from', 'to', 'caseId', 'concernId', 'meetingId', 'partnerId', 'mentorId', 'breachId'],
] as const;

const DISCLOSURE_COLUMNS = [
  ...['kind', 'number', 'at', 'fromAgency', 'toAgency', 'legalBasis', 'constellation', 'categories', 'occasion'],
  ...['statements', 'documents', 'recordedAt', 'recordId', 'eventId'],
] as const;

/** Of each list that is written as it is read. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  ExportCases: CASE_COLUMNS,
  ExportConcerns: CONCERN_COLUMNS,
  ExportDisclosures: DISCLOSURE_COLUMNS,
  ExportWork: WORK_COLUMNS,
};
export function columnsOf(name: string): readonly string[] {
  const columns = COLUMNS[name];
  if (!columns) throw new Error(`${name} has no columns`);
  return columns;
}

/** A spreadsheet takes a text that begins with `=`, `+`, `-` or `@` for a formula, and runs it; a number is none. */
const FORM: Options = {
  record_delimiter: '\r\n',
  quoted_match: /[\r\n]/,
  escape_formulas: true,
  cast: { number: (value) => ({ value: String(value), escape_formulas: false }), boolean: String },
};
export const csvLine = (cells: readonly unknown[]): string => stringify([[...cells]], FORM);

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
      const lines = stringify([...rows], { ...FORM, columns: [...columns] });
      if (!response.write(lines) && !response.destroyed) await drained(response);
      if (response.destroyed) return;
    }
    response.end();
  } catch (error) {
    response.destroy(error instanceof Error ? error : undefined);
  }
}
const drained = (response: Response) => Promise.race([once(response, 'drain'), once(response, 'close')]);
