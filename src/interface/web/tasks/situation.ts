import type { Answer } from '../answer.js';
import type { Choice } from '../choices.js';
import type { Form } from '../form-schema.js';
import type { Page } from '../layout.js';

/** What the record of a task shows to its reader: only from this are things in it chosen, so no list tells what may not be known. */
export interface TaskRecord {
  readonly aggregate: string;
  readonly id: string;
  /** Its name, as it stands on its own page. */
  readonly title: string;
  /** Its own page. */
  readonly href: string;
  readonly infohus: string;
  readonly persons: readonly ShownPerson[];
  /** What things in it are called, by id: offers, courses, handovers, referrals, events, concerns, cases … */
  readonly things: Readonly<Record<ThingKind, readonly Choice[]>>;
  readonly events: readonly ShownEvent[];
  /** Those of the reader's agency who wrote in it, the reader first. */
  readonly users?: readonly Choice[] | undefined;
  /** The agencies called in to a meeting. */
  readonly invited?: readonly string[] | undefined;
  /** Whom the plan proposes for a case (K24-10). */
  readonly proposed?: { readonly agency: string; readonly unit: string | null } | undefined;
  /** The mentors who can take a course. */
  readonly mentors?: readonly Choice[] | undefined;
  /** Where it can be handed to (B-7). */
  readonly installations?: readonly Choice[] | undefined;
  /** What was measured in it before, the oldest first. */
  readonly measured?: readonly Measured[] | undefined;
}
export interface Measured {
  readonly courseId: string;
  readonly at: string;
  readonly factors: readonly { readonly factor: string; readonly kind: string; readonly level: number }[];
}
export const THINGS = [
  'offers',
  'courses',
  'handovers',
  'disclosures',
  'referrals',
  'transfers',
  'events',
  'concerns',
  'cases',
  'decisions',
  'subjects',
  'assessments',
  'statements',
  'shareable',
  'goals',
  'documents',
] as const;
export type ThingKind = (typeof THINGS)[number];
export const NO_THINGS = Object.fromEntries(THINGS.map((t) => [t, []])) as unknown as Readonly<
  Record<ThingKind, readonly Choice[]>
>;

export interface ShownPerson {
  readonly personId: string;
  readonly name: string;
  readonly role: string;
  readonly ageGroup: string;
}
export interface ShownEvent {
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly data: object;
}

/** What a field is asked in: by whom, where, on which record, and what the form says so far. */
export interface Situation {
  readonly page: Page;
  readonly command: string;
  /** Local date and time, `2026-03-01T10:00`. */
  readonly now: string;
  readonly record: TaskRecord | undefined;
  /** Of what it is given to. */
  readonly id?: string | undefined;
  readonly form: Form;
  /** What a disclosure is decided by, where the task is one. */
  readonly sharing?: Sharing | undefined;
  /** Whom the rule asks beside the person, by the person's own record; undefined: it was not asked. */
  readonly consent?: Consent | undefined;
  /** Whom a search found for a place in the form; empty: nobody whom the reader may know. */
  readonly found?: ReadonlyMap<string, readonly Choice[]> | undefined;
  /** What is said of what the form says, before it is recorded. */
  readonly notices?: readonly Notice[] | undefined;
  /** The form is shown again, and nothing recorded: there is something to be read first. */
  readonly held?: true | undefined;
  /** What a case still owes, where it is to be closed, and what answers it. */
  readonly closing?: Closing | undefined;
  /** Who of one's own agency can be chosen, where that was looked up. */
  readonly colleagues?: readonly Choice[] | undefined;
  /** The open cases of the one whose cases are moved. */
  readonly theirCases?: readonly Choice[] | undefined;
  /** What it is given to, line by line, where no page of its own says it. */
  readonly about?: readonly string[] | undefined;
  /** What its own list has to choose from, by what that list calls it: records to be disposed of, parts to be cleared. */
  readonly listed?: readonly Choice[] | undefined;
  /** Of which group or row: `data.subjects.0.`. */
  readonly here?: string | undefined;
}
interface Closing {
  readonly due: Answer<'CaseDeadlines'>;
  readonly acts: Answer<'CaseActions'>;
}
/** Beside a field; `move`: with the offer to move a number out of it. */
export interface Notice {
  readonly path: string;
  readonly text: string;
  readonly move?: string;
}
/** A minor says yes together with a guardian (commands.md); without registered ones with another adult of the case. */
export interface Consent {
  readonly isMinor: boolean;
  readonly guardians: readonly { readonly personId: string; readonly name: string | null }[];
}
/** What would be passed on of a case: bases that hold, everything there is, and what is ticked. */
export interface Sharing {
  readonly bases: readonly string[];
  readonly whole: Package;
  readonly preview: Package;
  /** What is ticked, or what stands in the record, is another than was shown. */
  readonly changed?: boolean | undefined;
}
/** What a receiver is shown of a case. */
export type Package = Omit<Answer<'DisclosurePreview'>, 'bases'>;

/** A field as the form says it: of the group or row that is looked at, else of those around it. */
export function valueIn({ form, here = 'data.' }: Pick<Situation, 'form' | 'here'>, name: string): string {
  for (let prefix = here; prefix !== ''; prefix = prefix.replace(/[^.]+\.$/, '')) {
    const value = form[`${prefix}${name}`];
    if (value !== undefined) return typeof value === 'string' ? value : (value[0] ?? '');
  }
  return '';
}
export const ownAgency = ({ page }: Situation): string => page.session?.actor.agency ?? '';
export const ownUser = ({ page }: Situation): string => page.session?.actor.userId ?? '';
export const ownInfohus = ({ page, record }: Situation): string => record?.infohus || page.infohus;
export const now = ({ now: at }: Situation): string => at;
export const today = ({ now: at }: Situation): string => at.slice(0, 10);
