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
  /** The local day; nothing before the login. */
  readonly today?: string | undefined;
  /** Of the log, up to which the page knows it; nothing before the login. */
  readonly position?: number | undefined;
  /** What is shown has not followed the log for more than a minute. */
  readonly behind?: boolean | undefined;
  /** Cases that are open to the reader through broken glass. */
  readonly glass?: readonly OpenGlass[] | undefined;
  /** What was recorded just now, so that the page begins with its receipt. */
  readonly done?: Receipt | undefined;
  /** Whom to ask where something does not work. */
  readonly contact?: string | undefined;
  /** Of the log, to who can verify it: it was found wrong, or not verified for a day. */
  readonly unverified?: Unverified | undefined;
  /** It can stay open, and be refreshed at its address: it only shows. */
  readonly isOpen?: boolean | undefined;
  /** Nothing here is about anybody. */
  readonly isTest?: boolean | undefined;
}
export interface Unverified {
  readonly verifiedAt: string | null;
  readonly wrongAt: number | null;
}
export interface OpenGlass {
  readonly caseId: string;
  readonly number: string | null;
  readonly until: string;
  /** That it still runs. */
  readonly minutes: number;
  readonly justification: string | null;
}
export interface Receipt {
  readonly command: string;
  /** It had been recorded before: sent twice, or from two tabs. */
  readonly again: boolean;
  /** One's own part in the record has ended with it. */
  readonly left: boolean;
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
  readonly today?: string | undefined;
  readonly position?: number | undefined;
  readonly behind?: boolean | undefined;
  readonly glass?: readonly OpenGlass[] | undefined;
  readonly unverified?: Unverified | undefined;
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
  const how = { again: search.has('again'), left: search.has('left') };
  for (const name of ['after', 'done', 'again', 'left', 'refresh']) search.delete(name);
  const done = commands.has(given) ? { command: given, ...how } : undefined;
  return { language, say: sayIn(language), session, path, address: `${path}?${search}`, done, ...place, ...shell };
};
