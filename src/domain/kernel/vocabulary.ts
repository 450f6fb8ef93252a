import type { z } from 'zod';
import { type Data, EventShape, type Shape } from './event-shape.js';

export type { Data, Shape } from './event-shape.js';
export { by, without } from './event-shape.js';

/** What decide gives: made by an event's constructor only, so it cannot carry a wrong field. */
export interface Draft<A extends string = string> {
  readonly aggregate: A;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: object;
}

/** An event's declaration, as everything but its own constructor sees it. */
export interface EventInfo {
  readonly aggregate: string;
  readonly type: string;
  /** Of what is written today: 1, 2, 3 … */
  readonly schemaVersion: number;
  readonly schema: z.ZodObject;
  readonly shape: EventShape;
}
export interface EventDef<A extends string, F extends Shape> extends EventInfo {
  (data: Data<F>): Draft<A>;
  readonly aggregate: A;
  readonly schema: z.ZodObject<F>;
}

/** The data of a declared event. */
export type DataOf<E> = E extends { readonly schema: z.ZodObject<infer F> } ? Data<F> : never;

type Declared = Shape | EventShape;
type FieldsOf<D extends Declared> = D extends EventShape<infer F> ? F : D extends Shape ? D : never;

/** Declares the events of an aggregate (or of a part of it) once: typed constructors, and the schema that reading, catalogue and corrections use. */
export function defineEvents<A extends string, const D extends Record<string, Declared>>(
  aggregate: A,
  declared: D,
): { readonly [K in keyof D]: EventDef<A, FieldsOf<D[K]>> } {
  const entries = Object.entries(declared).map(([type, fields]) => {
    const shape = fields instanceof EventShape ? fields : EventShape.of(undefined, fields);
    const schemaVersion = shape.versions.length;
    const names = Object.keys(shape.fields);
    const make = (data: Record<string, unknown>): Draft<A> => ({
      aggregate,
      type,
      schemaVersion,
      data: Object.fromEntries(names.filter((n) => data[n] !== undefined).map((n) => [n, data[n]])),
    });
    Object.defineProperty(make, 'name', { value: type });
    return [type, Object.assign(make, { aggregate, type, schemaVersion, schema: shape.versions.at(-1), shape })];
  });
  return Object.fromEntries(entries);
}

/**
 * Who may give a command (commands.md, Roles and the *who* column). `worker`: caseworker, coordinator or police of an agency on the
 * case. `any`: caseworker, coordinator, police. `registrar`, `infohus-police`: who registered a concern, and the police of its Infohus, as long as
 * it is linked to no case. `system`: a process of the product, in a command file too. `internal`: only another aggregate's decision,
 * never a person.
 */
export const WHO = [
  'any',
  'worker',
  'coordinator',
  'police',
  'infohus-police',
  'registrar',
  'responsible-agency',
  'party',
  'assigner',
  'leader',
  'recorder',
  'decision-holder',
  'hotline-taker',
  'loan-party',
  'attacher',
  'analyst',
  'compliance',
  'administrator',
  'system',
  'internal',
] as const;
export type Who = (typeof WHO)[number];

export interface CommandDef<F extends Shape = Shape, R extends string = string> {
  readonly who: readonly Who[];
  readonly fields: F;
  /** Named refusals in the contract's order: the first that holds answers. */
  readonly refusals: readonly R[];
  /** `new`: starts the stream; `either`: takes it as it is. Default: the stream exists. */
  readonly on?: 'new' | 'either';
  /**
   * On a closed aggregate: `always`, `never`, or `kept`, where an obligation was carried on. Default: only what is dated before the closing,
   * which all but `never` take (commands.md, after the table of *case*).
   */
  readonly whenClosed?: 'always' | 'never' | 'obligations-kept';
  /** Who may give it to an aggregate that they need not know of: they are offered this act, and shown nothing else of it. */
  readonly unseen?: readonly Who[];
  /** Who may give it with this data, where that is fewer than `who`. */
  narrowed?(data: Readonly<Record<string, unknown>>): Who | undefined;
  /** Likewise where a rule of its own answers who gives it all the same: nobody else amends what came of it. */
  reserved?(data: Readonly<Record<string, unknown>>): Who | undefined;
  /** Asks for a login that is minutes old, and at the level that the configuration says for it. Command files act by no login. */
  readonly stepUp?: true;
  /**
   * `document`: its `documentId` is of bytes that came before it, an upload or the file in its form (B-1). `package`: it says what of the record is
   * passed on, and its event holds the hash of that (B-7).
   */
  readonly brings?: 'document' | 'package';
  /** Written down first, and then given as this command to each thing that it names, under an id of its own. */
  readonly thenEach?: string;
  /** Names a field that is required because of another one's value. */
  requires?(data: Readonly<Record<string, unknown>>): string | undefined;
}

/** Declares commands once; routes, OpenAPI, forms, command files and docs come from the same value. */
export function defineCommands<const D extends Record<string, CommandDef>>(declared: D): D {
  return declared;
}
