import type { ReportView } from '../../../application/reports/view.js';
import type { Language } from '../../words/words.js';
import { lines } from '../lines.js';
import { activities } from './activities.js';
import type { Chart } from './chart.js';
import { firstContact } from './first-contact.js';
import { funnel } from './funnel.js';
import { timeliness } from './timeliness.js';
import { trend } from './trend.js';

export type { Chart } from './chart.js';
export { chartSheet } from './sheet.js';

/** The pictures of a report, in the order in which they are read; one that had nothing to show is left out. The same view gives the same bytes. */
export async function charts(view: ReportView, language: Language): Promise<readonly Chart[]> {
  const trends = lines(view, language).map((line) => trend(view, line, language));
  const wide = [funnel, timeliness, activities, firstContact].map((chart) => chart(view, language));
  return (await Promise.all([...wide, ...trends])).filter((chart) => chart !== null);
}

/** One indicator over the years, for where it stands alone; null where there is nothing to show. */
export async function chartOf(view: ReportView, indicatorId: string, language: Language): Promise<Chart | null> {
  const line = lines(view, language).find((l) => l.id === indicatorId);
  return line ? trend(view, line, language) : null;
}
