import { codeName } from '../../words/labels.js';
import type { Answer } from '../answer.js';
import { levelCalled, planName } from '../choices.js';
import { Bar, Layout, type Page, Table } from '../layout.js';

/** Counts, never lists (K16-18). */
export function OverviewPage({ page, counts }: { page: Page; counts: Answer<'Overview'> }) {
  const { say, plan, language } = page;
  const names: Readonly<Record<keyof Answer<'Overview'>, (code: string) => string>> = {
    cases: (c) => codeName(c, language),
    openByType: (c) => planName(plan?.caseTypes, c, language),
    openByLevel: (c) => levelCalled(page, c),
    openByAgency: (c) => planName(plan?.agencies, c, language),
    concerns: (c) => codeName(c, language),
    forms: (c) => codeName(c, language),
  };
  return (
    <Layout page={page} title={say('nav.overview')}>
      <p>{say('overview.what')}</p>
      {(Object.keys(names) as (keyof typeof names)[]).map((key) => (
        <CountTable caption={say(`overview.${key}`)} counts={counts[key]} name={names[key]} page={page} />
      ))}
    </Layout>
  );
}

function CountTable(props: {
  page: Page;
  caption: string;
  counts: Answer<'Overview'>['cases'];
  name: (code: string) => string;
}) {
  const { page, caption, counts, name } = props;
  const most = Math.max(1, ...Object.values(counts).map((n) => n ?? 0));
  const rows = Object.entries(counts).map(([code, n]) => [
    name(code),
    n === null ? page.say('overview.withheld') : String(n),
    <Bar share={(n ?? 0) / most} />,
  ]);
  if (rows.length === 0) return <span />;
  return <Table caption={caption} head={[page.say('col.kind'), page.say('col.count'), '']} rows={rows} />;
}
