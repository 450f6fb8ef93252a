import { LISTS, listAddress } from '../home/lists.js';
import type { Page } from '../page.js';
import { worksWith } from './navigation.js';

/** What the keys do (`/`, `g` and a letter, `?`): read and followed without a script too. */
export function Keys({ page }: { page: Page }) {
  const { say, session, infohus } = page;
  if (!session) return null;
  const lists = worksWith(session.reader) ? LISTS : [];
  return (
    <details id="keys">
      <summary>{say('keys.title')}</summary>
      <ul class="nobullet-list">
        <li>
          <kbd>/</kbd> {say('keys.search')}
        </li>
        <li>
          <kbd>g f</kbd>{' '}
          <a href={`/?infohus=${infohus}`} data-key="f">
            {say('nav.home')}
          </a>
        </li>
        {lists.map(({ key, letter, path, query }) => (
          <li>
            <kbd>{`g ${letter}`}</kbd>{' '}
            <a href={listAddress(page, path, query)} data-key={letter}>
              {say(key)}
            </a>
          </li>
        ))}
        <li>
          <kbd>?</kbd> {say('keys.show')}
        </li>
      </ul>
    </details>
  );
}
