import type { z } from 'zod';
import type { Action, ObjectKind } from '../authorization/policy.js';
import type { Relation } from '../authorization/relations.js';
import type { Asking } from './asking.js';

/** What a query leaves in the access log, before its answer leaves (domain.md rule 11). */
export type Trace<P, A> =
  /** RecordConsulted: one record was looked at; `id` names the parameter that says which, without it there is only one of its kind. */
  | { readonly consults: string; readonly id?: keyof P & string }
  /** The same, of what has no id: its place says what came of it, as a code. */
  | { readonly consults: string; outcome(params: P, answer: A): string }
  /** SearchPerformed: a list or a count; its criteria are the parameters, `found` says how many there were. */
  | {
      readonly searches: string | ((params: P) => string);
      found(answer: A): number;
      /** What is written down of the parameters, where they say who somebody is, or of what was drawn for it. Default: all of them. */
      criteria?(params: P, answer: A): Readonly<Record<string, string>>;
    }
  /** ExportMade: something that may leave the house as a file or a figure. */
  | { readonly exports: string; criteria?(params: P, answer: A): Readonly<Record<string, string>> }
  /** Nothing, and why: it tells nothing about anybody. */
  | { readonly nothing: string };

export interface Revealing {
  readonly record: string;
  readonly recordId: string;
  readonly reason: string;
}

export type Permission =
  /** A line of the policy table must allow it. `hides`: who may not know of it is told that it is not there. */
  | { readonly action: Action; readonly object: ObjectKind; readonly hides?: true }
  /** A line must allow one of these; what is answered goes by which. */
  | { readonly oneOf: readonly (readonly [Action, ObjectKind])[] }
  | { readonly everybody: string };

/**
 * A query, declared once: routes, OpenAPI, the command line, pages, permission, access log and docs are made from it (design.md, Say it
 * once). It carries its parameters and its answer as schemas, the permission it needs, the trace it leaves, and how it is answered.
 */
export interface QueryDefinition<P extends z.ZodRawShape = z.ZodRawShape, A extends z.ZodType = z.ZodType> {
  /** What it answers, in a sentence. */
  readonly says: string;
  /** Under `/api`; `{name}` is a parameter. Without one only pages and the command line ask it. */
  readonly path?: string;
  /** POST takes its parameters from the body too; default GET. */
  readonly method?: 'POST';
  /** Of a successful answer; default 200. */
  readonly status?: 201;
  /**
   * How the answer leaves over HTTP, where it is not its own JSON: `page`: the rows, and a Link header that says where the list goes on;
   * `csv`: a file written as it is read, or with its columns a list as a file; `report`: the report's JSON, or with `format` a file; `files`: with `format` another query's.
   */
  readonly over?: 'page' | 'csv' | 'report' | { readonly files: string } | { readonly csv: readonly string[] };
  /** From the texts of an address or a command line, or values from a page. */
  readonly params: P;
  readonly answer: A;
  readonly may: Permission;
  readonly leaves: Trace<z.output<z.ZodObject<P>>, z.output<A>>;
  /** Asks for a login that is minutes old, and at the level that the configuration says for it. */
  readonly stepUp?: (params: z.output<z.ZodObject<P>>) => boolean;
  /**
   * What is shown because it was asked for with a reason, and not by the way: an access event of its own, the reason sealed in it. Undefined: it was
   * not asked for.
   */
  readonly reveals?: (params: z.output<z.ZodObject<P>>) => Revealing | undefined;
  /** It may name an Infohus that is not the reader's own: what it then shows is for everybody. */
  readonly anyInfohus?: true;
  /** It decides nothing about the record that it names: by number only one of the reader's own Infohuse is found. */
  readonly ownNumbers?: true;
  /** Answered although read models stand behind or have stopped: it is about them, or reads none. */
  readonly asItStands?: true;
  /** It tells who looked at what: also the look of a moment ago belongs in it. */
  readonly tellsOfLooks?: true;
  /** Milliseconds that every answer takes at least: what is hidden and what is not there are not told apart by how long one waits. */
  readonly takes?: number;
  /** What the reader is to the object. Default: to the Infohus that is named. Undefined: there is no such object. */
  relations?(params: z.output<z.ZodObject<P>>, asking: Asking): Promise<readonly Relation[] | undefined>;
  find(params: z.output<z.ZodObject<P>>, asking: Asking): Promise<z.input<A>>;
}

/** A query whose types were checked where it was declared, as the asker, routes and docs handle it. */
export interface AnyQuery extends Omit<QueryDefinition, 'leaves' | 'find' | 'relations' | 'stepUp' | 'reveals'> {
  readonly stepUp?: (params: never) => boolean;
  readonly reveals?: (params: never) => Revealing | undefined;
  readonly leaves: Trace<never, never>;
  relations?(params: never, asking: Asking): Promise<readonly Relation[] | undefined>;
  find(params: never, asking: Asking): Promise<unknown>;
}

export const query = <P extends z.ZodRawShape, A extends z.ZodType>(
  definition: QueryDefinition<P, A>,
): QueryDefinition<P, A> => definition;

/** The queries of a subject by their names. */
export const defineQueries = <const D extends Readonly<Record<string, { readonly says: string }>>>(declared: D): D =>
  declared;

/** What it is asked with, by whoever asks in code: before parsing. */
export type AskedWith<Q> = Q extends { readonly params: infer P extends z.ZodRawShape }
  ? z.input<z.ZodObject<P>>
  : never;
export type AnswerOf<Q> = Q extends { readonly answer: infer A extends z.ZodType } ? z.output<A> : never;
