import { CONCERN_STATUSES } from '../../../projections/concern-facts/concern-status.js';
import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import type { Answer } from '../answer.js';
import { Timeline } from '../case/timeline.js';
import { planName } from '../choices.js';
import { numberOf, upTo, when } from '../format.js';
import { AboutLink, dueHead, dueRow, StateBadge } from '../home/due.js';
import { Alert, Layout, type Page, Table } from '../layout.js';
import { type Chosen, type Field, FilterForm, Pages } from '../list.js';
import { ActList, type Acts, actsAbout } from '../tasks/acts.js';

/** What the URL of the list says beside the place of its page. */
export const CONCERN_FILTERS = ['standing', 'from', 'to', 'limit'] as const;
type Listed = Answer<'Concerns'>;
interface Props {
  readonly page: Page;
  readonly list: Listed;
  readonly chosen: Chosen;
  readonly isFirst: boolean;
}

/** Concerns by where they stand; never by form, and by severity only through the limit that it set (domain.md rules 2 and 13). */
export function ConcernsPage({ page, list, chosen, isFirst }: Props) {
  const { say, language, infohus } = page;
  const fields: readonly Field[] = [
    {
      name: 'standing',
      label: say('col.status'),
      of: CONCERN_STATUSES.map((code) => ({ code, name: codeName(code, language) })),
    },
    { name: 'from', label: `${say('col.received')}: ${say('list.from')}`, is: 'date' },
    { name: 'to', label: `${say('col.received')}: ${say('list.to')}`, is: 'date' },
  ];
  const row = (c: Listed['rows'][number]) => [
    <a href={`/concerns/${c.concernId}`}>{numberOf(c.number)}</a>,
    when(c.receivedAt),
    codeName(c.standing, language),
    c.triage ? when(c.triage.dueAt) : '',
    c.triage ? <StateBadge page={page} state={c.triage.state} /> : '',
    c.caseId ? <AboutLink page={page} about={{ caseId: c.caseId, number: c.caseNumber }} /> : '',
  ];
  const head = (['concern', 'received', 'status', 'triage', 'state', 'case'] as const).map((k) => say(`col.${k}`));
  return (
    <Layout page={page} title={say('nav.concerns')}>
      <p>
        <a class="button button-primary" href={`/do/RegisterConcern?infohus=${infohus}`}>
          {nameOf('RegisterConcern', language)}
        </a>
      </p>
      <FilterForm page={page} path="/concerns" chosen={chosen} fields={fields} />
      {list.rows.length === 0 ? (
        <p>{say('concerns.none')}</p>
      ) : (
        <Table caption={`${upTo(list.total, language)} ${say('list.count')}`} head={head} rows={list.rows.map(row)} />
      )}
      <Pages page={page} path="/concerns" chosen={chosen} list={list} isFirst={isFirst} />
    </Layout>
  );
}

interface ConcernShown {
  readonly page: Page;
  readonly found: Answer<'Concern'>;
  readonly names: Answer<'ConcernNames'>;
  readonly acts: Acts;
}
export function ConcernPage({ page, found, names, acts }: ConcernShown) {
  const { say, language, plan } = page;
  const on = `/concerns/${found.concernId}`;
  return (
    <Layout page={page} title={`${say('concern.title')} ${numberOf(found.number)}`}>
      <p class="lead">
        <strong>{codeName(found.standing, language)}</strong>
        {` · ${say('col.received')} ${when(found.receivedAt)} · ${say('concern.registered-by')} `}
        {planName(plan?.agencies, found.registeredBy, language)}{' '}
        <AboutLink page={page} about={{ caseId: found.caseId, number: found.caseNumber }} />
      </p>
      {found.policeTold === false && found.standing !== 'ended' ? (
        <Alert kind="warning" title={say('concern.police-not-told')}>
          <ActList page={page} on={on} acts={actsAbout(acts).filter((a) => a.command === 'NotifyPolice')} />
        </Alert>
      ) : null}
      {found.acute ? <AcuteFlow page={page} found={found} acute={found.acute} acts={acts} /> : null}
      <Table caption={say('home.due')} head={dueHead(page)} rows={found.deadlines.map((o) => dueRow(page, o))} />
      <Table
        caption={say('case.subjects')}
        head={[say('col.person'), say('col.role')]}
        rows={found.subjects.map((s) => [
          names[s.personId] ?? say('person.unnamed'),
          `${codeName(s.role, language)}, ${codeName(s.ageGroup, language)}`,
        ])}
      />
      <h2>{say('concern.actions')}</h2>
      <ActList page={page} on={on} acts={actsAbout(acts)} />
      <Timeline page={page} events={found.timeline} names={(id) => names[id]} amend={{ on, acts }} />
    </Layout>
  );
}

type Acute = NonNullable<Answer<'Concern'>['acute']>;
/** The acute flow as steps, with what comes next (KØ-1 to KØ-5). */
interface AcuteShown {
  readonly page: Page;
  readonly found: Answer<'Concern'>;
  readonly acute: Acute;
  readonly acts: Acts;
}
function AcuteFlow({ page, found, acute, acts }: AcuteShown) {
  const { say, language } = page;
  // Calling a meeting begins a record of its own, and so is no act on this one.
  const may = (next: string) => next === 'CallMeeting' || acts.some((a) => a.command === next && a.against === null);
  const steps = [
    ['acute.police-told', acute.policeTold],
    ['acute.final', acute.final],
    ['acute.meeting', acute.meetingCalled],
    ['acute.with-police', acute.withPolice],
  ] as const;
  const next =
    acute.next === 'CallMeeting'
      ? `/concerns/${found.concernId}/do/CallMeeting?kind=urgent&`
      : `/concerns/${found.concernId}/do/${acute.next}?`;
  return (
    <Alert kind="warning" title={say('acute.title')}>
      <ul>
        {steps.map(([key, done]) => (
          <li>{`${say(key)}: ${say(done ? 'yes' : 'no')}`}</li>
        ))}
        {acute.readyToAct === null ? null : <li>{say(acute.readyToAct ? 'acute.ready' : 'acute.not-ready')}</li>}
        {acute.openingHours ? null : <li>{say('acute.closed')}</li>}
      </ul>
      {acute.next && may(acute.next) ? (
        <a class="button button-primary" href={`${next}infohus=${page.infohus}`}>
          {`${say('acute.next')}: ${nameOf(acute.next, language)}`}
        </a>
      ) : null}
    </Alert>
  );
}
