import type { Answer } from '../answer.js';
import type { Page } from '../layout.js';

/** What the domain says can be done with a record (`…/actions`): a page draws exactly this (screens.md 1.2). */
export type Acts = Answer<'CaseActions'>;
export type Act = Acts[number];

/** The address of a task, with what it is about. */
export function hrefOf({ infohus }: Page, on: string, { command, about }: Pick<Act, 'command' | 'about'>): string {
  const chosen = Object.entries(about).map(([field, id]): [string, string] => [field, String(id)]);
  return `${on}/do/${command}?${new URLSearchParams([['infohus', infohus], ...chosen])}`;
}
