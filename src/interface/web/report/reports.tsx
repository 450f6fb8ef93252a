import type { PublishedList } from '../../../application/reports/report-queries.js';
import type { Plan } from '../../../domain/plan/schema.js';
import { number, short } from '../../words/format.js';
import { datedOn } from '../dates.js';
import { Layout, type Page } from '../layout.js';
import { FigureTable, figures, words } from './report-table.js';

/** Which reports there are: a draft by each plan that changes with the log, and those that stay as they were. */
export function ReportsPage({ page, list }: { page: Page; list: readonly PublishedList[] }) {
  const { say } = page;
  return (
    <Layout page={page} title={say('report.all')}>
      <p>{say('report.list.what')}</p>
      <ReportRows page={page} list={list} />
      {list.length === 0 ? <p>{say('report.none-kept')}</p> : null}
    </Layout>
  );
}

export function ReportRows({ page, list }: { page: Page; list: readonly PublishedList[] }) {
  const { say, plans, infohus } = page;
  const drafts = plans.filter((p) => p.infohus === infohus).map((plan) => draftRow(page, plan));
  return (
    <FigureTable
      caption={say('report.list.caption')}
      columns={[
        ...(['report.which', 'nav.plans', 'report.state', 'report.who', 'report.when'] as const).map((key) =>
          words(say(key)),
        ),
        figures(say('col.position')),
        words(say('diff.title')),
      ]}
      rows={[...drafts, ...list.map((listed) => row(page, listed))]}
    />
  );
}

const STATES = { frozen: 'badge-info', published: 'badge-success' } as const;

function row(page: Page, { eventId, state, publication, at, by, plan, year, position, contentHash }: PublishedList) {
  const { say, language, infohus } = page;
  const title = `${say('report.title')} ${year}`;
  const edition = publication === null ? '' : `, ${say('report.edition')} ${publication}`;
  const href = `/reports/${eventId}`;
  return [
    <a href={`${href}?infohus=${infohus}`}>{title}</a>,
    page.plans.find((p) => p.planId === plan)?.name[language] ?? plan,
    <span class={`badge ${STATES[state]}`}>{`${say(`report.state.${state}`)}${edition}`}</span>,
    `${by.userId} · ${by.agency}`,
    datedOn(page, at),
    number(position, language, false),
    <a href={`${href}/diff?infohus=${infohus}`}>
      {say('diff.compare')}
      <span class="sr-only">{`: ${title}, ${say(`report.state.${state}`)} ${contentHash === null ? datedOn(page, at) : short(contentHash)}`}</span>
    </a>,
  ];
}

const draftRow = ({ say, language, infohus }: Page, plan: Plan) => [
  <a href={`/report?infohus=${infohus}&plan=${plan.planId}`}>
    {say('report.title')}
    <span class="sr-only">{`: ${plan.name[language]}`}</span>
  </a>,
  plan.name[language],
  <span class="badge badge-warning">{say('report.state.draft')}</span>,
  ...['', say('report.draft.now'), '', ''],
];
