import type { Upload } from '../document/upload.js';
import type { Plan } from '../plan/schema.js';
import type { Actor, Recorded } from './event.js';
import type { Past } from './past.js';
import type { Sealed } from './sealed.js';
import type { CommandDef, Data, DataOf, Draft, EventInfo, Shape } from './vocabulary.js';

/** A package by its hash (SHA-256, base64url), the events that it was taken from, and the position of the log up to which that was. */
export interface Packed {
  readonly hash: string;
  readonly eventIds: readonly string[];
  readonly asOf: number;
}

/** Everything a decision may know besides the state and its data. No clock, no randomness, no I/O: they come in with the command. */
export interface Context {
  /** The aggregate's id. */
  readonly id: string;
  /** When it happened, UTC. */
  readonly at: string;
  /** The clock when the command was taken, UTC. */
  readonly now: string;
  readonly actor: Actor;
  /** The plan in force for the aggregate's Infohus on the day of `at`; undefined where no plan names that Infohus. */
  readonly plan: Plan | undefined;
  /** All plans, with the periods in which they were adopted. */
  readonly plans: readonly Plan[];
  /** Another aggregate's state, for a command that declared it under `reads`; the initial state where it does not exist or may not be seen, or is still to be read. */
  read<S>(other: AggregateType<S>, id: string): S;
  /** The aggregates that a command declared under `reads` by what they name: id → state. */
  naming<S>(other: AggregateType<S>, id: string): ReadonlyMap<string, S>;
  /** A sealed value that the command declared under `opens`; undefined where it was erased. */
  open<T>(sealed: Sealed<T>): T | undefined;
  /** SHA-256 of the newest content of a plan that is on file, hexadecimal: what AdoptPlan goes over to. */
  planHash(planId: string): string;
  /** What the actor uploaded and nothing holds yet (B-1), where the command names it. */
  upload?(documentId: string): Upload | undefined;
  /** What would be passed on, for a command that brings a package (B-7). */
  readonly package?: Packed | undefined;
  /** Codes of the installations that the configuration knows, this one aside. */
  readonly installations?: readonly string[] | undefined;
  /** This stream, for who amends its events. */
  readonly past: Past;
}

/** A kind of aggregate by its name and empty state: enough to ask for one from another aggregate without importing its decider. */
export interface AggregateType<S = unknown, A extends string = string> {
  readonly aggregate: A;
  readonly initial: S;
}

/**
 * Another aggregate whose state a decision needs; its stream is guarded in the same append.
 * `seen`: as the actor may see it, so that what may not be known is as one that is not there; concerns always are.
 */
export interface Ref {
  readonly of: AggregateType;
  readonly id: string;
  readonly seen?: true;
}
/** Every aggregate of a kind whose events name an id: the meetings that decided about a case, the concerns and cases of a person. */
export interface NamingRef {
  readonly of: AggregateType;
  readonly naming: string;
}
/**
 * An internal command to another aggregate, decided by that one and appended with this one, all or nothing. On a log that cannot do this it is
 * given afterwards; should it be refused by then, `ifRefused` is given to the sender, with the `rule` that stood against it.
 */
export interface Send {
  readonly to: AggregateType;
  readonly id: string;
  readonly command: string;
  readonly data: object;
  readonly ifRefused?: { readonly command: string; readonly data: object };
}

/** The ids that a command chooses from what stands: which offer, which course, which person. */
export type Chosen<D> = { readonly [K in keyof D as K extends `${string}Id` | `${string}Ids` ? K : never]: D[K] };

/**
 * A rule of state: it looks at what stands and at what was chosen, never at what was typed. So it can be asked before anybody types, and a
 * page shows what can be given now and the rule that stands against the rest (design.md, The domain says what can be done). True or a
 * detail = refused.
 */
export type StateRule<S, D> = (state: S, chosen: Chosen<D>, context: Context) => boolean | string;
/** A rule that looks at what was typed, or at ids of another aggregate: it is asked when the command is given. */
export interface TypedRule<S, D> {
  readonly typed: (state: S, data: D, context: Context) => boolean | string;
}
export type Rule<S, D> = StateRule<S, D> | TypedRule<S, D>;
export const typed = <S, D>(rule: TypedRule<S, D>['typed']): TypedRule<S, D> => ({ typed: rule });

export interface CommandHandler<S, D, R extends string, A extends string> {
  /** Asked again once what it named was read, until it names nothing new: what is read may say what else is needed. */
  readonly reads?: (state: S, data: D, context: Context) => readonly (Ref | NamingRef)[];
  readonly opens?: (state: S, data: D, context: Context) => readonly Sealed[];
  /** Events of this stream of which it must be known what their command gave besides. */
  readonly together?: (state: S, data: D, context: Context) => readonly string[];
  /** One predicate for each declared refusal; tried in the order of the declaration. */
  readonly refuse: { readonly [K in R]: Rule<S, D> };
  /** What in the aggregate it can be about: each offer, each course …; nothing, where there is nothing to say. Without it, the aggregate as a whole. */
  readonly about?: (state: S, context: Pick<Context, 'past'>) => readonly Partial<Chosen<D>>[];
  /** The newest instant of what the command answers, ends or follows: it may not be dated before (`out-of-order`). */
  readonly notBefore?: (state: S, data: D, context: Context) => string | null | undefined;
  /** A date in the data that lies before what it follows (`out-of-order`). */
  readonly disordered?: (state: S, data: D, context: Context) => boolean;
  /** An id within the aggregate that the command introduces and that must be new (`already-exists`). */
  readonly introduces?: (state: S, data: D) => boolean;
  readonly events: (state: S, data: D, context: Context) => readonly Draft<A>[];
  readonly send?: (state: S, data: D, context: Context) => readonly Send[];
}

