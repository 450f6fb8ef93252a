import { localDateOf } from '../../../domain/kernel/calendar.js';
import type { Act, Context } from '../../../domain/kernel/decider.js';
import { idOf, streamOf } from '../../../domain/kernel/event.js';
import { isAmendment } from '../../../domain/kernel/history.js';
import { type Past, pastOf } from '../../../domain/kernel/past.js';
import type { CommandDef } from '../../../domain/kernel/vocabulary.js';
import { plansInForce } from '../../../domain/plan/roles.js';
import { deciderNamed } from '../../../domain/registry.js';
import { amendsIn, whoAmends } from '../../authorization/amending.js';
import { mayGive } from '../../authorization/who.js';
import { togetherIn } from '../../commands/together.js';
import { type Loaded, loadFrom } from '../../load.js';
import { onceOf } from '../../once-of.js';
import type { Asking } from '../asking.js';

/** These are about an event of the stream, whichever aggregate it is. */
const ABOUT_EVENTS = new Set(['CorrectEvent', 'AnnulEvent']);

/**
 * What a reader may do with a record now: each command that the reader may give, about each thing in the record, and for what cannot be
 * given now the rule of state that stands against it (design.md, The domain says what can be done). Never what is not permitted.
 */
export async function actsOn(loaded: Loaded, asking: Asking): Promise<readonly Act[]> {
  return actsAmong(Object.keys(loaded.decider.commands), loaded, asking);
}

/** The same of some commands. `others`: what was read already of what the rules look at. */
export async function actsAmong(
  commands: readonly string[],
  loaded: Acting,
  asking: Asking,
  others: Others = new Map(),
): Promise<readonly Act[]> {
  const { decider, state } = loaded;
  if (!decider.exists(state)) return []; // its registration was annulled: it is read, and takes no command
  const context = await contextOf(loaded, asking, others);
  return commands.flatMap((command) => {
    const definition = decider.commands[command];
    if (!definition || definition.on === 'new' || definition.who.includes('internal')) return [];
    const choices = ABOUT_EVENTS.has(command) ? eventsIn(loaded) : decider.choices(state, command, context);
    return choices.flatMap((about): readonly Act[] => {
      if (!permitted(command, definition, loaded, { about, context }, asking)) return [];
      const refusal = decider.against(state, command, about, context);
      if (!refusal) return [{ command, about, against: null }];
      return [{ command, about, against: refusal.refused, ...(refusal.detail ? { detail: refusal.detail } : {}) }];
    });
  });
}

export type Acting = Pick<Loaded, 'stream' | 'decider' | 'state' | 'events'>;
/** States by their streams. */
export type Others = Map<string, unknown>;

const eventsIn = ({ events }: Acting): readonly Act['about'][] =>
  events.filter((e) => !isAmendment(e)).map(({ eventId }) => ({ eventId }));

const inForce = onceOf(({ book, now }: Asking) => plansInForce(book.plans, localDateOf(now)));

/** By the *who* column; what depends on what is typed (a final severity) is decided when it is given. */
function permitted(
  command: string,
  definition: CommandDef,
  { decider, state }: Acting,
  { about, context }: { readonly about: Act['about']; readonly context: Context },
  asking: Asking,
): boolean {
  const infohus = decider.infohus(state);
  const { actor } = asking.reader;
  const standing = {
    actor,
    system: false,
    // By the rights of now, as when it is given: a role that fitted once gives nothing.
    plans: inForce(asking),
    aggregate: decider.aggregate,
    state,
    // What one may do for oneself alone is offered: for whom it is, is chosen when it is given.
    data: { userId: actor.userId, ...about },
    plan: infohus === undefined ? undefined : asking.planOf(infohus),
    amends: ABOUT_EVENTS.has(command)
      ? amendsIn(decider, context.past, { command: { name: command }, data: about })
      : undefined,
  };
  return mayGive(standing.amends ? whoAmends(definition.who, standing) : definition.who, standing);
}

async function contextOf(loaded: Acting, asking: Asking, others: Others): Promise<Context> {
  await gather([loaded], asking, others);
  const { decider, state, stream, events } = loaded;
  const { now, book, reader } = asking;
  let past: Past | undefined;
  const infohus = decider.infohus(state);
  return {
    ...{ id: idOf(stream), at: now, now, actor: reader.actor, plans: book.plans },
    plan: infohus === undefined ? undefined : asking.planOf(infohus),
    planHash: (planId) => book.newestHashOf(planId),
    read: readIn(others),
    naming: () => new Map(), // nor at who names it
    open: () => undefined, // rules of state look at nothing sealed
    // Few commands look at events, and of fifty rows of a list none does.
    get past() {
      past ??= pastOf(events, togetherIn(events));
      return past;
    },
  };
}

const readIn =
  (others: Others) =>
  <S>(of: { readonly aggregate: string; readonly initial: S }, id: string): S =>
    (others.get(streamOf(of.aggregate, id)) as S | undefined) ?? of.initial;

/** The records whose rules need nothing more than is among these. */
const gatheredFor = onceOf((_: Others) => new Set<string>());

/** Reads what the rules of state look at, of several records at once, until nothing new is named. */
export async function gather(asked: readonly Acting[], { store }: Asking, others: Others): Promise<void> {
  const done = gatheredFor(others);
  const all = asked.filter(({ stream }) => !done.has(stream));
  for (const { stream } of all) done.add(stream);
  for (;;) {
    const named = all.flatMap(({ decider, state }) => decider.related?.(state, { read: readIn(others) }) ?? []);
    const missing = new Map(named.map(({ of, id }) => [streamOf(of.aggregate, id), of.aggregate]));
    for (const stream of others.keys()) missing.delete(stream);
    if (missing.size === 0) return;
    const stored = await store.readStreams([...missing.keys()]);
    for (const [stream, aggregate] of missing) {
      others.set(stream, loadFrom(deciderNamed(aggregate), stream, stored).state);
    }
  }
}
