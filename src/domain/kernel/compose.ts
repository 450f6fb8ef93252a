import { amendedOf, isLate, joined, type PartOf } from './amended.js';
import { amendments } from './amendments.js';
import { datedAhead } from './dates.js';
import type {
  Act,
  AggregateRules,
  AggregateType,
  AnyPart,
  CommandHandler,
  Context,
  Decider,
  Refusal,
} from './decider.js';
import type { Recorded } from './event.js';
import { pastOf } from './past.js';
import { sealedTexts } from './sealed-texts.js';
import type { CommandDef } from './vocabulary.js';

const NOTHING_YET = { past: pastOf([]) };

type Table<T> = Readonly<Record<string, T>>;
type Evolve<S> = (state: S, event: Recorded) => S;
type AnyHandling<S, A extends string> = CommandHandler<S, object, string, A>;

/**
 * Joins the parts of an aggregate into its decider. What every aggregate has is added here: CorrectEvent and AnnulEvent, the refusal of
 * what lies in the future or before what it follows, and of an id that is taken.
 */
export function compose<S, A extends string>(
  kind: AggregateType<S, A>,
  traits: AggregateRules<S>,
  parts: readonly PartOf<S>[],
): Decider<S, A> {
  const { aggregate } = kind;
  const all: readonly AnyPart[] = [
    ...parts,
    amendments<S, A>(aggregate, amendedOf(kind, traits, parts)),
    sealedTexts<S, A>(aggregate),
  ];
  const vocabulary = joined(all.map((p) => p.vocabulary.events));
  const commands = joined<CommandDef>(all.map((p) => p.vocabulary.commands));
  const evolvers = joined(all.map((p) => p.evolve)) as unknown as Table<Evolve<S>>;
  const handlers = joined(all.map((p) => p.decide)) as unknown as Table<AnyHandling<S, A>>;
  const rulesOfState = (name: string) =>
    (commands[name]?.refusals ?? []).filter((rule) => typeof handlers[name]?.refuse[rule] === 'function');
  return {
    ...kind,
    ...traits,
    rulesOfState,
    events: vocabulary,
    commands,
    evolve: (state, event) => evolvers[event.type]?.(state, event) ?? state,
    reads: (state, command, data, context) => handlers[command]?.reads?.(state, data, context) ?? [],
    together: (state, command, data, context) => handlers[command]?.together?.(state, data, context) ?? [],
    opens: (state, command, data, context) => handlers[command]?.opens?.(state, data, context) ?? [],
    decide(state, name, data, context) {
      const handling = handlers[name];
      const command = commands[name];
      if (!handling || !command) throw new Error(`${aggregate} has no command ${name}`);
      const refused = firstRefusal(command, handling, traits, state, data, context);
      if (refused) return refused;
      return { events: handling.events(state, data, context), sends: handling.send?.(state, data, context) ?? [] };
    },
    choices: (state, name, context = NOTHING_YET) =>
      (handlers[name]?.about?.(state, context) ?? [{}]) as readonly Act['about'][],
    against(state, name, about, context) {
      const [handling, command] = [handlers[name], commands[name]];
      if (!handling || !command) throw new Error(`${aggregate} has no command ${name}`);
      const refused = refusedBy(rulesOfState(name), handling, state, about, context);
      const against = refused ? undefined : traits.refusalWhere?.(state, command, context);
      return against ? { refused: against } : refused;
    },
  };
}

function firstRefusal<S, A extends string>(
  command: CommandDef,
  handling: AnyHandling<S, A>,
  traits: AggregateRules<S>,
  state: S,
  data: object,
  context: Context,
): Refusal | undefined {
  if (context.at > context.now) return { refused: 'occurred-in-future' };
  const ahead = datedAhead(data, context.at);
  if (ahead) return { refused: 'occurred-in-future', detail: `${ahead} may not lie after at` };
  const refused = refusedBy(command.refusals, handling, state, data, context);
  if (refused) return refused;
  const against = traits.refusalWhere?.(state, command, context);
  if (against) return { refused: against };
  if (handling.introduces?.(state, data)) return { refused: 'already-exists' };
  return isLate(traits, handling, state, data, context) ? { refused: 'out-of-order' } : undefined;
}

/** The first of these rules that holds. */
function refusedBy<S, A extends string>(
  rules: readonly string[],
  handling: AnyHandling<S, A>,
  state: S,
  data: object,
  context: Context,
): Refusal | undefined {
  for (const name of rules) {
    const rule = handling.refuse[name];
    const refused = typeof rule === 'function' ? rule(state, data, context) : rule?.typed(state, data, context);
    if (refused) return typeof refused === 'string' ? { refused: name, detail: refused } : { refused: name };
  }
  return undefined;
}
