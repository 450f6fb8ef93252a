import type { ReportView } from '../../../application/reports/view.js';
import type { Chart } from '../../documents/charts/charts.js';
import { type Line, lines } from '../../documents/lines.js';
import { notes } from '../../documents/metadata.js';
import { sayReport } from '../../documents/words.js';
import type { Language } from '../../words/words.js';
import { ChartFigure, ProofLink } from './report-chart.js';
import { PROOF } from './report-proof.js';
import { FigureTable, figures, words } from './report-table.js';

interface Props {
  readonly view: ReportView;
  readonly language: Language;
}
/** Where it stands how an indicator is counted. */
export const anchor = ({ id }: Pick<Line, 'id'>): string => `indicator-${id}`;

/** Kept on one line. */
const glued = (text: string): string => text.replaceAll(' ', '\u00a0');

/** Every indicator with what stands behind its figure. No figure leads to a case: a count of few would name them. */
export function IndicatorTable({ view, language }: Props) {
  const say = sayReport(language);
  const all = lines(view, language);
  return (
    <>
      <FigureTable
        caption={`${say('head.indicators')} ${view.report.year}`}
        columns={[
          words(say('col.indicator')),
          ...(['col.value', 'col.target'] as const).map((key) => figures(say(key))),
          words(say('col.met')),
          ...(['col.basis', 'col.unknown'] as const).map((key) => figures(say(key))),
          figures(String(view.report.year - 1)),
          words(say('col.before')),
          words(say('col.group')),
        ]}
        // What was asked of each, and what came of it, stand first: a phone shows no more at once.
        rows={all.map((line) => [
          <a href={`#${anchor(line)}`}>{line.name}</a>,
          ...[line.text.value, line.text.target, line.text.met, line.text.basis, line.text.unknown],
          ...[line.text.lastYear, line.text.baseline.map(glued).join(' · '), line.targetGroup],
        ])}
      />
      <ul class="nobullet-list notes">
        {notes(view, language).map((note) => (
          <li>{note}</li>
        ))}
      </ul>
    </>
  );
}

/** How each has gone over the years, and how it is counted. */
export function IndicatorCards({ view, language, charts }: Props & { charts: readonly Chart[] }) {
  return (
    <div class="indicators">
      {lines(view, language).map((line) => (
        <IndicatorCard line={line} language={language} chart={charts.find((c) => c.name === `trend-${line.id}`)} />
      ))}
    </div>
  );
}

function IndicatorCard({ line, language, chart }: { line: Line; language: Language; chart: Chart | undefined }) {
  const say = sayReport(language);
  return (
    <article id={anchor(line)}>
      {/* The picture says the name to the eye already. */}
      <h3 class={chart ? 'sr-only' : ''}>{line.name}</h3>
      {chart ? <ChartFigure chart={chart} language={language} /> : <p>{`${say('col.value')}: ${line.text.value}`}</p>}
      <details>
        <summary>
          {say('report.definition')}
          <span class="sr-only">{`: ${line.name}`}</span>
        </summary>
        <Definition line={line} language={language} />
      </details>
      <ProofLink href={`#${PROOF}`} of={line.name} language={language} />
    </article>
  );
}

function Definition({ line: { definition, source, targetGroup }, language }: { line: Line; language: Language }) {
  const say = sayReport(language);
  const said = [
    [say('col.counts'), definition.counts],
    [say('col.of'), definition.of],
    [say('col.unsettled'), definition.unknown],
    [say('col.group'), targetGroup],
    [say('col.version'), definition.version?.toString()],
    [say('col.in-plan'), source],
  ] as const;
  return (
    <dl>
      {said
        .filter(([, text]) => text)
        .map(([label, text]) => (
          <>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </>
        ))}
    </dl>
  );
}
