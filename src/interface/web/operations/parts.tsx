import { filled } from '../../words/filled.js';
import { number } from '../../words/format.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { datedOn } from '../dates.js';
import { Layout, type Page, Table } from '../layout.js';

type PartStatus = Answer<'Parts'>[number];
const BADGES = { well: 'badge-success', off: '', look: 'badge-warning', wrong: 'badge-error' } as const;
const WORST: readonly PartStatus['state'][] = ['wrong', 'look', 'well', 'off'];

/** How every part of the installation is, what is to be mended on top: where an administrator begins the day. */
export function PartsPage({ page, parts }: { page: Page; parts: Answer<'Parts'> }) {
  const { say, infohus } = page;
  const ordered = WORST.flatMap((state) => parts.filter((part) => part.state === state));
  return (
    <Layout page={page} title={say('parts.title')}>
      <p>{say('parts.what')}</p>
      <Table
        caption={say('parts.title')}
        head={[say('parts.part'), say('col.state'), say('parts.says')]}
        rows={ordered.map((part) => [
          named(say, 'part', part.part),
          <span class={`badge ${BADGES[part.state]}`}>{say(`parts.state.${part.state}`)}</span>,
          saidOf(page, part),
        ])}
      />
      <ul class="nobullet-list nav-list">
        <li>
          <a href={`/read-models?infohus=${infohus}`}>{say('nav.read-models')}</a>
        </li>
        <li>
          <a href={`/parts?infohus=${infohus}`}>{say('models.look-again')}</a>
        </li>
      </ul>
    </Layout>
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT/;
function saidOf(page: Page, { says, values }: PartStatus): string {
  const { say, language } = page;
  const told = ([name, value]: [string, string | number]): string => {
    if (typeof value === 'number') return number(value, language, false);
    if (name === 'model') return named(say, 'model', value);
    return INSTANT.test(value) ? datedOn(page, value) : value;
  };
  return filled(named(say, 'says', says), Object.fromEntries(Object.entries(values).map((one) => [one[0], told(one)])));
}
