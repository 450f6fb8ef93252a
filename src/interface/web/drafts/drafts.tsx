import { nameOf } from '../../words/names.js';
import { datedOn } from '../dates.js';
import { Layout, type Page, Table } from '../layout.js';
import { DropDraft, type Offered, takenUp } from './offered.js';

/** Everything that one has typed and not given, for who has logged in again. */
export function DraftsPage({ page, drafts }: { page: Page; drafts: readonly Offered[] }) {
  const { say } = page;
  return (
    <Layout page={page} title={say('draft.mine')}>
      <p class="lead">{say('draft.how-long')}</p>
      {drafts.length === 0 ? (
        <p>{say('draft.none')}</p>
      ) : (
        <Table
          caption={say('draft.mine')}
          head={[say('col.what'), say('draft.when'), say('col.action')]}
          rows={drafts.map((draft) => {
            const [title, kept] = [titleOf(page, draft.place), datedOn(page, draft.at)];
            return [
              <a href={takenUp(draft)}>{title}</a>,
              kept,
              <DropDraft page={page} draft={draft} inList={`${title}, ${kept}`} />,
            ];
          })}
        />
      )}
    </Layout>
  );
}

/** By what was about to be recorded. */
function titleOf({ language, say }: Page, place: string): string {
  const command = /\/do\/(\w+)/.exec(place)?.[1];
  return command ? nameOf(command, language) : say('meeting.mode');
}
