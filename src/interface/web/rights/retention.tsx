import { RETENTION_STATES } from '../../../application/queries/rights/retention.js';
import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { datedOn, dateOf, dayAt } from '../dates.js';
import { DoLink } from '../do-link.js';
import { AboutLink } from '../home/due.js';
import { Filter, Layout, type Page, Table } from '../layout.js';

type Row = Answer<'Retention'>[number];

/** What has been kept as long as the plan says: compliance proposes, another officer clears it with the archive (domain.md rule 12). */
export function RetentionPage({
  page,
  rows,
  state,
  kind,
}: {
  page: Page;
  rows: Answer<'Retention'>;
  state: string | undefined;
  kind: string | undefined;
}) {
  const { say } = page;
  const href = (to: string) => `/retention?infohus=${page.infohus}${to ? `&state=${to}` : ''}`;
  const links = [
    [href(''), say('retention.to-do'), state === undefined && kind === undefined] as const,
    [`${href('')}&kind=document`, say('retention.documents'), kind === 'document'] as const,
    ...RETENTION_STATES.map((s) => [href(s), say(`retention.state.${s}`), state === s] as const),
  ];
  const head = [
    say('col.about'),
    say('col.kind'),
    say('retention.ended'),
    say('col.to'),
    say('col.state'),
    say('retention.alerted'),
    say('col.action'),
  ];
  return (
    <Layout page={page} title={say('retention.title')}>
      <p>{say('retention.what')}</p>
      <Filter links={links} />
      {rows.length === 0 ? (
        <p>{say('retention.none')}</p>
      ) : (
        <Table
          caption={`${say('retention.title')} (${rows.length})`}
          head={head}
          rows={rows.slice(0, LISTED).map((r) => cells(page, r))}
        />
      )}
    </Layout>
  );
}
/** What a person can go through; the API has them all. */
const LISTED = 100;

const cells = (page: Page, r: Row) => [
  <RecordLink page={page} about={r} />,
  named(page.say, 'retention', r.of),
  dateOf(page, r.endedOn),
  r.kind === 'document' ? (
    dateOf(page, r.until)
  ) : (
    <a href={`/retention/${r.kind}/${r.recordId}?infohus=${page.infohus}`}>{dateOf(page, r.until)}</a>
  ),
  <span class={`badge state-${r.state}`}>{page.say(`retention.state.${r.state}`)}</span>,
  r.alertedAt ? dayAt(page, r.alertedAt) : '',
  <Next page={page} row={r} />,
];

type RetainedName = Pick<Row, 'kind' | 'recordId'> & Partial<Pick<Row, 'number' | 'endedOn'>>;
/** As the list of retention calls it. */
export const nameIn = (page: Page, { kind, number, endedOn }: RetainedName): string =>
  [named(page.say, 'looked', kind), number ?? (endedOn && dateOf(page, endedOn))].filter(Boolean).join(' ');

/** What has no number is told by the day on which it ended: its own page shows no more than its register. */
function RecordLink({ page, about }: { page: Page; about: RetainedName }) {
  const { kind, recordId, number } = about;
  if (kind === 'case') return <AboutLink page={page} about={{ caseId: recordId, number }} />;
  if (kind === 'concern') return <AboutLink page={page} about={{ concernId: recordId, number }} />;
  return <span>{nameIn(page, about)}</span>;
}

function Next({ page, row }: { page: Page; row: Row }) {
  const { kind, recordId, state, disposalId, proposedBy } = row;
  const to = (command: string, chosen: Readonly<Record<string, string>>) => (
    <DoLink page={page} command={command} chosen={chosen} of={nameIn(page, row)} />
  );
  if (state === 'due') return to('ProposeDisposal', { 'records.0.kind': kind, 'records.0.recordId': recordId });
  // Who proposed it does not authorise it.
  if (proposedBy !== null && proposedBy === page.session?.actor.userId && state === 'blocked-by-archive')
    return <span>{page.say('retention.by-another')}</span>;
  if (state === 'blocked-by-archive' && disposalId) return to('AuthoriseDisposal', { id: disposalId });
  return <span />;
}

/** How the day came about: what moved it, and when. */
export function RetentionMovesPage({
  page,
  moves,
  about,
}: {
  page: Page;
  moves: Answer<'RetentionMoves'>;
  about: RetainedName;
}) {
  const { say, language } = page;
  const why = (text: string) =>
    text.startsWith('plan ') ? `${say('nav.plans')} ${text.slice(5)}` : nameOf(text, language);
  return (
    <Layout page={page} title={say('retention.moves')}>
      <p>
        <RecordLink page={page} about={about} />
      </p>
      <Table
        caption={say('retention.moves')}
        head={[say('retention.moved'), say('col.why'), say('col.kind'), say('retention.ended'), say('col.to')]}
        rows={moves.map((m) => [
          m.position === null ? dayAt(page, m.at) : datedOn(page, m.at),
          why(m.why),
          m.of === null ? '' : named(say, 'retention', m.of),
          m.endedOn ? dateOf(page, m.endedOn) : '',
          m.until ? dateOf(page, m.until) : say('retention.no-end'),
        ])}
      />
    </Layout>
  );
}
