import { numberOf, upTo } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import { adviceFor } from '../../words/refusals.js';
import type { Answer } from '../answer.js';
import { levelCalled } from '../choices.js';
import { dated, datedAndRelative, dayAt, dayOn } from '../dates.js';
import { DoLink } from '../do-link.js';
import { Alert, Layout, type Page, Table } from '../layout.js';
import { listHref } from '../list.js';
import { ActLink } from '../tasks/acts.js';
import { mayBegin } from '../tasks/may-begin.js';

type Team = Answer<'Team'>;
type Owed = Team['nobody'];

/** What a leader splits: what nobody has, what each has, and who is away. In the order of names, so that nobody is ranked (domain.md rule 13). */
export function TeamPage({ page, team }: { page: Page; team: Team }) {
  const { say, language } = page;
  return (
    <Layout page={page} title={say('team.title')}>
      <p>{say('team.what')}</p>
      <div class="blocks">
        <Unassigned page={page} team={team} />
        <h2>{say('team.workers')}</h2>
        <Workers page={page} team={team} />
        <h2>{say('team.absences')}</h2>
        <Absences page={page} team={team} />
      </div>
      <p class="hint">{`${say('work.as-of')} ${dated(team.at, team.at, language)}`}</p>
    </Layout>
  );
}

function Unassigned({ page, team: { unassigned, at } }: { page: Page; team: Team }) {
  const { say, language, session } = page;
  const chosen = { status: 'open', whose: 'unassigned', agency: session?.actor.agency ?? '' };
  return (
    <>
      <h2>
        <a href={listHref('/cases', page, chosen)}>
          {`${say('team.unassigned')} (${upTo(unassigned.count, language)})`}
        </a>
      </h2>
      {unassigned.rows.length === 0 ? (
        <p>{say('team.unassigned.none')}</p>
      ) : (
        <Table
          caption={say('team.unassigned')}
          head={[say('col.case'), say('team.level'), say('col.opened'), say('col.action')]}
          rows={unassigned.rows.map(({ caseId, number, level, openedAt }) => [
            <a href={`/cases/${caseId}`}>{numberOf(number)}</a>,
            levelCalled(page, level),
            datedAndRelative(openedAt, at, language),
            <ActLink
              page={page}
              on={`/cases/${caseId}`}
              act={{ command: 'AssignCaseworker', about: {} }}
              of={numberOf(number)}
            />,
          ])}
        />
      )}
    </>
  );
}

function Workers({ page, team }: { page: Page; team: Team }) {
  const { say, language } = page;
  const most = Math.max(1, ...[...team.workers, team.nobody].map(allOf));
  const act = (command: string, field: string, userId: string) => (
    <DoLink page={page} command={command} chosen={{ [field]: userId }} of={userId} />
  );
  return (
    <Table
      caption={say('team.workers')}
      head={[say('team.worker'), say('team.open'), say('team.owes'), say('team.drawn'), say('col.action')]}
      rows={[
        ...team.workers.map((w) => [
          <>
            {w.role ? `${w.userId} (${codeName(w.role, language)})` : w.userId}{' '}
            {w.left ? <span class="badge state-overdue">{say('team.left')}</span> : null}
            {w.away ? <span class="badge state-due-soon">{say('team.away')}</span> : null}
          </>,
          <a
            href={listHref('/cases', page, { status: 'open', worker: w.userId })}
            aria-label={`${say('team.open')}: ${w.open}, ${w.userId}`}
          >
            {String(w.open)}
          </a>,
          <a href={listHref('/work', page, { list: 'all', side: 'ours', worker: w.userId })}>{owedText(page, w)}</a>,
          <Drawn owed={w} most={most} />,
          <ul class="nobullet-list act-list">
            {w.open > 0 && mayBegin(page, 'ReassignCases') ? (
              <li>{act('ReassignCases', 'fromUser', w.userId)}</li>
            ) : null}
            {mayBegin(page, 'RecordAbsence', { userId: w.userId }) ? (
              <li>{act('RecordAbsence', 'userId', w.userId)}</li>
            ) : null}
          </ul>,
        ]),
        ...(allOf(team.nobody) === 0
          ? []
          : [[say('team.nobody'), '', owedText(page, team.nobody), <Drawn owed={team.nobody} most={most} />, '']]),
      ]}
    />
  );
}
const allOf = ({ overdue, dueSoon, later }: Owed): number => overdue + dueSoon + later;

const owedText = ({ say }: Page, { overdue, dueSoon, later }: Owed): string =>
  `${overdue} ${say('team.overdue')}, ${dueSoon} ${say('team.due-soon')}, ${later} ${say('team.later')}`;

/** The figures beside it say the same. */
function Drawn({ owed, most }: { owed: Owed; most: number }) {
  const parts = [
    ['load-overdue', owed.overdue],
    ['load-soon', owed.dueSoon],
    ['load-later', owed.later],
  ] as const;
  let x = 0;
  return (
    <svg class="load" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-all" x="0" y="4" width="100" height="2" />
      {parts.map(([name, n]) => {
        const at = x;
        x += (100 * n) / most;
        return <rect class={name} x={at.toFixed(2)} y="0" width={(x - at).toFixed(2)} height="10" />;
      })}
    </svg>
  );
}

function Absences({ page, team: { absences } }: { page: Page; team: Team }) {
  const { say } = page;
  if (absences.length === 0) return <p>{say('team.absences.none')}</p>;
  return (
    <Table
      caption={say('team.absences')}
      head={[say('team.worker'), say('col.from'), say('col.to'), say('team.substitute'), say('col.action')]}
      rows={absences.map(({ absenceId, userId, substitute, from, to }) => [
        userId,
        dayOn(page, from),
        to && dayOn(page, to),
        substitute,
        <DoLink page={page} command="EndAbsence" chosen={{ id: absenceId }} of={userId} />,
      ])}
    />
  );
}

/** What became of each case that was moved at once: a result for each (B-6). */
export function MovedPage({ page, moved }: { page: Page; moved: Answer<'Reassigned'> }) {
  const { say, language, infohus } = page;
  return (
    <Layout page={page} title={say('team.moved')}>
      <p>{`${moved.fromUser} → ${moved.toUser}, ${dayAt(page, moved.at)}`}</p>
      {moved.done ? null : <Alert kind="warning" title={say('team.moved.broken')} />}
      {moved.cases.length === 0 ? (
        <p>{say('team.moved.none')}</p>
      ) : (
        <Table
          caption={`${say('team.moved')} (${moved.cases.length})`}
          head={[say('col.case'), say('team.moved.result')]}
          rows={moved.cases.map(({ caseId, number, code, rule }) => [
            number ? <a href={`/cases/${caseId}`}>{number}</a> : numberOf(number),
            code ? adviceFor(language, rule ?? code) : say(moved.done ? 'team.moved.done' : 'team.moved.waits'),
          ])}
        />
      )}
      <p>
        <a href={`/team?infohus=${infohus}`}>{say('team.title')}</a>
      </p>
    </Layout>
  );
}
