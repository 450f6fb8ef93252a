import type { Page } from '../page.js';
import { refreshAddress } from './open-pages.js';

/**
 * Where it is told that others recorded something since the page was made: `3 sager har nyt`. Filled in by the script of the pages, in a place of its
 * own, so that nothing moves of what is being read; without a script it is empty.
 */
export function Live({ page, since }: { page: Page; since: string }) {
  const { say, infohus } = page;
  return (
    <div
      id="live"
      class="live no-print"
      role="status"
      data-changes={`/changes?${new URLSearchParams({ infohus, since })}`}
      data-again={refreshAddress(page)}
      data-one={say('live.one')}
      data-many={say('live.many')}
    />
  );
}
