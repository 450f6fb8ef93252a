import { numberOf } from '../../words/format.js';
import { named } from '../../words/words.js';
import { datedOn } from '../dates.js';
import { Filter, Layout, type Page } from '../layout.js';
import { ChartFigure } from '../report/report-chart.js';
import { AnswerBoxes } from '../sharing/answer.js';
import { Access } from './access.js';
import { Assessments } from './assessments.js';
import { CaseDocuments } from './case-documents.js';
import { CaseHead } from './case-head.js';
import { CASE_TABS, type CaseShown, type CaseTab } from './case-shown.js';
import { CaseTimeline } from './case-timeline.js';
import { Meetings } from './meetings.js';
import { Overview } from './overview.js';
import { Responsibility } from './responsibility.js';
import { Support } from './support.js';

export function CasePage({ page, shown }: { page: Page; shown: CaseShown }) {
  const { say, language } = page;
  const { found, due, tab, pictures } = shown;
  const next = due.slice(0, 2).map((o) => `${named(say, 'obligation', o.obligation)}: ${datedOn(page, o.dueAt)}`);
  return (
    <Layout
      page={page}
      title={`${say('case.title')} ${numberOf(found.number)}`}
      next={next.length > 0 ? `${say('case.next')}: ${next.join('; ')}` : undefined}
    >
      <CaseHead page={page} shown={shown} />
      {found.disclosedOnly ? (
        <AnswerBoxes
          page={page}
          on={`/cases/${found.caseId}`}
          acts={shown.acts}
          packages={shown.packages}
          timeline={found.timeline}
        />
      ) : null}
      <Filter links={CASE_TABS.map((name) => [tabHref(page, shown, name), say(`case.tab.${name}`), name === tab])} />
      {pictures.map((chart) => (
        <ChartFigure chart={chart} language={language} />
      ))}
      {tab === 'overview' ? <Overview page={page} shown={shown} /> : null}
      {tab === 'assessment' ? <Assessments page={page} shown={shown} /> : null}
      {tab === 'support' ? <Support page={page} shown={shown} /> : null}
      {tab === 'responsibility' || (found.disclosedOnly && tab === 'overview') ? (
        <Responsibility page={page} shown={shown} />
      ) : null}
      {tab === 'meetings' ? <Meetings page={page} shown={shown} /> : null}
      {tab === 'documents' ? <CaseDocuments page={page} shown={shown} /> : null}
      {tab === 'access' ? <Access page={page} shown={shown} /> : null}
      {tab === 'timeline' || found.disclosedOnly ? <CaseTimeline page={page} shown={shown} /> : null}
    </Layout>
  );
}

/** A tab keeps the moment as of which the case is seen. */
function tabHref({ infohus }: Page, { found, at, clock }: CaseShown, tab: CaseTab): string {
  const place = tab === 'overview' ? '' : `/${tab}`;
  return `/cases/${found.caseId}${place}?${new URLSearchParams({ infohus, ...(at ? { at, clock } : {}) })}`;
}
