import { codeName } from '../../words/labels.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { datedOn } from '../dates.js';
import { Layout, type Page, Table } from '../layout.js';
import { type Chosen, FilterForm } from '../list.js';

/** What the address says. */
export const LOGIN_FILTERS = ['from', 'to', 'userId'] as const;
type Listed = Answer<'Logins'>;
type Told = Readonly<
  Record<'userId' | 'agency' | 'role' | 'issuer' | 'way' | 'level' | 'until' | 'why' | 'how', string | undefined>
>;

/** Who was logged in when, by what and until when; who was refused; and from whom logins are taken. Pseudonyms and codes, no names. */
export function LoginsPage({ page, list, chosen }: { page: Page; list: Listed; chosen: Chosen }) {
  const { say, infohus } = page;
  const days = (['from', 'to'] as const).map((name) => ({ name, label: say(`list.${name}`), is: 'date' as const }));
  return (
    <Layout page={page} title={say('logins.title')}>
      <p>{say('logins.what')}</p>
      <FilterForm page={page} path="/access-log/logins" chosen={chosen} fields={days} />
      {list.logins.length === 0 ? <p>{say('logins.none')}</p> : <Logins page={page} list={list} />}
      <h2>{say('logins.deactivated')}</h2>
      {list.deactivated.length === 0 ? (
        <p>{say('logins.none-deactivated')}</p>
      ) : (
        <Deactivated page={page} list={list} />
      )}
      <h2>{say('logins.configured')}</h2>
      {list.configurations.length === 0 ? <p>{say('logins.demo')}</p> : <Configured page={page} list={list} />}
      <p>
        <a href={`/access-log?infohus=${infohus}`}>{say('access.title')}</a>
      </p>
    </Layout>
  );
}

function Logins({ page, list }: { page: Page; list: Listed }) {
  const { say, infohus, language } = page;
  const rows = [...list.logins].reverse().map(({ at, type, data }) => {
    const told = data as Told;
    const { userId, agency, role, way, until } = told;
    return [
      <span class="nowrap">{datedOn(page, at)}</span>,
      named(say, 'logins', type),
      userId === undefined ? '' : <a href={`/access-log/logins?infohus=${infohus}&userId=${userId}`}>{userId}</a>,
      agency === undefined ? '' : `${agency}, ${codeName(role ?? '', language)}`,
      way === undefined ? wordFor(page, told) : named(say, 'sessions.by', way),
      until === undefined ? '' : <span class="nowrap">{datedOn(page, until)}</span>,
    ];
  });
  const keys = [
    'col.recorded',
    'logins.happened',
    'access.user',
    'access.of-agency',
    'sessions.way',
    'sessions.until',
  ] as const;
  return <Table caption={`${rows.length} ${say('list.count')}`} head={keys.map((key) => say(key))} rows={rows} />;
}
function Deactivated({ page, list }: { page: Page; list: Listed }) {
  const { say, infohus, language } = page;
  const rows = list.deactivated.map(({ userId, agency, role, since }) => [
    <a href={`/access-log/logins?infohus=${infohus}&userId=${userId}`}>{userId}</a>,
    `${agency}, ${codeName(role, language)}`,
    <span class="nowrap">{datedOn(page, since)}</span>,
  ]);
  const head = [say('access.user'), say('access.of-agency'), say('logins.since')];
  return <Table caption={`${say('logins.deactivated')} (${rows.length})`} head={head} rows={rows} />;
}
/** How it ended, or why it was refused; the provider's word where there is no other. */
const wordFor = ({ say }: Page, { how, why, issuer }: Told): string =>
  how === undefined ? [issuer, why].filter(Boolean).join(': ') : named(say, 'logins.how', how);

/** The newest first: since when it is so. */
function Configured({ page, list }: { page: Page; list: Listed }) {
  const { say } = page;
  const rows = [...list.configurations].reverse().map(({ at, data }) => {
    const { issuers = [], hash = '' } = data as {
      issuers?: readonly { issuer: string; protocol: string; minimum: string }[];
      hash?: string;
    };
    return [
      <span class="nowrap">{datedOn(page, at)}</span>,
      issuers
        .map(({ issuer, protocol, minimum }) => `${issuer} (${protocol}, ${named(say, 'logins.minimum', minimum)})`)
        .join(', '),
      <span class="proof">{hash}</span>,
    ];
  });
  return (
    <Table caption={say('logins.configured')} head={[say('col.recorded'), say('logins.from'), 'SHA-256']} rows={rows} />
  );
}
