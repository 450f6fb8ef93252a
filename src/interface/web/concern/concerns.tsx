import { CONCERN_STATUSES } from '../../../domain/concern/status.js';
import { codeName } from '../../words/labels.js';
import type { Answer } from '../answer.js';
import { datedAndRelative, datedOn } from '../dates.js';
import { DoLink } from '../do-link.js';
import { upTo } from '../format.js';
import { AboutLink, StateBadge } from '../home/due.js';
import { ListNavigation } from '../home/lists.js';
import { Layout, type Page, Table } from '../layout.js';
import { type Chosen, type Field, FilterForm, listHref, Pages, RecordLink } from '../list.js';

/** What the URL of the list says beside the place of its page. */
export const CONCERN_FILTERS = ['standing', 'unassessed', 'from', 'to', 'limit'] as const;
type Listed = Answer<'Concerns'>;
interface Props {
  readonly page: Page;
  readonly list: Listed;
  readonly chosen: Chosen;
  readonly isFirst: boolean;
  readonly now: string;
}

/** Concerns by where they stand; never by form, and by severity only through the limit that it set (domain.md rules 2 and 13). */
export function ConcernsPage({ page, list, chosen, isFirst, now }: Props) {
  const { say, language } = page;
  const fields: readonly Field[] = [
    {
      name: 'standing',
      label: say('col.status'),
      of: CONCERN_STATUSES.map((code) => ({ code, name: codeName(code, language) })),
    },
    { name: 'from', label: `${say('col.received')}: ${say('list.from')}`, is: 'date' },
    { name: 'to', label: `${say('col.received')}: ${say('list.to')}`, is: 'date' },
    { name: 'unassessed', label: say('work.filter.unassessed'), is: 'checkbox' },
  ];
  const row = (c: Listed['rows'][number]) => [
    <RecordLink href={`/concerns/${c.concernId}`} number={c.number} />,
    <span class="nowrap">{datedOn(page, c.receivedAt)}</span>,
    codeName(c.standing, language),
    c.triage ? datedAndRelative(c.triage.dueAt, now, language) : '',
    c.triage ? <StateBadge page={page} state={c.triage.state} /> : '',
    c.caseId ? <AboutLink page={page} about={{ caseId: c.caseId, number: c.caseNumber }} /> : '',
  ];
  const head = (['concern', 'received', 'status', 'triage', 'state', 'case'] as const).map((k) => say(`col.${k}`));
  return (
    <Layout page={page} title={say('nav.concerns')}>
      <p>
        <DoLink page={page} command="RegisterConcern" isButton />
        {page.session?.actor.role === 'coordinator' ? (
          <a class="button button-secondary" href={`/transfers?infohus=${page.infohus}`}>
            {say('transfer.title')}
          </a>
        ) : null}
      </p>
      <ListNavigation page={page} />
      <FilterForm page={page} path="/concerns" chosen={chosen} fields={fields} />
      {list.rows.length === 0 ? (
        <p>
          {`${say('concerns.none')} `}
          <a href={listHref('/concerns', page, {})}>{say('work.clear')}</a>
        </p>
      ) : (
        <Table caption={`${upTo(list.total, language)} ${say('list.count')}`} head={head} rows={list.rows.map(row)} />
      )}
      <Pages page={page} path="/concerns" chosen={chosen} list={list} isFirst={isFirst} />
      <p>
        <a href={listHref('/api/concerns.csv', page, chosen)}>{say('list.csv')}</a>
      </p>
      <p>
        <a href={listHref('/disclosures', page, { kind: 'concern' })}>{say('disclosures.title')}</a>
      </p>
    </Layout>
  );
}
