import type { Child } from 'hono/jsx';
import { WAYS } from '../../../projections/looks/looks.js';
import { upTo } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { datedOn, dayOn, timeOn } from '../dates.js';
import { Alert, Layout, type Page, Table } from '../layout.js';
import { type Chosen, type Field, FilterForm, listHref, Pages } from '../list.js';

/** What the address of the log says. */
export const ACCESS_FILTERS = ['from', 'to', 'agency', 'way', 'userId'] as const;
type Listed = Answer<'AccessLog'>;
type Look = Listed['rows'][number];

/** Who looked at what, day by day (screens.md section 5). */
export function AccessLogPage(props: { page: Page; list: Listed; chosen: Chosen; isFirst: boolean }) {
  const { page, list, chosen, isFirst } = props;
  const { say, language } = page;
  return (
    <Layout page={page} title={say('access.title')}>
      <p>{say('access.what')}</p>
      <form method="get" action="/access-log/find" class="entry">
        <input type="hidden" name="infohus" value={page.infohus} />
        <div class="form-group">
          <label class="form-label" for="access-number">
            {say('access.record')}
          </label>
          <span class="form-hint" id="access-number-hint">
            {say('access.number-hint')}
          </span>
          <input class="form-input" id="access-number" name="number" aria-describedby="access-number-hint" required />
        </div>
        <button class="button button-secondary" type="submit">
          {say('search.title')}
        </button>
      </form>
      <FilterForm page={page} path="/access-log" chosen={chosen} fields={fields(page)} />
      <Looks page={page} caption={`${upTo(list.total, language)} ${say('list.count')}`} rows={list.rows} />
      <Pages page={page} path="/access-log" chosen={chosen} list={list} isFirst={isFirst} />
      <p>
        <a href={listHref('/api/access-log.csv', page, chosen)}>{say('list.csv')}</a>
      </p>
      <p>
        <a href={`/access-log/sample?infohus=${page.infohus}`}>{say('sample.title')}</a>
      </p>
      <p>
        <a href={`/access-log/logins?infohus=${page.infohus}`}>{say('logins.title')}</a>
      </p>
      <p>
        <a href={`/read-models?infohus=${page.infohus}`}>{say('access.machine')}</a>
      </p>
    </Layout>
  );
}
/** What a person can go through; the file has them all. */
const LISTED = 200;

export const days = ({ say }: Page): readonly Field[] => [
  { name: 'from', label: say('list.from'), is: 'date' },
  { name: 'to', label: say('list.to'), is: 'date' },
];
export const ofAgency = ({ say, plan, language }: Page) => ({
  name: 'agency',
  label: say('access.of-agency'),
  of: (plan?.agencies ?? []).map(({ code, name }) => ({ code, name: name[language] })),
});
const fields = (page: Page): readonly Field[] => [...days(page), ofAgency(page), ofWay(page)];
export const ofWay = ({ say }: Page): Field => ({
  name: 'way',
  label: say('access.way'),
  of: WAYS.map((code) => ({ code, name: say(`access.way.${code}`) })),
});

/** Of one record: by whom, and a way to prove that an agency is not among them. */
export function RecordAccessPage({ page, id, found }: { page: Page; id: string; found: Answer<'RecordAccess'> }) {
  const { say } = page;
  const about = [named(say, 'looked', found.kind), found.number ?? found.name].filter(Boolean).join(' ');
  return (
    <Layout page={page} title={`${say('access.of')}: ${about}`}>
      <Looks page={page} caption={`${found.looks.length} ${say('list.count')}`} rows={found.looks.slice(0, LISTED)} />
      <h2>{say('access.nobody')}</h2>
      <FilterForm
        page={page}
        path={`/access-log/records/${id}/nobody`}
        chosen={{ from: page.today ?? '', to: page.today ?? '' }}
        fields={[...days(page), { ...ofAgency(page), needed: true }]}
      />
    </Layout>
  );
}

/** Whether it is so, and up to where in the log that holds. */
export function NobodyLookedPage({ page, found }: { page: Page; found: Answer<'NobodyLooked'> }) {
  const { say, plan, language } = page;
  const { nobody, from, to, position, headHash, looks } = found;
  const agency = planName(plan?.agencies, found.agency, language);
  const sentence = say(nobody ? 'access.proven' : 'access.disproven', {
    ...{ agency, from: dayOn(page, from), to: dayOn(page, to), count: looks.length },
  });
  return (
    <Layout page={page} title={`${say('access.nobody')}${found.number ? `: ${found.number}` : ''}`}>
      <Alert kind={nobody ? 'info' : 'warning'} title={sentence}>
        {say('access.holds', { position })}
      </Alert>
      <dl class="proofs">
        <dt>{say('access.head')}</dt>
        <dd class="proof">{headHash}</dd>
      </dl>
      {looks.length === 0 ? null : (
        <Table
          caption={`${looks.length} ${say('list.count')}`}
          head={[say('col.recorded'), say('access.user'), say('col.role'), say('col.position')]}
          rows={looks.map((l) => [datedOn(page, l.at), l.userId, codeName(l.role, language), String(l.position)])}
        />
      )}
    </Layout>
  );
}

interface LooksProps<L extends Look> {
  readonly page: Page;
  readonly caption: string;
  readonly rows: readonly L[];
  /** What can be begun on a look. */
  readonly act?: (look: L) => Child;
}
export function Looks<L extends Look>({ page, caption, rows, act }: LooksProps<L>) {
  const { say, language, infohus } = page;
  if (rows.length === 0) return <p>{say('access.none')}</p>;
  const keys = ['insight.day', 'access.user', 'access.of-agency', 'access.way', 'insight.record'] as const;
  return (
    <Table
      caption={caption}
      head={[
        ...[...keys.map((key) => say(key)), say('insight.purpose'), say('insight.times')],
        ...(act ? [say('col.action')] : []),
      ]}
      rows={rows.map((l) => [
        <span class="nowrap">{`${dayOn(page, l.day)} ${hours(page, l)}`}</span>,
        <a href={`/access-log?infohus=${infohus}&userId=${l.userId}`}>{l.userId}</a>,
        `${l.agency}, ${codeName(l.role, language)}`,
        say(`access.way.${l.way}`),
        <Seen page={page} look={l} />,
        named(say, 'purpose', l.purpose),
        String(l.count),
        ...(act ? [act(l)] : []),
      ])}
    />
  );
}

/** Opened as itself; whatever else is looked at of it is said, or five rows of one day would be alike. */
const ITSELF = new Set(['case', 'concern', 'meeting']);
/** What was looked at: by its number where it has one, else by what it is. */
function Seen({ page, look: { record, recordId, number } }: { page: Page; look: Look }) {
  const what = named(page.say, 'looked', record.replace(/^work-.*/, 'work'));
  if (!number) return <>{what}</>;
  return (
    <>
      <a class="nowrap" href={`/access-log/records/${recordId}?infohus=${page.infohus}`}>
        {number}
      </a>
      {ITSELF.has(record) ? null : ` ${what}`}
    </>
  );
}

function hours(page: Page, { first, last }: Look): string {
  const [from, to] = [timeOn(page, first), timeOn(page, last)];
  return from === to ? from : `${from}–${to}`;
}
