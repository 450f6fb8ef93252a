import type { Child } from 'hono/jsx';
import { codeName } from '../../words/labels.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { dated, datedAndRelative } from '../dates.js';
import { type Page, type Sortable, Table } from '../layout.js';
import { ActLink } from '../tasks/acts.js';
import { tasks } from '../tasks/all.js';
import { AboutLink, Acknowledge, StateBadge } from './due.js';

export type WorkRow = Answer<'Work'>['rows'][number];

const RECORDS: Readonly<Record<string, string>> = { case: 'cases', concern: 'concerns', meeting: 'meetings' };

/** What is owed, a row each: what and about whom, the record by its number, when, and what answers it. */
export function WorkTable(props: {
  page: Page;
  caption: string;
  rows: readonly WorkRow[];
  now: string;
  /** The heading by which a list can be ordered. */
  due?: Sortable;
}) {
  const { page, caption, rows, now } = props;
  const { say } = page;
  return (
    <Table
      caption={caption}
      head={[say('col.obligation'), say('col.about'), props.due ?? say('col.due'), say('col.state'), say('col.action')]}
      rows={rows.map((row) => [
        whatOf(page, row),
        row.meetingId && !row.number ? (
          <a href={`/meetings/${row.meetingId}`}>{say('meeting.title')}</a>
        ) : (
          <AboutLink page={page} about={row} />
        ),
        dueOf(page, row, now),
        <StateBadge page={page} state={row.state} />,
        <RowActs page={page} row={row} />,
      ])}
    />
  );
}

/** `Progressionsmåling, mentor, søskende`; of a handover who asks whom. */
export function whatOf({ say, language, plan }: Page, { obligation, about }: WorkRow): string {
  const agency = (code: string) => planName(plan?.agencies, code, language);
  return [
    named(say, 'obligation', obligation),
    about.kind ? planName(plan?.offerKinds, about.kind, language) : '',
    about.role ? codeName(about.role, language) : '',
    about.attempt && about.attempt > 1 ? `${say('work.attempt')} ${about.attempt}` : '',
    about.from && about.to ? `${agency(about.from)} → ${agency(about.to)}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** The original instant stays visible where it was moved. */
const dueOf = ({ say, language }: Page, { dueAt, originalDueAt }: WorkRow, now: string): string =>
  originalDueAt && originalDueAt !== dueAt
    ? `${datedAndRelative(dueAt, now, language)}, ${say('due.originally')} ${dated(originalDueAt, now, language)}`
    : datedAndRelative(dueAt, now, language);

function RowActs({ page, row }: { page: Page; row: WorkRow }): Child {
  const about = `${whatOf(page, row)} ${row.number ?? ''}`;
  return (
    <ul class="nobullet-list act-list">
      {row.acts
        .filter(({ command }) => command in tasks)
        .map(({ command, about: thing, of, id }) => (
          <li>
            <ActLink page={page} on={`/${RECORDS[of]}/${id}`} act={{ command, about: thing }} of={about} />
          </li>
        ))}
      {row.alert ? (
        <li>
          <Acknowledge page={page} deadlineId={row.deadlineId} of={about} />
        </li>
      ) : null}
    </ul>
  );
}
