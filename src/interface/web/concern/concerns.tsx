import { CONCERN_STATUSES } from '../../../domain/concern/status.js';
import type { ObligationState } from '../../../domain/obligations/obligation.js';
import { CONCERN_ORDERS } from '../../../projections/concern-facts/concern-query.js';
import { numberOf } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import type { Answer } from '../answer.js';
import { dated, datedAndRelative, datedOn } from '../dates.js';
import { DoLink } from '../do-link.js';
import { AboutLink, StateBadge } from '../home/due.js';
import { ListNavigation } from '../home/lists.js';
import { Layout, type Page } from '../layout.js';
import { type Chosen, type Field, listHref, RecordLink } from '../list.js';
import { headings, ListBody } from '../list-body.js';
import { RowActs } from '../tasks/acts.js';

/** What the URL of the list says beside the place of its page. */
export const CONCERN_FILTERS = ['standing', 'unassessed', 'from', 'to', 'limit', 'sort'] as const;
type Listed = Answer<'Concerns'>;
interface Props {
  readonly page: Page;
  readonly list: Listed;
  readonly chosen: Chosen;
  readonly isFirst: boolean;
  readonly now: string;
}

/** What is over is dated, and nobody is told how long ago that was. */
const OWED: ReadonlySet<string> = new Set<ObligationState>(['upcoming', 'due-soon', 'overdue']);

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
    c.triage ? (OWED.has(c.triage.state) ? datedAndRelative : dated)(c.triage.dueAt, now, language) : '',
    c.triage ? <StateBadge page={page} state={c.triage.state} /> : '',
    c.caseId ? <AboutLink page={page} about={{ caseId: c.caseId, number: c.caseNumber }} /> : '',
    <RowActs page={page} on={`/concerns/${c.concernId}`} acts={c.acts} of={numberOf(c.number)} />,
  ];
  const by = headings(page, '/concerns', chosen, CONCERN_ORDERS);
  const head = [
    ...[say('col.concern'), by(say('col.received'), 'received'), say('col.status')],
    ...[say('col.triage'), say('col.state'), say('col.case'), say('col.action')],
  ];
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
      <ListBody
        {...{ page, path: '/concerns', chosen, fields, list, isFirst, head, file: '/api/concerns.csv' }}
        none={
          <>
            {`${say('concerns.none')} `}
            <a href={listHref('/concerns', page, {})}>{say('work.clear')}</a>
          </>
        }
        cells={list.rows.map(row)}
      />
      <p>
        <a href={listHref('/disclosures', page, { kind: 'concern' })}>{say('disclosures.title')}</a>
      </p>
    </Layout>
  );
}
