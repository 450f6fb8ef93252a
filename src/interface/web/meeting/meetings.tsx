import { MEETING_ORDERS } from '../../../projections/registers/register-query.js';
import { numberOf } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { Timeline } from '../case/timeline.js';
import { planName } from '../choices.js';
import { datedOn, dayOn } from '../dates.js';
import { DoLink } from '../do-link.js';
import { DocumentList } from '../document/documents.js';
import { AboutLink } from '../home/due.js';
import { ListNavigation } from '../home/lists.js';
import { Layout, type Page, Table } from '../layout.js';
import { type Chosen, listHref, RecordLink } from '../list.js';
import { headings, ListBody } from '../list-body.js';
import { ActNow } from '../tasks/act-now.js';
import { ActList, type Acts, actsAbout, RowActs } from '../tasks/acts.js';
import { mayBegin } from '../tasks/may-begin.js';
import { modeHref } from './mode.js';

/** What the address of the list says. */
export const MEETING_FILTERS = ['coming', 'limit', 'sort'] as const;
type Listed = Answer<'Meetings'>;

export function MeetingsPage(props: { page: Page; list: Listed; chosen: Chosen; isFirst: boolean }) {
  const { page, list, chosen, isFirst } = props;
  const { say, language } = page;
  const orders = { ...MEETING_ORDERS, first: chosen.coming ? ('starts' as const) : ('-starts' as const) };
  const head = (['kind', 'invited', 'items', 'decisions', 'status', 'action'] as const).map((k) => say(`col.${k}`));
  return (
    <Layout page={page} title={say('nav.meetings')}>
      {mayBegin(page, 'CallMeeting') ? (
        <p>
          <DoLink page={page} command="CallMeeting" isButton />
        </p>
      ) : null}
      <ListNavigation page={page} />
      <ListBody
        {...{ page, path: '/meetings', chosen, list, isFirst, file: '/api/meetings.csv' }}
        fields={[{ name: 'coming', label: say('work.filter.coming'), is: 'checkbox' }]}
        none={
          <>
            {`${say('meetings.none')} `}
            {chosen.coming ? <a href={listHref('/meetings', page, {})}>{say('work.clear')}</a> : null}
          </>
        }
        head={[headings(page, '/meetings', chosen, orders)(say('col.starts'), 'starts'), ...head]}
        cells={list.rows.map((m) => [
          <>
            <RecordLink href={`/meetings/${m.meetingId}`} number={m.number} />{' '}
            <span class="nowrap">{datedOn(page, m.startsAt)}</span>
          </>,
          codeName(m.kind, language),
          m.invited.map((code) => planName(page.plan?.agencies, code, language)).join(', '),
          String(m.items),
          String(m.decisions),
          say(m.closedAt ? 'meeting.closed' : m.heldAt ? 'meeting.held' : 'meeting.called'),
          <MeetingActs page={page} meeting={m} />,
        ])}
      />
    </Layout>
  );
}

/** Who leads it goes straight to the meeting as it is held; the rest as on its own page. */
function MeetingActs({
  page,
  meeting: { meetingId, number, acts = [] },
}: {
  page: Page;
  meeting: Listed['rows'][number];
}) {
  const leads = acts.some(({ command }) => command === 'RecordDecision');
  return (
    <>
      {leads ? (
        <p>
          <a href={modeHref(page, meetingId)} aria-label={`${page.say('meeting.mode')}: ${numberOf(number)}`}>
            {page.say('meeting.mode')}
          </a>
        </p>
      ) : null}
      <RowActs
        page={page}
        on={`/meetings/${meetingId}`}
        acts={acts.filter(({ command }) => command !== 'RecordDecision')}
        of={numberOf(number)}
      />
    </>
  );
}

interface MeetingShown {
  readonly page: Page;
  readonly found: Answer<'Meeting'>;
  readonly acts: Acts;
}
export function MeetingPage({ page, found, acts }: MeetingShown) {
  const on = `/meetings/${found.meetingId}`;
  const { say, language, plan } = page;
  const agency = (code: string) => planName(plan?.agencies, code, language);
  return (
    <Layout
      page={page}
      title={`${say('meeting.title')} ${numberOf(found.number)} ${found.startsAt && datedOn(page, found.startsAt)}`}
    >
      <p class="lead">
        {`${codeName(found.kind, language)} · ${say('col.invited')}: ${found.invited.map(agency).join(', ')}`}
      </p>
      {acts.some((a) => a.command === 'RecordDecision' && a.against === null) ? (
        <p>
          <a class="button button-primary" href={modeHref(page, found.meetingId)}>
            {say('meeting.mode')}
          </a>
        </p>
      ) : null}
      <Table
        caption={say('meeting.agenda')}
        head={[say('col.about'), say('col.invited'), say('meeting.present')]}
        rows={found.agenda.map((i) => [
          <>
            <AboutLink page={page} about={{ ...i.subject, number: i.number }} opens={found.opens} />
            {i.subject.caseId && found.opens.includes(i.subject.caseId) ? (
              <p>
                <a
                  href={`/cases/${i.subject.caseId}/assessment?infohus=${page.infohus}`}
                  aria-label={`${say('meeting.contributions')}: ${numberOf(i.number)}`}
                >
                  {say('meeting.contributions')}
                </a>
              </p>
            ) : null}
          </>,
          i.invited.map(agency).join(', ') || say('meeting.all'),
          i.present.map((p) => `${p.userId} (${p.agency})`).join(', '),
        ])}
      />
      {found.decisions.length === 0 ? (
        <p>{`${say('meeting.decisions')}: ${say('meeting.journal.none')}`}</p>
      ) : (
        <Table
          caption={say('meeting.decisions')}
          head={[
            ...[say('col.about'), say('col.decision'), say('meeting.offers'), say('col.agency')],
            ...[say('col.starts-by'), say('col.action')],
          ]}
          rows={found.decisions.map((d) => [
            <AboutLink page={page} about={{ ...d.subject, number: d.number }} opens={found.opens} />,
            String(d.decision ?? ''),
            [d.offers]
              .flat()
              .filter(Boolean)
              .map((kind) => planName(plan?.offerKinds, String(kind), language))
              .join(', '),
            agency(d.responsibleAgency),
            d.startsBy ? dayOn(page, d.startsBy) : '',
            <ActList
              page={page}
              on={on}
              acts={actsAbout(acts, { decisionId: d.eventId })}
              of={String(d.decision ?? '')}
            />,
          ])}
        />
      )}
      <DocumentList page={page} timeline={found.timeline} on={on} acts={acts} />
      <h2>{say('meeting.actions')}</h2>
      <ActList page={page} on={on} acts={actsAbout(acts)} />
      {found.proposed.length > 0 ? (
        <Table
          caption={say('meeting.proposed')}
          head={[say('col.about'), say('col.what'), say('col.due'), say('col.action')]}
          rows={found.proposed.map((p) => {
            const about = p.subject.caseId ?? p.subject.concernId ?? '';
            const field = p.subject.caseId ? 'caseId' : 'concernId';
            return [
              <AboutLink page={page} about={{ ...p.subject, number: p.number }} />,
              named(say, 'obligation', p.why),
              p.dueAt ? datedOn(page, p.dueAt) : '',
              <ActNow
                page={page}
                on={on}
                act={{ command: 'AddAgendaItem', about: { subject: `${field}:${about}` }, against: null }}
                label={`${nameOf('AddAgendaItem', language)} ${numberOf(p.number)}`}
              />,
            ];
          })}
        />
      ) : null}
      <Timeline page={page} events={found.timeline} amend={{ on, acts }} />
    </Layout>
  );
}
