import type { Key } from '../../words/words.js';
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
  readonly query: Readonly<Record<string, string>>;
}[];

export const listAddress = (
  { infohus, session }: Page,
  path: string,
  query: Readonly<Record<string, string>>,
): string => {
  const own = 'agency' in query ? { ...query, agency: session?.actor.agency ?? '' } : query;
  return `${path}?${new URLSearchParams({ infohus, ...own })}`;
};

/** From list to list; the one that is open says so. */
export function ListNavigation({ page }: { page: Page }) {
  const { say, address } = page;
  const here = new Set(new URLSearchParams(address.split('?')[1]));
  return (
    <nav aria-label={say('work.lists')}>
      <ul class="nobullet-list nav-list no-max-width filter">
        {LISTS.map(({ key, path, query }) => {
          const href = listAddress(page, path, query);
          const asked = [...new URLSearchParams(href.split('?')[1])];
          const isOpen = page.path === path && asked.length === here.size && asked.every((pair) => has(here, pair));
          return (
            <li>
              <a href={href} aria-current={isOpen ? 'true' : undefined}>
                {say(key)}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
const has = (all: ReadonlySet<readonly [string, string]>, [name, value]: readonly [string, string]): boolean =>
  [...all].some(([n, v]) => n === name && v === value);
