import { raw } from 'hono/html';
import type { Chart } from '../../documents/charts/charts.js';
import { sayReport } from '../../documents/words.js';
import type { Language } from '../../words/words.js';
import { ScrollBox } from '../layout.js';
import { FigureTable, figures, words } from './report-table.js';

/** A picture, and the same figures as a table for who would rather read them. The picture says its own title and is told in words to who does not see it. */
export function ChartFigure(props: {
  chart: Chart;
  language: Language;
  /** Where it stands how its figures are counted and proven. */
  proof?: string;
  /** The table stands open beside the picture, where there is room. */
  isBeside?: boolean;
}) {
  const { chart, language, proof, isBeside } = props;
  const say = sayReport(language);
  const { head, rows } = chart.table;
  const isFigure = (i: number) => i > 0 && rows.some((row) => /^\d/.test(row[i] ?? ''));
  return (
    <figure class={isBeside ? 'chart beside' : 'chart'}>
      <ScrollBox name={chart.title}>
        {/* Our own drawing: its texts are escaped where it is drawn. */}
        {raw(chart.svg)}
      </ScrollBox>
      <figcaption>
        <details open={isBeside}>
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
        {proof ? <ProofLink href={proof} of={chart.title} language={language} /> : null}
      </figcaption>
    </figure>
  );
}

/** From a figure to how it is counted, and to the position and the hashes that prove it. */
export function ProofLink({ href, of, language }: { href: string; of: string; language: Language }) {
  return (
    <p>
      <a href={href}>
        {sayReport(language)('report.proof')}
        <span class="sr-only">{`: ${of}`}</span>
      </a>
    </p>
  );
}
