import { raw } from 'hono/html';
import type { Chart } from '../../documents/charts/charts.js';
import { sayReport } from '../../documents/words.js';
import type { Language } from '../../words/words.js';
import { ScrollBox } from '../layout.js';
import { FigureTable, figures, words } from './report-table.js';

/** A picture, and the same figures as a table for who would rather read them. The picture says its own title and is told in words to who does not see it. */
export function ChartFigure({ chart, language }: { chart: Chart; language: Language }) {
  const say = sayReport(language);
  const { head, rows } = chart.table;
  const isFigure = (i: number) => i > 0 && rows.some((row) => /^\d/.test(row[i] ?? ''));
  return (
    <figure class="chart">
      <ScrollBox name={chart.title}>
        {/* Our own drawing: its texts are escaped where it is drawn. */}
        {raw(chart.svg)}
      </ScrollBox>
      <figcaption>
        <details>
          <summary>
            {say('report.as-table')}
            <span class="sr-only">{`: ${chart.title}`}</span>
          </summary>
          <FigureTable
            caption={chart.title}
            columns={head.map((text, i) => (isFigure(i) ? figures(text) : words(text)))}
            rows={rows}
          />
        </details>
      </figcaption>
    </figure>
  );
}
