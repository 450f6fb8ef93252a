import type { Answer } from '../answer.js';
import { doHref } from '../do-link.js';
import type { Page } from '../layout.js';

/** What the domain says can be done with a record (`…/actions`): a page draws exactly this (screens.md 1.2). */
export type Acts = Answer<'CaseActions'>;
export type Act = Acts[number];

/** The address of a task, with what it is about. */
export const hrefOf = (page: Page, on: string, { command, about }: Pick<Act, 'command' | 'about'>): string =>
  doHref(page, command, Object.fromEntries(Object.entries(about).map(([field, id]) => [field, String(id)])), on);
