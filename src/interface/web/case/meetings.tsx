import { numberOf } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import { planName } from '../choices.js';
import { datedOn, dayOn } from '../dates.js';
import { type Page, Table } from '../layout.js';
import type { CaseShown } from './case-shown.js';

/** The meetings at which the case was spoken of, the newest first, with what was decided and whether it is done (K16-14, KØ-5). */
export function Meetings({ page, shown: { meetings } }: { page: Page; shown: CaseShown }) {
  const { say, plan, language, infohus } = page;
  const agency = (code: string) => planName(plan?.agencies, code, language);
  if (meetings.length === 0) return <p>{say('case.no-meeting')}</p>;
  return (
    <Table
      caption={say('nav.meetings')}
      head={[say('case.meeting'), say('col.starts'), say('meeting.present'), say('col.decisions')]}
      rows={meetings.map((m) => [
        <a href={`/meetings/${m.meetingId}?infohus=${infohus}`}>
          {`${numberOf(m.number)}${m.kind ? `, ${codeName(m.kind, language)}` : ''}`}
        </a>,
        `${m.startsAt ? datedOn(page, m.startsAt) : ''}${m.heldAt ? '' : ` (${say('case.meeting-not-held')})`}`,
        m.present.map(agency).join(', '),
        <ul class="nobullet-list">
          {m.decisions.map((d) => (
            <li>{`${d.decision} – ${agency(d.responsibleAgency)}: ${d.completedAt ? `${say('case.decision-done')} ${datedOn(page, d.completedAt)}` : say('case.decision-open')}`}</li>
          ))}
        </ul>,
      ])}
    />
  );
}

/** What was decided and is not done: by whom, and until when it is to begin. */
export function OpenDecisions({ page, shown: { meetings } }: { page: Page; shown: CaseShown }) {
  const { say, plan, language, infohus } = page;
  const open = meetings.flatMap((m) => m.decisions.filter((d) => d.completedAt === null).map((d) => ({ m, d })));
  if (open.length === 0) return null;
  return (
    <Table
      caption={say('case.open-decisions')}
      head={[say('col.decision'), say('col.agency'), say('col.starts-by'), say('case.meeting')]}
      rows={open.map(({ m, d }) => [
        d.decision,
        planName(plan?.agencies, d.responsibleAgency, language),
        d.startsBy ? dayOn(page, d.startsBy) : '',
        <a href={`/meetings/${m.meetingId}?infohus=${infohus}`}>{numberOf(m.number)}</a>,
      ])}
    />
  );
}
