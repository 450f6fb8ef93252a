import { CASE_ORDERS } from '../../../projections/case-list/case-query.js';
import { numberOf } from '../../words/format.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { datedAndRelative, datedOn, dayAt } from '../dates.js';
import { StateBadge } from '../home/due.js';
import { ListNavigation } from '../home/lists.js';
import { Layout, type Page } from '../layout.js';
import { type Chosen, type Field, listHref, RecordLink } from '../list.js';
import { headings, ListBody } from '../list-body.js';
import { RowActs } from '../tasks/acts.js';

/** What the URL of the list says beside the place of its page. */
export const CASE_FILTERS = [
  ...['status', 'agency', 'type', 'whose', 'worker', 'offering', 'since', 'from', 'to', 'pending', 'limit', 'sort'],
] as const;
type Listed = Answer<'Cases'>;
interface Props {
  readonly page: Page;
  readonly list: Listed;
  readonly chosen: Chosen;
  readonly isFirst: boolean;
  readonly now: string;
}

export function CasesPage({ page, list, chosen, isFirst, now }: Props) {
  const { say, plan, language } = page;
  // What is due stands beside where the case is: for who has the list open to choose what comes first.
  const row = (c: Listed['rows'][number]) => [
    <RecordLink href={`/cases/${c.caseId}`} number={c.number} />,
    c.phase && c.status === 'open' ? say(`phase.${c.phase}`) : <StateBadge page={page} state={c.status} />,
    <Next page={page} next={c.next} now={now} />,
    planName(plan?.agencies, c.responsibleAgency ?? '', language),
    c.caseworker ?? (c.status === 'open' && c.phase ? say('case.nobody') : ''),
    planName(plan?.caseTypes, c.caseType ?? '', language),
    <span class="nowrap">{dayAt(page, c.openedAt)}</span>,
    c.lastAt ? <span class="nowrap">{dayAt(page, c.lastAt)}</span> : '',
    String(c.openOffers ?? ''),
    <RowActs page={page} on={`/cases/${c.caseId}`} acts={c.acts} of={numberOf(c.number)} />,
  ];
  const by = headings(page, '/cases', chosen, CASE_ORDERS);
  const head = [
    ...[say('col.case'), say('col.phase'), say('col.next'), by(say('col.agency'), 'agency'), say('col.assigned')],
    ...[say('col.type'), by(say('col.opened'), 'opened'), by(say('col.last'), 'last'), say('col.offers')],
    say('col.action'),
  ];
  return (
    <Layout page={page} title={say('cases.title')}>
      <ListNavigation page={page} />
      {chosen.since ? <p>{`${say('work.since-list')} ${datedOn(page, chosen.since)}`}</p> : null}
      {chosen.worker ? <p>{`${say('team.only-of')} ${chosen.worker}`}</p> : null}
      {leavesOut(page, chosen) ? <p>{say('cases.without-asked')}</p> : null}
      <ListBody
        {...{ page, path: '/cases', chosen, list, isFirst, head, fields: fields(page), file: '/api/cases.csv' }}
        keep={{ since: chosen.since ?? '', worker: chosen.worker ?? '' }}
        none={
          <>
            {`${say('cases.none')} `}
            <a href={listHref('/cases', page, {})}>{say('work.clear')}</a>
          </>
        }
        cells={list.rows.map(row)}
      />
      <p>
        <a href={listHref('/disclosures', page, { kind: 'case' })}>{say('disclosures.title')}</a>
      </p>
    </Layout>
  );
}

/** What is not told of a case that one is only asked to orders it nowhere (projections/case-list/case-query.ts). */
const leavesOut = ({ session }: Page, { sort = '' }: Chosen): boolean =>
  /last|agency/.test(sort) && session?.actor.role !== 'coordinator';

/** What is due next, when, and how that stands. */
function Next({ page, next, now }: { page: Page; next: Listed['rows'][number]['next']; now: string }) {
  if (!next) return <span />;
  return (
    <>
      {`${named(page.say, 'obligation', next.obligation)}: ${datedAndRelative(next.dueAt, now, page.language)} `}
      <StateBadge page={page} state={next.state} />
    </>
  );
}

const fields = ({ say, plan, language }: Page): readonly Field[] => {
  const named = (list: readonly { code: string; name: Record<'da' | 'en', string> }[] = []) =>
    list.map(({ code, name }) => ({ code, name: name[language] }));
  return [
    {
      name: 'status',
      label: say('col.status'),
      of: (['open', 'closed'] as const).map((code) => ({ code, name: say(`state.${code}`) })),
    },
    { name: 'agency', label: say('col.agency'), of: named(plan?.agencies) },
    { name: 'type', label: say('col.type'), of: named(plan?.caseTypes) },
    { name: 'from', label: `${say('col.opened')}: ${say('list.from')}`, is: 'date' },
    { name: 'to', label: `${say('col.opened')}: ${say('list.to')}`, is: 'date' },
    {
      name: 'whose',
      label: say('work.filter.whose'),
      of: (['mine', 'unassigned'] as const).map((code) => ({ code, name: say(`work.filter.whose.${code}`) })),
    },
    { name: 'offering', label: say('work.filter.offering'), is: 'checkbox' },
    { name: 'pending', label: say('obligation.handover-pending'), is: 'checkbox' },
  ];
};
