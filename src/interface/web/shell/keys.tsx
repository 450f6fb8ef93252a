import { LISTS, listAddress } from '../home/lists.js';
import type { Page } from '../page.js';
import { entriesFor, worksWith } from './navigation.js';

/** What the keys do (`/`, `g` and a letter, `?`): read and followed without a script too. */
export function Keys({ page }: { page: Page }) {
  const { say, session, infohus } = page;
  if (!session) return null;
  const lists = worksWith(session.reader) ? LISTS.map((list) => ofList(page, list)) : entries(page);
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
        {lists.map(({ letter, href, name }) => (
          <li>
            <kbd>{`g ${letter}`}</kbd>{' '}
            <a href={href} data-key={letter}>
              {say(name)}
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

const ofList = (page: Page, { key: name, letter, path, query }: (typeof LISTS)[number]) => ({
  ...{ name, letter },
  href: listAddress(page, path, query),
});
/** Whoever has no lists of work goes to what stands in the menu. */
const entries = ({ session, infohus }: Page) =>
  session === undefined
    ? []
    : entriesFor(session.reader).flatMap(({ name, letter, href }) =>
        letter ? [{ name, letter, href: `${href}?infohus=${infohus}` }] : [],
      );
