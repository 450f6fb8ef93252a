import type { PublishedList } from '../../../application/reports/report-queries.js';
import type { ReportView } from '../../../application/reports/view.js';
import { type Chart, isOfTheYear, isTrend, trendOf } from '../../documents/charts/chart.js';
import { title } from '../../documents/metadata.js';
import { sentences } from '../../documents/sentences.js';
import type { Answer } from '../answer.js';
import { Alert, Layout, type Page } from '../layout.js';
import { QualityFigures } from '../quality/quality.js';
import { reportQuery } from '../report/report-address.js';
import { ChartFigure } from '../report/report-chart.js';
import { anchor } from '../report/report-indicators.js';
import { PROOF } from '../report/report-proof.js';
import { ReportRows } from '../report/reports.js';

export interface AnalystHome {
  /** By the plan in force, of this year, as the internal report has it for this reader: with small counts withheld. */
  readonly view: ReportView;
  readonly charts: readonly Chart[];
  readonly reports: readonly PublishedList[];
  readonly quality: Answer<'DataQuality'>;
}

/** What an analyst begins the day with: this year's figures so far, drawn, and the reports as they stand (screens.md section 4). */
export function AnalystHomePage({ page, home: { view, charts, reports, quality } }: { page: Page; home: AnalystHome }) {
  const { say, language } = page;
  const report = `/report?${reportQuery(view.report)}`;
  return (
    <Layout page={page} title={say('nav.home')}>
      <Alert kind="info" title={say('nav.report')}>
        {say('home.figures-only')}
      </Alert>
      <h2>{say('home.year')}</h2>
      <p>
        <a href={report}>{title(view, language)}</a>
      </p>
      <ul>
        {sentences(view, language).map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      {charts.filter(isOfTheYear).map((chart) => (
        <Drawn chart={chart} language={language} proof={`${report}#${PROOF}`} isBeside />
      ))}
      <h2>{say('home.reports')}</h2>
      <ReportRows page={page} list={reports} />
      {quality.shows === 'figures' ? (
        <>
          <h2>
            <a href={`/data-quality?infohus=${page.infohus}`}>{say('nav.quality')}</a>
          </h2>
          <QualityFigures page={page} found={quality} />
        </>
      ) : null}
      <h2>{say('home.years')}</h2>
      {charts
        .filter((chart) => !isOfTheYear(chart) && !isTrend(chart))
        .map((chart) => (
          <Drawn chart={chart} language={language} proof={`${report}#${PROOF}`} isBeside />
        ))}
      <div class="indicators">
        {charts.filter(isTrend).map((chart) => (
          <article>
            <Drawn chart={chart} language={language} proof={`${report}#${anchor({ id: trendOf(chart) })}`} />
          </article>
        ))}
      </div>
    </Layout>
  );
}

/** The picture says its title to the eye already. */
const Drawn = (props: Parameters<typeof ChartFigure>[0]) => (
  <>
    <h3 class="sr-only">{props.chart.title}</h3>
    <ChartFigure {...props} />
  </>
);
