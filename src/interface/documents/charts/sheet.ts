import type { ReportView } from '../../../application/reports/view.js';
import type { Language } from '../../words/words.js';
import { mark } from '../metadata.js';
import type { Chart } from './chart.js';
import { escaped } from './drawing.js';
import { FONT, FULL_WIDTH, INK, PAPER, QUIET } from './look.js';
import { sayChart } from './words.js';

const EDGE = 24;
const HEAD = 84;
const GAP = 20;

/** All charts of a report in one picture under each other, two narrow ones side by side, with the title of the report. */
export function chartSheet(charts: readonly Chart[], view: ReportView, language: Language): string {
  const { report, plan } = view;
  const say = sayChart(language);
  const title = `${say('report.title')} ${report.year}`;
  const { placed, bottom } = underEachOther(charts);
  const [width, height] = [FULL_WIDTH + 2 * EDGE, bottom + EDGE];
  const label = escaped(`${title}. ${plan.name[language]}`);
  const text = (y: number, size: number, fill: string, words: string, weight = 'normal') =>
    `<text x="${EDGE}" y="${y}" font-family="${FONT}" font-size="${size}px" font-weight="${weight}" fill="${fill}">${escaped(words)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" lang="${language}" role="group" aria-label="${label}">`,
    `<title>${label}</title><rect width="${width}" height="${height}" fill="${PAPER}"/>`,
    text(40, 22, INK, title, 'bold'),
    text(62, 12, QUIET, `${plan.name[language]} · ${mark(view, language)}`),
    ...placed.map(({ chart, x, y }) => chart.svg.replace('<svg ', `<svg x="${x}" y="${y}" `)),
    '</svg>',
  ].join('\n');
}

function underEachOther(charts: readonly Chart[]) {
  let [x, y, bottom] = [EDGE, HEAD, HEAD];
  const placed = charts.map((chart) => {
    if (x + chart.width > EDGE + FULL_WIDTH) [x, y] = [EDGE, bottom + GAP];
    const here = { chart, x, y };
    x += chart.width + GAP;
    bottom = Math.max(bottom, y + chart.height);
    return here;
  });
  return { placed, bottom };
}
