import type { Plan } from '../../domain/plan/schema.js';
import { commands } from '../../domain/registry.js';
import type { Session } from '../http/identity/sessions.js';
import { type Language, type Say, sayIn } from '../words/words.js';

export interface Page {
  readonly language: Language;
  readonly say: Say;
  readonly session: Session | undefined;
  readonly path: string;
  /** The address of this page, for who comes back to it. */
  readonly address: string;
  /** The Infohus that the page is about; empty before the login. */
  readonly infohus: string;
  /** Those that the user's agency belongs to. */
  readonly infohuse: readonly string[];
  /** By which the Infohus works today. */
  readonly plan: Plan | undefined;
  readonly plans: readonly Plan[];
  /** The command that was given just now, where its record is not what the page shows. */
  readonly done?: string | undefined;
  /** Whom to ask where something does not work. */
  readonly contact?: string | undefined;
  /** Nothing here is about anybody. */
  readonly isTest?: boolean | undefined;
}
/** What is the same on every page of an installation. */
export interface Shell {
  readonly contact?: string | undefined;
  readonly isTest: boolean;
}
export interface InfohusContext {
  readonly infohus: string;
  readonly infohuse: readonly string[];
  readonly plan: Plan | undefined;
  readonly plans: readonly Plan[];
}
const NOWHERE: InfohusContext = { infohus: '', infohuse: [], plan: undefined, plans: [] };

export const pageFor = (
  language: Language,
  session: Session | undefined,
  url: string,
  place: InfohusContext = NOWHERE,
  shell?: Shell,
): Page => {
  const [path = '', query] = url.split('?', 2);
  const search = new URLSearchParams(query);
  if (place.infohus) search.set('infohus', place.infohus);
  const given = search.get('done') ?? '';
  search.delete('after');
  search.delete('done');
  const done = commands.has(given) ? given : undefined;
  return { language, say: sayIn(language), session, path, address: `${path}?${search}`, done, ...place, ...shell };
};
