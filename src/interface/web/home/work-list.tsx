import { WORK_ORDERS } from '../../../application/obligations/query.js';
import { NAMES, type WorkList } from '../../../application/queries/work/work-lists.js';
import { upTo } from '../../words/format.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { Layout, type Page } from '../layout.js';
import { type Chosen, type Field, FilterForm, listHref, Pages } from '../list.js';
import { headings } from '../list-body.js';
import { SaveList } from '../saved/saved-lists.js';
import { ListNavigation } from './lists.js';
import { WorkTable } from './work-table.js';

/** What the URL of the list says beside the place of its page. */
export const WORK_FILTERS = [
  'list',
  'obligation',
  'state',
  'side',
  'mine',
  'worker',
  'later',
  'from',
  'to',
  'limit',
  'sort',
] as const;

interface Props {
  readonly page: Page;
  readonly list: Answer<'Work'>;
  readonly name: WorkList;
  readonly chosen: Chosen;
  readonly isFirst: boolean;
  readonly now: string;
}

/** A list of what is owed, with what answers it in each row. */
export function WorkListPage({ page, list, name, chosen, isFirst, now }: Props) {
  const { say, language } = page;
  return (
    <Layout page={page} title={say(`work.${name}`)}>
      <ListNavigation page={page} />
      {chosen.worker ? <p>{`${say('team.only-of')} ${chosen.worker}`}</p> : null}
      <FilterForm
        page={page}
        path="/work"
        chosen={chosen}
        fields={fieldsOf(page, name)}
        keep={{ list: name, worker: chosen.worker ?? '' }}
      />
      {list.rows.length === 0 ? (
        <Empty page={page} name={name} chosen={chosen} />
      ) : (
        <WorkTable
          page={page}
          due={headings(page, '/work', chosen, WORK_ORDERS)(say('col.due'), 'due')}
          caption={`${upTo(list.total, language)} ${say('list.count')}`}
          rows={list.rows}
          now={now}
        />
      )}
      <Pages page={page} path="/work" chosen={chosen} list={list} isFirst={isFirst} />
      <SaveList page={page} />
      <p>
        <a href={listHref('/api/work.csv', page, { ...chosen, list: name })}>{say('list.csv')}</a>
      </p>
    </Layout>
  );
}

/** Never only headers: a sentence, and a way on. */
function Empty({ page, name, chosen }: { page: Page; name: WorkList; chosen: Chosen }) {
  const isFiltered = Object.keys(chosen).some((filter) => filter !== 'list');
  return (
    <p>
      {`${page.say(`work.${name}.none`)} `}
      {isFiltered ? (
        <a href={listHref('/work', page, { list: name })}>{page.say('work.clear')}</a>
      ) : (
        <a href={listHref('/work', page, { list: 'all' })}>{page.say('work.elsewhere')}</a>
      )}
    </p>
  );
}

function fieldsOf({ say }: Page, name: WorkList): readonly Field[] {
  const names = NAMES[name];
  return [
    ...(names.length > 1
      ? [
          {
            name: 'obligation',
            label: say('col.obligation'),
            of: names.map((code) => ({ code, name: named(say, 'obligation', code) })),
          },
        ]
      : []),
    {
      name: 'state',
      label: say('col.state'),
      of: (['overdue', 'due-soon', 'upcoming'] as const).map((code) => ({ code, name: say(`state.${code}`) })),
    },
    {
      name: 'side',
      label: say('work.filter.side'),
      of: (['ours', 'others'] as const).map((code) => ({ code, name: say(`work.filter.side.${code}`) })),
    },
    { name: 'from', label: `${say('col.due')}: ${say('list.from')}`, is: 'date' },
    { name: 'to', label: `${say('col.due')}: ${say('list.to')}`, is: 'date' },
    { name: 'mine', label: say('work.filter.mine'), is: 'checkbox' },
    { name: 'later', label: say('work.filter.later'), is: 'checkbox' },
  ];
}
