import { nameOf } from '../../words/names.js';
import { when } from '../format.js';
import { Layout, type Page, Table } from '../layout.js';

interface Waiting {
  readonly place: string;
  readonly at: string;
}
/** Everything that one has typed and not given, for who has logged in again. */
export function DraftsPage({ page, drafts }: { page: Page; drafts: readonly Waiting[] }) {
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
          rows={drafts.map(({ place, at }) => [
            <a href={`${place}&_draft=1`}>{titleOf(page, place)}</a>,
            when(at),
            <form method="post" action="/drafts/drop" class="act-now">
              <input type="hidden" name="_csrf" value={page.session?.csrf ?? ''} />
              <input type="hidden" name="_place" value={place} />
              <input type="hidden" name="_list" value="true" />
              <button
                class="button button-secondary button-small"
                type="submit"
                aria-label={`${say('draft.drop')}: ${titleOf(page, place)}, ${when(at)}`}
              >
                {say('draft.drop')}
              </button>
            </form>,
          ])}
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