type EventsOf<V> = V extends { readonly events: infer E } ? E : never;
type CommandsOf<V> = V extends { readonly commands: infer C } ? C : never;
type AggregateOf<E> = E[keyof E] extends { readonly aggregate: infer A extends string } ? A : never;
type HandlingOf<S, C, A extends string> =
  C extends CommandDef<infer F extends Shape, infer R> ? CommandHandler<S, Data<F>, R, A> : never;

/** One part of an aggregate's life: every event of its vocabulary evolved once, every command decided once, every refusal given once. */
export interface Part<S, V extends { readonly events: object; readonly commands: object }> {
  readonly vocabulary: V;
  readonly evolve: {
    readonly [E in keyof EventsOf<V>]: (state: S, event: Recorded<DataOf<EventsOf<V>[E]>>) => S;
  };
  readonly decide: {
    readonly [C in keyof CommandsOf<V>]: HandlingOf<S, CommandsOf<V>[C], AggregateOf<EventsOf<V>>>;
  };
}

/** A part whose types were checked where it was written, as `compose` and the executor handle it. */
export interface AnyPart {
  readonly vocabulary: { readonly events: Record<string, EventInfo>; readonly commands: Record<string, CommandDef> };
  readonly evolve: Record<string, (state: never, event: never) => unknown>;
  readonly decide: Record<string, object>;
}

/** What is known of an aggregate from its state alone, for permission and for choosing the plan. */
export interface AggregateRules<S> {
  exists(state: S): boolean;
  infohus(state: S): string | undefined;
  /** The instant before which nothing in the aggregate can have happened; null = no limit. */
  since(state: S): string | null;
  /** The agency that is data controller for an event of this type in it; undefined = the actor's. */
  controller?(state: S, type: string): string | undefined;
  /** What refuses a command because of where the aggregate stands as a whole, after the command's own rules. */
  refusalWhere?(state: S, command: CommandDef, context: Context): string | undefined;
  /** Other aggregates that its rules of state look at. */
  related?(state: S, context: Pick<Context, 'read'>): readonly Ref[];
  /** The id in the stream's name, where it is not the command's own id. */
  streamId?(id: string, data: Readonly<Record<string, unknown>>): string;
  /** It names no Infohus: a new one is of the Infohus that the actor's agency coordinates. */
  readonly ofTheActor?: boolean;
  /** The aggregate it is about: who may know of that one may know of this one. */
  about?(state: S): Ref | undefined;
  /** Its events are never amended: they say what was told, looked at, adopted or published. */
  readonly amended?: 'never';
  /** What stands on an event, so that the later one is annulled first; false: nothing does. */
  restsOn?(event: Recorded, state: S, past: Past): boolean | string;
  /** Where other streams put down when this one happened, with what was given after it. */
  copies?(event: Recorded, past: Past): readonly Copy[];
}

/** A field of an event that went with another one, `given`, of this stream. */
export interface Copy {
  readonly given: string;
  readonly of: EventInfo;
  readonly field: string;
}

export interface Refusal {
  readonly refused: string;
  readonly detail?: string;
}
export type Verdict<A extends string = string> =
  | Refusal
  | { readonly events: readonly Draft<A>[]; readonly sends: readonly Send[] };

/** A command that may be thought of now: about what, and the rule of state that stands against it; null: none. */
export interface Act {
  readonly command: string;
  readonly about: Readonly<Record<string, unknown>>;
  readonly against: string | null;
  readonly detail?: string;
}

export interface Decider<S, A extends string> extends AggregateRules<S>, AggregateType<S, A> {
  readonly events: Readonly<Record<string, EventInfo>>;
  readonly commands: Readonly<Record<string, CommandDef>>;
  /** Total: an event of another aggregate, or one that no longer fits, leaves the state as it is. */
  evolve(state: S, event: Recorded): S;
  reads(state: S, command: string, data: object, context: Context): readonly (Ref | NamingRef)[];
  opens(state: S, command: string, data: object, context: Context): readonly Sealed[];
  together(state: S, command: string, data: object, context: Context): readonly string[];
  decide(state: S, command: string, data: object, context: Context): Verdict<A>;
  /** The refusals of a command that look at what stands, and at nothing that is typed. */
  rulesOfState(command: string): readonly string[];
  /** What a command can be about in this state: one entry for each thing, or one without ids. */
  choices(state: S, command: string, context?: Pick<Context, 'past'>): readonly Act['about'][];
  /** The first rule of state that stands against a command about that; undefined: what is typed decides. */
  against(state: S, command: string, about: Act['about'], context: Context): Refusal | undefined;
}
// Deciders of different states stand in one registry; S is checked where each is composed.
export type AnyDecider = Decider<unknown, string>;
