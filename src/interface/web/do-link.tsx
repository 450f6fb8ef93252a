import type { Child } from 'hono/jsx';
import { nameOf } from '../words/names.js';
import type { Page } from './page.js';

/** The address of a task, with what is chosen already; `on` is the address of the record that it is given on. */
export const doHref = (
  { infohus }: Pick<Page, 'infohus'>,
  command: string,
  chosen: Readonly<Record<string, string>> = {},
  on = '',
): string => `${on}/do/${command}?${new URLSearchParams({ infohus, ...chosen })}`;

/** A link to a task by its name. `of`: what it would be about, for who hears the page and comes to several of them. */
export function DoLink(props: {
  page: Pick<Page, 'infohus' | 'language'>;
  command: string;
  chosen?: Readonly<Record<string, string>>;
  on?: string;
  of?: string;
  isButton?: boolean;
  children?: Child;
}) {
  const { page, command, chosen, on, of, isButton, children } = props;
  const name = nameOf(command, page.language);
  return (
    <a
      class={isButton ? 'button button-primary' : undefined}
      href={doHref(page, command, chosen, on)}
      aria-label={of === undefined ? undefined : `${name}: ${of}`}
    >
      {children ?? name}
    </a>
  );
}
