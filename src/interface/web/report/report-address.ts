import type { ShownReport } from '../../../application/reports/view.js';

/**
 * How a page asks for the very report that it shows: by its position, for the log goes on while the page is read, and what is downloaded, frozen
 * or published is what was seen.
 */
export function reportQuery({ infohus, plan, year, asOf }: ShownReport): string {
  const { position, instant, clock } = asOf;
  const moment = instant && clock ? { asOf: instant, clock } : { asOf: String(position) };
  return String(new URLSearchParams({ infohus, plan, year: String(year), ...moment }));
}
