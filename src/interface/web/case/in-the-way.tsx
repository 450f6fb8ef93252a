import { named } from '../../words/words.js';
import { dueHere, dueHereHead } from '../home/due.js';
import { type Page, Table } from '../layout.js';
import { ActList } from '../tasks/acts.js';
import type { Situation } from '../tasks/situation.js';
import { answersTo } from './answering.js';

/** What stands in the way of closing, each with its act (screens.md section 3, Case; domain.md rule 9). */
export function InTheWay({ page, situation: { closing, record } }: { page: Page; situation: Situation }) {
  const { say } = page;
  if (!closing || !record) return null;
  if (closing.due.length === 0) return <p>{say('closing.nothing')}</p>;
  const on = record.href.split('?')[0] ?? '';
  return (
    <Table
      caption={say('closing.in-the-way')}
      head={[...dueHereHead(page), say('col.action')]}
      rows={closing.due.map((o) => [
        ...dueHere(page, o),
        o.obligation === 'decision' ? (
          <a href={`${on}/meetings?infohus=${page.infohus}`}>{say('case.tab.meetings')}</a>
        ) : (
          <ActList page={page} on={on} acts={answersTo(o, closing.acts)} of={named(say, 'obligation', o.obligation)} />
        ),
      ])}
    />
  );
}
