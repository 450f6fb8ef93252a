import type { z } from 'zod';
import type { AggregateRules, AggregateType, AnyPart, CommandHandler, Context, NamingRef, Ref } from './decider.js';
import type { Recorded } from './event.js';
import type { OrderOfTime } from './order-of-time.js';
import type { CommandDef, EventInfo } from './vocabulary.js';

type Table<T> = Readonly<Record<string, T>>;
export type PartOf<S> = AnyPart & { readonly evolve: Record<string, (state: S, event: never) => S> };
type Handling<S> = CommandHandler<S, object, string, string>;

/** What the amendments of an aggregate are decided by, beside its state: its own events, commands and rules. */
export interface Amended<S> {
  readonly events: Table<EventInfo>;
  readonly commands: Table<CommandDef>;
  readonly rules: AggregateRules<S>;
  readonly order: OrderOfTime<S>;
  /** What of other aggregates the event's place in time hangs on: a case's on its concerns. */
  readsFor(state: S, given: Recorded, context: Context): readonly (Ref | NamingRef)[];
}

export function amendedOf<S>(
  kind: AggregateType<S>,
  rules: AggregateRules<S>,
  parts: readonly PartOf<S>[],
): Amended<S> {
  const events = joined(parts.map((p) => p.vocabulary.events));
  const commands = joined<CommandDef>(parts.map((p) => p.vocabulary.commands));
  const handlers = joined(parts.map((p) => p.decide)) as unknown as Table<Handling<S>>;
  const evolvers = joined(parts.map((p) => p.evolve)) as unknown as Table<(state: S, event: Recorded) => S>;
  const giver = ({ type }: Recorded) => events[type]?.shape.by ?? '';
  return {
    events,
    commands,
    rules,
    order: {
      initial: kind.initial,
      evolve: (state, event) => evolvers[event.type]?.(state, event) ?? state,
      isLate: (state, event, context) =>
        isLate(rules, handlers[giver(event)], state, event.data, {
          ...context,
          at: event.occurredAt,
          actor: event.actor,
        }),
      ahead(state, event, context) {
        const rule = handlers[giver(event)]?.refuse['occurred-in-future'];
        const then = { ...context, at: event.occurredAt };
        const dated = typeof rule === 'function' ? rule(state, event.data, then) : rule?.typed(state, event.data, then);
        return dated ? String(dated) : undefined;
      },
    },
    readsFor: (state, event, context) =>
      holdsAll(commands[giver(event)], event.data)
        ? (handlers[giver(event)]?.reads?.(state, event.data, context) ?? [])
        : [],
  };
}

/** An event may hold less than its command named: what was disclosed stands in an event of its own. */
const holdsAll = (command: CommandDef | undefined, data: object): boolean =>
  Object.entries(command?.fields ?? {}).every(
    ([name, field]) => name in data || (field as z.ZodType).safeParse(undefined).success,
  );

/** Dated before what it follows, or with a date in it that lies before what that follows. */
export function isLate<S>(
  rules: AggregateRules<S>,
  handling: Pick<Handling<S>, 'notBefore' | 'disordered'> | undefined,
  state: S,
  data: object,
  context: Context,
): boolean {
  const floors = [rules.since(state), handling?.notBefore?.(state, data, context)];
  return (
    floors.some((i) => typeof i === 'string' && context.at < i) ||
    (handling?.disordered?.(state, data, context) ?? false)
  );
}

/** Nothing may be declared twice: a name stands for one thing in the whole aggregate. */
export function joined<T>(tables: readonly Table<T>[]): Table<T> {
  const all: Record<string, T> = Object.create(null);
  for (const table of tables) {
    for (const [name, value] of Object.entries(table)) {
      if (name in all) throw new Error(`${name} is declared twice`);
      all[name] = value;
    }
  }
  return all;
}
