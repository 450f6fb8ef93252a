import { when } from '../format.js';
import type { Page } from '../layout.js';

export interface Offered {
  /** When it was kept. */
  readonly at: string;
  /** The form with what was typed. */
  readonly use: string;
  /** The form itself. */
  readonly place: string;
}
/** What was typed here and not given: taken up again, or dropped. */
export function OfferedDraft({ page, draft }: { page: Page; draft: Offered }) {
  const { say } = page;
  return (
    <section class="alert alert-info draft" aria-label={say('draft.title')}>
      <div class="alert-body">
        <h2 class="alert-heading">{say('draft.title')}</h2>
        <p class="alert-text">{`${say('draft.what')} ${when(draft.at)}.`}</p>
        <div class="answers">
          <a class="button button-secondary button-small" href={draft.use}>
            {say('draft.use')}
          </a>
          <form method="post" action="/drafts/drop" class="act-now">
            <input type="hidden" name="_csrf" value={page.session?.csrf ?? ''} />
            <input type="hidden" name="_place" value={draft.place} />
            <button class="button button-secondary button-small" type="submit">
              {say('draft.drop')}
            </button>
          </form>
        </div>
      </div>
    </section>
  );
}
