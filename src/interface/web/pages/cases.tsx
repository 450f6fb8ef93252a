import { planName } from '../choices.js';
import { day, short } from '../format.js';
import { Filter, Layout, type Page, Table } from '../layout.js';
import type { Answer } from './answer.js';
import { StateBadge } from './due.js';

export function CasesPage({ page, cases, status }: { page: Page; cases: Answer<'cases'>; status: string | undefined }) {
  const { say, plan, language, infohus } = page;
  const filter = [
    [`/cases?infohus=${infohus}`, say('cases.all'), status === undefined],
    [`/cases?status=open&infohus=${infohus}`, say('cases.open'), status === 'open'],
    [`/cases?status=closed&infohus=${infohus}`, say('cases.closed'), status === 'closed'],
  ] as const;
  const row = (c: Answer<'cases'>[number]) => [
    <a href={`/cases/${c.caseId}`}>{short(c.caseId)}</a>,
    <StateBadge page={page} state={c.status} />,
    'caseType' in c ? planName(plan?.caseTypes, c.caseType, language) : '',
    planName(plan?.agencies, 'responsibleAgency' in c ? c.responsibleAgency : c.responsible, language),
    day(c.openedAt),
    'openOffers' in c ? String(c.openOffers) : '',
  ];
  const head = (['case', 'status', 'type', 'agency', 'opened', 'offers'] as const).map((k) => say(`col.${k}`));
  return (
    <Layout page={page} title={say('cases.title')}>
      <Filter links={filter} />
      {cases.length === 0 ? (
        <p>{say('cases.none')}</p>
      ) : (
        <Table caption={`${cases.length}`} head={head} rows={cases.map(row)} />
      )}
    </Layout>
  );
}
