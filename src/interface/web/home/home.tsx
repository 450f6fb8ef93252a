import type { Child } from 'hono/jsx';
import type { Count } from '../../../application/queries/paging.js';
import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { numberOf, upTo, when } from '../format.js';
import { Alert, Layout, type Page, Table } from '../layout.js';
import { AboutLink, Acknowledge, dueHead, dueRow } from './due.js';

type InboxAlert = Answer<'Inbox'>['alerts'][number];

export interface Home {
  readonly due: Answer<'Deadlines'>;
  readonly open: Count;
  readonly inbox: Answer<'Inbox'>;
}

/** What waits for the one who has logged in: alerts to acknowledge, what was asked of the agency, what falls due. */
export function HomePage({ page, home }: { page: Page; home: Home | null }) {
  const { say } = page;
  const title = say('nav.home');
  if (home === null) {
    return (
      <Layout page={page} title={title}>
        <Alert kind="info" title={say('nav.report')}>
          {say('home.figures-only')}
        </Alert>
      </Layout>
    );
  }
  const { due, open, inbox } = home;
  const of = (state: string) => due.filter((o) => o.state === state);
  return (
    <Layout page={page} title={title}>
      <ul class="nobullet-list counts">
        <li>
          <strong>{of('overdue').length}</strong> {say('home.overdue')}
        </li>
        <li>
          <strong>{of('due-soon').length}</strong> {say('home.due-soon')}
        </li>
        <li>
          <strong>{upTo(open, page.language)}</strong>{' '}
          <a href={`/cases?status=open&infohus=${page.infohus}`}>{say('home.open-cases')}</a>
        </li>
        <li>
          <strong>{inbox.alerts.filter((a) => a.mine).length}</strong> {say('home.mine')}
        </li>
      </ul>
      <Inbox page={page} inbox={inbox} />
      {due.length === 0 ? <p>{say('home.none')}</p> : null}
      {(['overdue', 'due-soon', 'upcoming'] as const).map((state) =>
        of(state).length > 0 ? (
          <Table
            caption={`${say(`home.${state}`)} (${of(state).length})`}
            head={dueHead(page)}
            rows={of(state)
              .slice(0, 100)
              .map((o) => dueRow(page, o))}
          />
        ) : null,
      )}
    </Layout>
  );
}

function Inbox({ page, inbox }: { page: Page; inbox: Answer<'Inbox'> }) {
  const { say } = page;
  const waiting = inbox.alerts.filter((a) => a.acknowledgedAt === null);
  return (
    <>
      {waiting.length > 0 ? (
        <Table
          caption={`${say('inbox.alerts')} (${waiting.length})`}
          head={[...dueHead(page), say('col.assigned'), say('col.action')]}
          rows={[...waiting]
            .sort(ownFirst)
            .slice(0, 50)
            .map((a) => alertRow(page, a))}
        />
      ) : null}
      {inbox.asked.length > 0 ? (
        <Table
          caption={say('inbox.asked')}
          head={[say('col.about'), say('col.kind')]}
          rows={inbox.asked.map((a) => [
            <AboutLink page={page} about={a} />,
            nameOf(a.handover ? 'HandoverOffered' : 'CaseReferred', page.language),
          ])}
        />
      ) : null}
      {inbox.decisions.length > 0 ? (
        <Table
          caption={say('inbox.decisions')}
          head={[say('nav.meetings'), say('col.about'), say('col.starts-by')]}
          rows={inbox.decisions.map((d) => [
            <a href={`/meetings/${d.meetingId}`}>{`${numberOf(d.meetingNumber)} · ${when(d.at)}`}</a>,
            <AboutLink page={page} about={{ ...d.subject, number: d.number }} />,
            d.startsBy ?? '',
          ])}
        />
      ) : null}
      {inbox.forwarded.length > 0 ? (
        <Table
          caption={say('inbox.forwarded')}
          head={[say('nav.infohus'), say('col.from')]}
          rows={inbox.forwarded.map((f) => [f.from, when(f.at)])}
        />
      ) : null}
      {inbox.expired.length > 0 ? (
        <Table
          caption={`${say('inbox.expired')} (${inbox.expired.length})`}
          head={[say('col.about'), say('col.kind'), say('col.to')]}
          rows={inbox.expired
            .slice(0, 50)
            .map((e) => [<AboutLink page={page} about={e} />, named(say, 'retention', e.of), e.until])}
        />
      ) : null}
      {inbox.glass.length > 0 ? (
        <Table
          caption={say('inbox.glass')}
          head={[say('col.case'), say('col.by'), say('col.from'), say('col.to'), say('col.why'), say('col.action')]}
          rows={inbox.glass.map((g) => [
            <AboutLink page={page} about={g} />,
            `${g.userId}, ${g.agency}`,
            when(g.usedAt),
            when(g.until),
            g.justification ?? '',
            <a href={`/do/ReviewBreakGlass?id=${g.id}`}>{nameOf('ReviewBreakGlass', page.language)}</a>,
          ])}
        />
      ) : null}
    </>
  );
}

const ownFirst = (a: InboxAlert, b: InboxAlert) => Number(b.mine) - Number(a.mine);

function alertRow(page: Page, alert: InboxAlert): readonly Child[] {
  return [
    ...dueRow(page, alert),
    alert.assignedTo ?? '',
    <Acknowledge
      page={page}
      deadlineId={alert.deadlineId}
      of={`${named(page.say, 'obligation', alert.obligation)} ${alert.number ?? page.say('aggregate.partner')}`}
    />,
  ];
}
