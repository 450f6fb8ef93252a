import drawSvg from 'svg-to-pdfkit';
import type { Chart } from '../charts/chart.js';
import { FULL_WIDTH } from '../charts/look.js';
import { PAGE, WIDTH } from './look.js';
import type { Paper } from './paper.js';

const GAP = 8;
/** One measure for all charts, so that their letters are equally large. */
const SCALE = WIDTH / FULL_WIDTH;
const sizeOf = ({ width, height }: Chart) => ({ width: width * SCALE, height: height * SCALE });

/** As many charts beside each other as have room, row under row, each whole on its page. */
export function drawCharts(paper: Paper, charts: readonly Chart[]): void {
  for (const row of rowsOf(charts)) {
    paper.room(heightOf(row));
    let x: number = PAGE.left;
    for (const chart of row) {
      drawChart(paper, chart, x);
      x += sizeOf(chart).width + GAP;
    }
    paper.y += heightOf(row) + GAP;
  }
}

export const chartsHeight = (charts: readonly Chart[]): number =>
  rowsOf(charts).reduce((sum, row) => sum + heightOf(row) + GAP, 0);

function rowsOf(charts: readonly Chart[]): readonly (readonly Chart[])[] {
  const rows: Chart[][] = [];
  let left = 0;
  for (const chart of charts) {
    const { width } = sizeOf(chart);
    if (width > left) {
      rows.push([]);
      left = WIDTH + 0.5;
    }
    rows.at(-1)?.push(chart);
    left -= width + GAP;
  }
  return rows;
}
const heightOf = (row: readonly Chart[]) => Math.max(...row.map((c) => sizeOf(c).height));

function drawChart(paper: Paper, chart: Chart, x: number): void {
  const { pdf, y } = paper;
  paper.figure(chart.alt, { x, y, ...sizeOf(chart) }, () => {
    pdf.save().translate(x, y).scale(SCALE);
    drawSvg(pdf, chart.svg, 0, 0, {
      ...{ width: chart.width, height: chart.height, assumePt: true },
      fontCallback: (_, bold) => (bold ? 'bold' : 'regular'),
      // What it cannot draw would be missing from a report that says it is whole.
      warningCallback: (warning) => {
        throw new Error(`chart ${chart.name}: ${warning}`);
      },
    });
    pdf.restore();
  });
}
