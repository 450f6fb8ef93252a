import type { Answer } from '../answer.js';
import { dayOn } from '../dates.js';
import { DoLink } from '../do-link.js';
import { Layout, type Page } from '../layout.js';
import { type Chosen, type Field, FilterForm } from '../list.js';
import { days, Looks, ofAgency, ofWay } from './access-log.js';

/** What the address says; with a seed it is the same sample whenever it is opened. */
export const SAMPLE_FILTERS = ['from', 'to', 'agency', 'way', 'count', 'seed'] as const;
const COUNTS = ['5', '10', '20', '50', '100'];
/** As the query has it. */
const UNSAID = '10';

/** What was drawn, and all that somebody else needs to draw it again. */
export function SamplePage(props: { page: Page; sample: Answer<'SampleAccess'>; chosen: Chosen }) {
  const { page, sample, chosen } = props;
  const { say } = page;
  const { rows, seed, from, to, of, drawnFrom } = sample;
  const fields: readonly Field[] = [
    ...days(page),
    ofAgency(page),
    ofWay(page),
    { name: 'count', label: say('sample.count'), of: COUNTS.map((code) => ({ code, name: code })), needed: true },
  ];
  const { seed: _, ...asked } = chosen;
  return (
    <Layout page={page} title={say('sample.title')}>
      <p>{say('sample.what')}</p>
      <FilterForm
        page={page}
        path="/access-log/sample"
        chosen={{ count: UNSAID, ...asked, from, to }}
        fields={fields}
        send={say('sample.draw')}
      />
      <p>{say('sample.judge')}</p>
      <Looks
        page={page}
        caption={say('sample.drawn', spoken(page, sample))}
        rows={rows}
        act={(look) => <Unjustified page={page} look={look} seed={seed} />}
      />
      <dl class="proofs">
        <dt>{say('sample.seed')}</dt>
        <dd class="proof">{seed}</dd>
        <dt>{say('sample.from')}</dt>
        <dd class="proof">{drawnFrom}</dd>
      </dl>
      <p>{say('sample.logged')}</p>
      {of === 0 ? null : (
        <p>
          <a
            href={`/api/access-log/sample?${new URLSearchParams({ infohus: page.infohus, ...asked, from, to, seed })}`}
          >
            {say('sample.json')}
          </a>
        </p>
      )}
      <p>
        <a href={`/access-log?infohus=${page.infohus}`}>{say('access.title')}</a>
      </p>
    </Layout>
  );
}

const spoken = (page: Page, { rows, of, from, to }: Answer<'SampleAccess'>) => ({
  ...{ count: rows.length, of, from: dayOn(page, from), to: dayOn(page, to) },
});

/** What a look without a reason leads to: the register of breaches, with the draw that found it. Codes and ids alone stand in the address. */
function Unjustified(props: { page: Page; look: Answer<'SampleAccess'>['rows'][number]; seed: string }) {
  const { page, look, seed } = props;
  const chosen = {
    ...{ account: look.userId, from: look.day, to: look.day, losses: 'confidentiality' },
    description: page.say('sample.found', { seed, name: look.name }),
  };
  return <DoLink page={page} command="RecordBreach" chosen={chosen} of={look.userId} />;
}
