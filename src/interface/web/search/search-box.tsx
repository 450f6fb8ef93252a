import { decide } from '../../../application/authorization/policy.js';
import type { Reader } from '../../../application/authorization/reader.js';
import type { Page } from '../page.js';

const searches = ({ actor, purpose }: Reader): boolean => decide(actor, 'list', 'person', purpose, []);

/** In the head of every page. By number only: an address is kept in many places, and a number says nothing of anybody. */
export function SearchBox({ page: { say, infohus, session } }: { page: Page }) {
  if (!session || !searches(session.reader)) return <span />;
  return (
    <search>
      <form method="get" action="/search" class="search-box">
        <input type="hidden" name="infohus" value={infohus} />
        <label class="sr-only" for="search-number">
          {say('search.number')}
        </label>
        <input
          class="form-input"
          type="search"
          id="search-number"
          name="q"
          placeholder="S-2026-0317"
          autocomplete="off"
        />
        <button class="button button-secondary button-small" type="submit">
          {say('search.title')}
        </button>
      </form>
    </search>
  );
}
