import type { Key } from '../../words/words.js';
import { type Chosen, listHref } from '../list.js';
import { Live } from '../live/live.js';
import type { Page } from '../page.js';

/** The lists that one works from, in the order of screens.md section 3; `g` and the letter lead there. */
export const LISTS = [
  { key: 'work.list.new', letter: 'b', path: '/concerns', query: { standing: 'undecided' } },
  { key: 'work.list.mine', letter: 'm', path: '/cases', query: { status: 'open', whose: 'mine' } },
  { key: 'work.list.ours', letter: 'v', path: '/cases', query: { status: 'open', agency: '' } },
  { key: 'work.list.unassigned', letter: 'u', path: '/cases', query: { status: 'open', whose: 'unassigned' } },
  { key: 'work.answers', letter: 'o', path: '/work', query: { list: 'answers' } },
  { key: 'work.offers', letter: 't', path: '/work', query: { list: 'offers' } },
  { key: 'work.measures', letter: 'p', path: '/work', query: { list: 'measures' } },
  { key: 'nav.meetings', letter: 'k', path: '/meetings', query: {} },
  { key: 'work.dormant', letter: 'h', path: '/work', query: { list: 'dormant' } },
  { key: 'work.list.all', letter: 'a', path: '/cases', query: {} },
] as const satisfies readonly {
  readonly key: Key;
  readonly letter: string;
  readonly path: string;
  readonly query: Chosen;
}[];

export const listAddress = (page: Page, path: string, query: Chosen): string =>
  listHref(path, page, 'agency' in query ? { ...query, agency: page.session?.actor.agency ?? '' } : query);

/** From list to list; the one that is open says so. */
export function ListNavigation({ page }: { page: Page }) {
  const { say, address } = page;
  const here = ordered(address);
  return (
    <>
      <nav aria-label={say('work.lists')}>
        <ul class="nobullet-list nav-list no-max-width filter">
          {LISTS.map(({ key, path, query }) => {
            const href = listAddress(page, path, query);
            return (
              <li>
                <a href={href} aria-current={ordered(href) === here ? 'true' : undefined}>
                  {say(key)}
                </a>
              </li>
            );
          })}
        </ul>
      </nav>
      <Live page={page} since={new Date().toISOString()} />
    </>
  );
}

/** An address, whatever the order in which it says what it says. */
function ordered(address: string): string {
  const [path, query] = address.split('?', 2);
  const said = new URLSearchParams(query);
  said.sort();
  return `${path}?${said}`;
}
