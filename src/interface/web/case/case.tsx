import { codeName } from '../../words/labels.js';
import { named } from '../../words/words.js';
import { planName } from '../choices.js';
import { numberOf, when } from '../format.js';
import { StateBadge } from '../home/due.js';
import { Alert, Filter, Layout, type Page } from '../layout.js';
import { ChartFigure } from '../report/report-chart.js';
import { CASE_TABS, type CaseShown } from './case-shown.js';
import { Overview } from './overview.js';
import { Responsibility } from './responsibility.js';
import { Support } from './support.js';
import { Timeline } from './timeline.js';

export function CasePage({ page, shown }: { page: Page; shown: CaseShown }) {
  const { say, language } = page;
  const { found, due, tab, at, clock, pictures } = shown;
  const on = `/cases/${found.caseId}`;
  const next = due.slice(0, 2).map((o) => `${named(say, 'obligation', o.obligation)}: ${when(o.dueAt)}`);
  return (
    <Layout
      page={page}
      title={`${say('case.title')} ${numberOf(found.number)}`}
      next={next.length > 0 ? `${say('case.next')}: ${next.join('; ')}` : undefined}
    >
      <Head page={page} shown={shown} />
      {found.disclosedOnly ? (
        <Alert kind="info" title={say('case.title')}>
          {say('case.disclosed-only')}
        </Alert>
      ) : null}
      <Filter
        links={CASE_TABS.map((name) => [
          `${on}${name === 'overview' ? '' : `/${name}`}?${new URLSearchParams({ infohus: page.infohus, ...(at ? { at, clock } : {}) })}`,
          say(`case.tab.${name}`),
          name === tab,
        ])}
      />
      {tab === 'overview' ? <Overview page={page} shown={shown} /> : null}
      {tab === 'support' ? <Support page={page} shown={shown} /> : null}
      {tab === 'responsibility' || (found.disclosedOnly && tab === 'overview') ? (
        <Responsibility page={page} shown={shown} />
      ) : null}
      {pictures.map((chart) => (
        <ChartFigure chart={chart} language={language} />
      ))}
      {tab === 'timeline' || found.disclosedOnly ? <CaseTimeline page={page} shown={shown} /> : null}
    </Layout>
  );
}

/** Who has it since when, how it is classed, and what waits. */
function Head({ page, shown: { found, chain } }: { page: Page; shown: CaseShown }) {
  const { say, plan, language } = page;
  const agency = (code: string) => planName(plan?.agencies, code, language);
  const since = chain.at(-1)?.from;
  const type = plan?.caseTypes.find((t) => t.code === found.caseType);
  return (
    <>
      <p class="lead">
        <StateBadge page={page} state={found.status} /> {say('col.agency')}:{' '}
        <strong>{agency(found.responsibleAgency)}</strong>
        {since ? ` ${say('case.since')} ${when(since)}` : ''}
        {found.level ? ` · ${codeName(found.level, language)}` : ''}
        {found.securityHold ? ` · ${say('case.security-hold')}` : ''}
      </p>
      {type ? <p>{`${type.name[language]}: ${type.description[language]}`}</p> : null}
      {found.pendingHandover ? (
        <Alert
          kind="warning"
          title={say('case.chain')}
        >{`${say('case.pending')} ${agency(found.pendingHandover.toAgency)}`}</Alert>
      ) : null}
    </>
  );
}

function CaseTimeline({ page, shown: { found, acts, person, at, clock } }: { page: Page; shown: CaseShown }) {
  const { say, plan, language } = page;
  const things = new Map<string, string>([
    ...found.offers.map((o) => [o.offerId, planName(plan?.offerKinds, o.kind, language)] as const),
    ...found.courses.map((c) => [c.courseId, planName(plan?.offerKinds, c.kind, language)] as const),
    ...(found.concerns ?? []).map((c) => [c.concernId, `${say('concern.title')} ${numberOf(c.number)}`] as const),
    ...found.subjects.map((s) => [s.personId, person(s.personId)] as const),
  ]);
  return (
    <>
      <AsOf page={page} caseId={found.caseId} at={at} clock={clock} />
      <p>
        <a href={`/cases/${found.caseId}/replay?infohus=${page.infohus}`}>{say('replay.open')}</a>
      </p>
      <Timeline
        page={page}
        events={found.timeline}
        names={(id) => things.get(id)}
        amend={{ on: `/cases/${found.caseId}`, acts }}
      />
    </>
  );
}

function AsOf({ page: { say }, caseId, at, clock }: { page: Page; caseId: string; at: string; clock: string }) {
  return (
    <form method="get" action={`/cases/${caseId}/timeline`} class="as-of">
      <label class="form-label" for="at">
        {say('case.as-of')}
      </label>
      <span class="form-hint" id="at-hint">
        {say('case.as-of.hint')}
      </span>
      <input class="form-input" id="at" name="at" value={at} aria-describedby="at-hint" />
      <select class="form-select" name="clock" aria-label={say('case.as-of')}>
        {(['recorded', 'occurred'] as const).map((c) => (
          <option value={c} selected={c === clock}>
            {say(`case.as-of.${c}`)}
          </option>
        ))}
      </select>
      <button class="button button-secondary" type="submit">
        {say('case.as-of.show')}
      </button>
    </form>
  );
}
