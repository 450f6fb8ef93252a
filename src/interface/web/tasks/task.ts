import type { z } from 'zod';
import type { Choice } from '../choices.js';
import type { Ask } from '../page-controller.js';
import type { Situation } from './situation.js';

/**
 * A task: how a command reads to the one who gives it (screens.md 1.3). The schema gives the form, a task says its fields in the order in
 * which people think, what they are called, what they may be and what they begin with. Typed by the command's own fields: one that is
 * forgotten, or not there, does not compile.
 */
export type Words = readonly [da: string, en: string];
export type ChoicesOf = (situation: Situation) => readonly Choice[];
export type ValueOf = (situation: Situation) => string | readonly string[];

export type Looks = Pick<
  Situation,
  'sharing' | 'consent' | 'found' | 'notices' | 'held' | 'closing' | 'colleagues' | 'theirCases' | 'listed' | 'about'
>;

interface AskedField {
  readonly label: Words;
  readonly help?: Words | undefined;
  /** What it begins with. */
  readonly value?: ValueOf | undefined;
  /** Not asked, but chosen by what stands there, where the list has one entry only. */
  readonly optional?: true | undefined;
}
export type Leaf =
  /** An id that the command introduces: made with the form, hidden. */
  | { readonly is: 'made' }
  /** Known beforehand: hidden, and said as text where there are words for it. */
  | { readonly is: 'fixed'; readonly value: ValueOf; readonly label?: Words; readonly said?: Words }
  /** Follows from other fields, when the form is sent. */
  | { readonly is: 'derived'; readonly value: ValueOf }
  /** One thing that the record or the plan shows. Chosen already where the address says which: then it is said as text. */
  | (AskedField & { readonly is: 'one'; readonly of: ChoicesOf })
  | (AskedField & { readonly is: 'some'; readonly of: ChoicesOf })
  | (AskedField & { readonly is: 'text' | 'line' | 'lines' | 'date' | 'moment' | 'number' | 'yes' | 'yes-no' })
  /** A file that comes with the form: its bytes are kept first, and this says under which id. */
  | (AskedField & { readonly is: 'file' })
  /** One of the persons of the record, or a new one, registered with this form. */
  | (AskedField & { readonly is: 'person'; readonly of: ChoicesOf })
  /** The own fields of an event, filled in, to be corrected. */
  | (AskedField & { readonly is: 'changes' });
export interface None {
  readonly is: 'none';
}
export interface Group<F = Fields> {
  readonly is: 'group';
  readonly label?: Words | undefined;
  readonly of: F;
}
export interface Rows<F = Fields> {
  readonly is: 'rows';
  readonly label: Words;
  readonly help?: Words | undefined;
  /** What the button says that gives another row. */
  readonly add: Words;
  /** Rows in which this field is empty are left out. */
  readonly key: string;
  readonly of: F;
  /** Its rows are those that it begins with, each a scale: the other fields are said, the key is chosen from what stands side by side. */
  readonly scale?: { readonly name: string; before(situation: Situation, of: string): string | undefined } | undefined;
  /** So many empty rows more are folded away, so that another one costs no page. */
  readonly folded?: number | undefined;
  /** The rows it begins with. */
  readonly begin?: ((situation: Situation) => readonly Readonly<Record<string, string>>[]) | undefined;
}
export type Field = Leaf | None | Group | Rows;
export type Fields = Readonly<Record<string, Field>>;

/** Only what a command can do without may be left out of its task. */
type FieldFor<Z> = Z extends z.ZodOptional<infer I> ? Needed<I> | None : Needed<Z>;
type Needed<Z> =
  Z extends z.ZodArray<z.ZodObject<infer S>>
    ? Rows<FieldsFor<S>>
    : Z extends z.ZodObject<infer S>
      ? Group<FieldsFor<S>>
      : Z extends z.ZodUnion
        ? Leaf | Group
        : Leaf;
export type FieldsFor<S> = { readonly [K in keyof S]: FieldFor<S[K]> };

/** Another command that the same page may give, about what the first one made: only where one of its keys is filled in. */
export interface Also {
  readonly command: string;
  readonly label: Words;
  readonly keys: readonly string[];
  readonly of: Fields;
}

export interface Task<F = Fields> {
  readonly fields: F;
  /** What is said before anything is asked. */
  readonly note?: Words | undefined;
  /** What the button says; default: the name of the command. */
  readonly send?: Words | undefined;
  /** A field that decides what the others may be: asked first, on a page of its own. */
  readonly first?: string | undefined;
  readonly also?: readonly Also[] | undefined;
  /** What is looked up besides, once it is known whom it is about: what would be passed on, who has to consent. */
  readonly looks?: ((ask: Ask, situation: Situation) => Promise<Looks>) | undefined;
  /** Fields that name a case by its number, where the reader need not know of the case before. */
  readonly byNumber?: readonly string[] | undefined;
  /** Where one lands, where that is not the page of the record. */
  readonly lands?: ((given: (field: string) => string, id: string) => string) | undefined;
  /** When it happened is not asked: it is said by another field, or is now. */
  readonly now?: true | undefined;
  /** What follows, where it cannot be taken back or goes to somebody else. */
  readonly warning?: Words | undefined;
}

type Machine = 'internal' | 'system';
interface Declared {
  readonly who: readonly string[];
  readonly fields: unknown;
}
/** A task for each command that a person gives; one for machines only says so where it is declared (`who`). */
export type Tasks<C> = {
  readonly [N in keyof C as C[N] extends { readonly who: readonly Machine[] } ? never : N]: C[N] extends Declared
    ? Task<FieldsFor<C[N]['fields']>>
    : never;
};

type More = Partial<Omit<AskedField, 'label'>>;
const asked =
  <I extends 'text' | 'line' | 'lines' | 'date' | 'moment' | 'number' | 'yes' | 'yes-no'>(is: I) =>
  (label: Words, more: More = {}) => ({ is, label, ...more });

export const text = asked('text');
export const line = asked('line');
/** A list of texts, one a line. */
export const lines = asked('lines');
export const date = asked('date');
export const moment = asked('moment');
export const number = asked('number');
/** A box that is ticked or not. */
export const yes = asked('yes');
export const yesNo = asked('yes-no');
export const file = (label: Words, more: More = {}) => ({ is: 'file' as const, label, ...more });
export const made = { is: 'made' } as const;
export const none = { is: 'none' } as const;
export const one = (label: Words, of: ChoicesOf, more: More = {}) => ({ is: 'one' as const, label, of, ...more });
export const some = (label: Words, of: ChoicesOf, more: More = {}) => ({ is: 'some' as const, label, of, ...more });
export const person = (label: Words, of: ChoicesOf, more: More = {}) => ({ is: 'person' as const, label, of, ...more });
export const fixed = (value: ValueOf, label?: Words, said?: Words) =>
  ({ is: 'fixed', value, ...(label ? { label } : {}), ...(said ? { said } : {}) }) as const;
export const derived = (value: ValueOf) => ({ is: 'derived' as const, value });
export const changes = (label: Words, more: More = {}) => ({ is: 'changes' as const, label, ...more });
export const group = <F>(of: F, label?: Words) => ({ is: 'group' as const, of, label });
export const rows = <F>(label: Words, add: Words, key: keyof F & string, of: F, more: Partial<Rows<F>> = {}) => ({
  ...{ is: 'rows' as const, label, add, key, of },
  ...more,
});
