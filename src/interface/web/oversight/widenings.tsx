import { codeName } from '../../words/labels.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { datedOn } from '../dates.js';
import { Layout, type Page, Table } from '../layout.js';
import { type Chosen, type Field, FilterForm } from '../list.js';

type Widening = Answer<'Widenings'>[number];
export const WIDENING_FILTERS = ['from', 'to'] as const;

/** For a change of role, plan or agency: who can see more than before, the newest first (B-10). */
export function WideningsPage(props: { page: Page; rows: readonly Widening[]; chosen: Chosen }) {
  const { page, rows, chosen } = props;
  const { say } = page;
  const days = [
    { name: 'from', label: say('widening.since'), is: 'date' },
    { name: 'to', label: say('widening.until'), is: 'date' },
  ] satisfies Field[];
  return (
    <Layout page={page} title={say('widening.title')}>
      <p>{say('widening.what')}</p>
      <FilterForm page={page} path="/widenings" chosen={chosen} fields={days} />
      {rows.length === 0 ? (
        <p>{say('widening.none')}</p>
      ) : (
        <Table
          caption={`${say('widening.title')} (${rows.length})`}
          head={[
            say('work.when'),
            say('widening.cause'),
            say('widening.who'),
            say('widening.users'),
            say('widening.sees'),
          ]}
          rows={rows.map((row) => wideningRow(page, row))}
        />
      )}
    </Layout>
  );
}

function wideningRow(page: Page, { at, cause, agency, roles, users, sees }: Widening) {
  const { say, language, plan, infohus } = page;
  return [
    datedOn(page, at),
    say(`widening.cause.${cause}`),
    `${planName(plan?.agencies, agency, language)}: ${roles.map((role) => codeName(role, language)).join(', ')}`,
    users.length === 0
      ? say('widening.users.none')
      : users.map((userId, i) => (
          <>
            {i > 0 ? ', ' : ''}
            <a href={`/users/${encodeURIComponent(userId)}?infohus=${infohus}`}>{userId}</a>
          </>
        )),
    <ul class="nobullet-list">
      {sees.map(({ object, scope }) => (
        <li>{`${say(`widening.of.${object}`)}: ${say(`widening.scope.${scope}`)}`}</li>
      ))}
    </ul>,
  ];
}
