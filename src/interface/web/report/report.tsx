import type { Child } from 'hono/jsx';
import type { ReportView } from '../../../application/reports/view.js';
import { isOfTheYear, isTrend } from '../../documents/charts/chart.js';
import type { Chart } from '../../documents/charts/charts.js';
import { day } from '../../documents/day.js';
import { mark, title } from '../../documents/metadata.js';
import { sayReader } from '../../documents/reader-words.js';
import { sentences } from '../../documents/sentences.js';
import { sayReport } from '../../documents/words.js';
import { Alert, Layout, type Page } from '../layout.js';
import { ChartFigure } from './report-chart.js';
import { ChooseReport } from './report-choose.js';
import { Goals } from './report-goals.js';
import { IndicatorCards, IndicatorTable } from './report-indicators.js';
import { KeepLinks } from './report-keep.js';
import { Budget, Downloads, PROOF, Provenance } from './report-proof.js';

export interface ShownPage {
  readonly view: ReportView;
  readonly charts: readonly Chart[];
  /** The address that its files are fetched from. */
  readonly file: string;
  /** That of the comparison with what is known now; of a draft there is none. */
  readonly diff?: string;
  readonly mayKeep: boolean;
}

/** The yearly report, for a person who reads it from the top: what happened, whether the goals are met, and what stands behind (K16-12). */
export function ReportPage({ page, shown }: { page: Page; shown: ShownPage }) {
  const { view } = shown;
  const sections = sectionsOf(page, shown);
  return (
    <Layout page={page} title={title(view, page.language)}>
      <Standing page={page} shown={shown} />
      {shown.diff === undefined ? <ChooseReport page={page} view={view} /> : null}
      <nav aria-label={page.say('report.contents')}>
        <ul class="nobullet-list nav-list no-max-width">
          {sections.map(({ id, name }) => (
            <li>
              <a href={`#${id}`}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
      {sections.map(({ id, name, content }) => (
        <section aria-labelledby={id}>
          <h2 id={id}>{name}</h2>
          {content}
        </section>
      ))}
    </Layout>
  );
}

/** Which report this is, and whether it may leave the house. */
function Standing({ page, shown: { view, diff } }: { page: Page; shown: ShownPage }) {
  const { say, language, infohus } = page;
  const internal = view.report.publication === undefined;
  return (
    <>
      <p class="lead">{view.plan.name[language]}</p>
      {view.report.planInForce ? null : <Alert kind="warning" title={say('report.not-in-force')} />}
      <p class="report-standing">
        <span class={`badge ${internal ? 'badge-warning' : 'badge-success'}`}>{mark(view, language)}</span>
        <span>{`${sayReader(language)('figures-of', { n: day(view.clock, language) })}.`}</span>
        <a href={`/reports?infohus=${infohus}`}>{say('report.all')}</a>
        {diff === undefined ? null : <a href={diff}>{say('diff.title')}</a>}
      </p>
    </>
  );
}

interface Section {
  readonly id: string;
  readonly name: string;
  readonly content: Child;
}
function sectionsOf(page: Page, { view, charts, file, mayKeep }: ShownPage): readonly Section[] {
  const { language } = page;
  const [say, own] = [sayReport(language), sayReader(language)];
  const props = { view, language };
  const keepable = mayKeep && view.report.publication === undefined;
  return [
    { id: 'short', name: own('head.short'), content: <Short {...props} /> },
    { id: 'goals', name: own('head.goals'), content: <Goals {...props} /> },
    { id: 'indicators', name: say('head.indicators'), content: <IndicatorTable {...props} /> },
    // Not `year`: that is the selector above.
    {
      id: 'the-year',
      name: own('head.course'),
      content: <WideCharts charts={charts.filter(isOfTheYear)} language={language} />,
    },
    {
      ...{ id: 'years', name: say('head.years') },
      content: (
        <>
          <WideCharts charts={charts.filter((c) => !isOfTheYear(c) && !isTrend(c))} language={language} />
          <IndicatorCards {...props} charts={charts} />
        </>
      ),
    },
    { id: 'budget', name: say('report.budget'), content: <Budget {...props} /> },
    { id: PROOF, name: say('head.metadata'), content: <Provenance {...props} /> },
    { id: 'download', name: say('report.download'), content: <Downloads {...props} file={file} /> },
    ...(keepable ? [{ id: 'keep', name: say('report.keep'), content: <KeepLinks page={page} view={view} /> }] : []),
  ];
}

const Short = ({ view, language }: { view: ReportView; language: Page['language'] }) => (
  <ul>
    {sentences(view, language).map((sentence) => (
      <li>{sentence}</li>
    ))}
  </ul>
);

/** The charts of the full width; the trends stand with their indicators. */
const WideCharts = ({ charts, language }: { charts: readonly Chart[]; language: Page['language'] }) => (
  <>
    {charts.map((chart) => (
      <>
        {/* The picture says its title to the eye already. */}
        <h3 class="sr-only">{chart.title}</h3>
        <ChartFigure chart={chart} language={language} proof={`#${PROOF}`} />
      </>
    ))}
  </>
);
