import type { Child } from 'hono/jsx';
import { numberOf } from '../words/format.js';
import type { Choice } from './choices.js';
import { Options } from './options.js';
import type { Page } from './page.js';

/** What the URL says of a list; its page stands there too, so that a list can be kept as a bookmark. */
export type Chosen = Readonly<Record<string, string>>;
export const chosenOf = (query: Readonly<Record<string, unknown>>, names: readonly string[]): Chosen =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = query[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );

export const listHref = (path: string, { infohus }: Page, chosen: Chosen, cursor?: string): string =>
  `${path}?${new URLSearchParams({ infohus, ...chosen, ...(cursor ? { cursor } : {}) })}`;

/** A record in a list by its number, which is never broken over two lines. */
export const RecordLink = ({ href, number }: { href: string; number: string | null | undefined }) => (
  <a class="nowrap" href={href}>
    {numberOf(number)}
  </a>
);

export type Field = { readonly name: string; readonly label: string } & (
  | { readonly of: readonly Choice[] /** One of them is named. */; readonly needed?: true }
  | { readonly is: 'date' | 'checkbox' }
);

/** Sent by GET: what is chosen stands in the URL, and the list begins at its first page. */
export interface FilterProps {
  readonly page: Page;
  readonly path: string;
  readonly chosen: Chosen;
  readonly fields: readonly Field[];
  /** What the address says besides, and goes on saying. */
  readonly keep?: Chosen;
  /** On the button, where it does something else than narrow a list. */
  readonly send?: string;
}
export function FilterForm({ page, path, chosen, fields, keep = {}, send }: FilterProps) {
  return (
    <form method="get" action={path} class="entry">
      <input type="hidden" name="infohus" value={page.infohus} />
      {Object.entries({ ...keep, sort: chosen.sort ?? '' }).map(([name, value]) =>
        value ? <input type="hidden" name={name} value={value} /> : null,
      )}
      {fields.map((field) => (
        <FilterField page={page} field={field} value={chosen[field.name] ?? ''} />
      ))}
      <button class="button button-secondary" type="submit">
        {send ?? page.say('list.filter')}
      </button>
    </form>
  );
}

function FilterField({ page, field, value }: { page: Page; field: Field; value: string }) {
  const { name, label } = field;
  const id = `filter-${name}`;
  if ('is' in field && field.is === 'checkbox')
    return (
      <div class="form-group form-group-checkbox">
        <input type="checkbox" class="form-checkbox" id={id} name={name} value="true" checked={value === 'true'} />
        <label class="form-checkbox-label" for={id}>
          {label}
        </label>
      </div>
    );
  return (
    <div class="form-group">
      <label class="form-label" for={id}>
        {label}
      </label>
      {'of' in field ? (
        <select class="form-select" id={id} name={name} required={field.needed}>
          <Options of={field.of} chosen={value} empty={field.needed ? '' : page.say('list.all')} />
        </select>
      ) : (
        <input type="date" class="form-input" id={id} name={name} value={value} />
      )}
    </div>
  );
}

/** From page to page by links alone. */
export function Pages(props: {
  page: Page;
  path: string;
  chosen: Chosen;
  list: { readonly next: string | null; readonly prev: string | null };
  isFirst: boolean;
}) {
  const { page, path, chosen, list, isFirst } = props;
  const { say } = page;
  const links: readonly (readonly [text: string, rel: string, href: string])[] = [
    ...(isFirst ? [] : [[say('list.first'), 'first', listHref(path, page, chosen)] as const]),
    ...(list.prev ? [[say('list.previous'), 'prev', listHref(path, page, chosen, list.prev)] as const] : []),
    ...(list.next ? [[say('list.next'), 'next', listHref(path, page, chosen, list.next)] as const] : []),
  ];
  if (links.length === 0) return <span />;
  return (
    <nav aria-label={say('list.pages')}>
      <ul class="nobullet-list nav-list no-max-width">
        {links.map(
          ([text, rel, href]): Child => (
            <li>
              <a href={href} rel={rel}>
                {text}
              </a>
            </li>
          ),
        )}
      </ul>
    </nav>
  );
}
