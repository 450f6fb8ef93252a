import { datedOn } from '../dates.js';
import type { Page } from '../layout.js';

export interface Offered {
  /** When it was kept. */
  readonly at: string;
  /** The form that it was typed into. */
  readonly place: string;
}
/** The form with what was typed. */
export const takenUp = ({ place }: Offered): string => `${place}&_draft=1`;

/** What was typed here and not given: taken up again, or dropped. */
export function OfferedDraft({ page, draft }: { page: Page; draft: Offered }) {
  const { say } = page;
  return (
    <section class="alert alert-info draft" aria-label={say('draft.title')}>
      <div class="alert-body">
        <h2 class="alert-heading">{say('draft.title')}</h2>
        <p class="alert-text">{`${say('draft.what')} ${datedOn(page, draft.at)}.`}</p>
        <div class="answers">
          <a class="button button-secondary button-small" href={takenUp(draft)}>
            {say('draft.use')}
          </a>
          <DropDraft page={page} draft={draft} />
        </div>
      </div>
    </section>
  );
}

/** `inList`: what it is, for who drops one of several and stays with the others. */
export function DropDraft({ page, draft, inList }: { page: Page; draft: Offered; inList?: string }) {
  const name = page.say('draft.drop');
  return (
    <form method="post" action="/drafts/drop" class="act-now">
      <input type="hidden" name="_csrf" value={page.session?.csrf ?? ''} />
      <input type="hidden" name="_place" value={draft.place} />
      {inList ? <input type="hidden" name="_list" value="true" /> : null}
      <button
        class="button button-secondary button-small"
        type="submit"
        aria-label={inList ? `${name}: ${inList}` : undefined}
      >
        {name}
      </button>
    </form>
  );
}
