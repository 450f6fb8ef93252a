import { z } from 'zod';
import { type AggregateRules, type AnyPart, type CommandHandler, type Context, typed } from './decider.js';
import type { Recorded } from './event.js';
import { ANNULLED, CORRECTED } from './history.js';
import { id, instant, isFixed, isName, text } from './schema.js';
import { defineCommands, defineEvents, type EventInfo, type Shape } from './vocabulary.js';

/**
 * Nothing is edited or deleted (domain.md rule 10). A mistake is corrected by an event that names the one it corrects; what never
 * happened is annulled by one. Both stand in the stream of the event they are about, and every aggregate has them.
 */
const ids = z.record(z.string(), z.union([id, z.array(id)]));

const vocabularyOf = <A extends string>(aggregate: A) => ({
  events: defineEvents(aggregate, {
    EventCorrected: { eventId: id, target: z.string(), ids, changes: z.record(z.string(), z.json()), reason: text },
    EventAnnulled: { eventId: id, target: z.string(), ids, reason: text },
  }),
  commands: defineCommands({
    CorrectEvent: {
      who: ['recorder'],
      fields: { eventId: id, changes: z.record(z.string(), z.json()), reason: text },
      refusals: ['no-such-event', 'not-correctable'],
      whenClosed: 'always',
    },
    AnnulEvent: {
      who: ['recorder', 'coordinator'],
      fields: { eventId: id, reason: text },
      refusals: ['no-such-event', 'not-annullable'],
      whenClosed: 'always',
    },
  }),
});

/** Annulled with the decision on the case that gave them, never alone. */
const NEVER_ALONE = new Set(['ConcernLinkedToCase', 'ConcernUnlinkedFromCase']);

/** What is wrong in the others is annulled, or mended by the command for it. */
export const correctableFields = (event: EventInfo): readonly string[] => [
  ...Object.keys(event.schema.shape).filter((field) => !isFixed(event.schema.shape[field])),
  'occurredAt',
];

export function amendments<S, A extends string>(
  aggregate: A,
  events: Readonly<Record<string, EventInfo>>,
  traits: AggregateRules<S>,
) {
  const vocabulary = vocabularyOf(aggregate);
  const given = vocabulary.events;
  type Correct = { eventId: string; changes: Record<string, unknown>; reason: never };
  type Annul = { eventId: string; reason: never };

  const CorrectEvent: CommandHandler<S, Correct, 'no-such-event' | 'not-correctable', A> = {
    refuse: {
      'no-such-event': (_, { eventId }, context) => !context.find(eventId),
      'not-correctable': typed((_, { eventId, changes }, context) =>
        notCorrectable(context.find(eventId), events, changes, context),
      ),
    },
    events: (_, { eventId, changes, reason }, context) => {
      const event = found(context, eventId);
      const values = parsed(events[event.type]?.schema.shape ?? {}, changes).values;
      return [given.EventCorrected({ ...about(event, events), changes: values as never, reason })];
    },
  };
  const AnnulEvent: CommandHandler<S, Annul, 'no-such-event' | 'not-annullable', A> = {
    refuse: {
      'no-such-event': (_, { eventId }, context) => !context.find(eventId),
      'not-annullable': (_, { eventId }, context) => {
        const event = context.find(eventId);
        return !event || event.annulled || !(event.type in events) || NEVER_ALONE.has(event.type);
      },
    },
    events: (_, { eventId, reason }, context) => [
      given.EventAnnulled({ ...about(found(context, eventId), events), reason }),
    ],
    send: (_, { eventId }, context) => traits.undo?.(found(context, eventId), context) ?? [],
  };
  return {
    vocabulary,
    evolve: { EventCorrected: (s: S) => s, EventAnnulled: (s: S) => s },
    decide: { CorrectEvent, AnnulEvent },
  } satisfies AnyPart;
}

function found(context: Context, eventId: string): Recorded {
  const event = context.find(eventId);
  if (!event) throw new Error('an event that was checked to exist is gone');
  return event;
}

/** Type and ids of the event that is amended: by these a read model finds its rows. */
function about({ eventId, type, data }: Recorded, events: Readonly<Record<string, EventInfo>>) {
  const fields = events[type]?.schema.shape ?? {};
  const ids = Object.entries(data).filter(([name]) => isName(fields[name]));
  return { eventId, target: type, ids: Object.fromEntries(ids) as Record<string, string | string[]> };
}

function notCorrectable(
  event: Recorded | undefined,
  events: Readonly<Record<string, EventInfo>>,
  changes: Record<string, unknown>,
  { now }: Context,
): boolean | string {
  const declared = event && events[event.type];
  if (!declared)
    return `${event?.type === CORRECTED || event?.type === ANNULLED ? 'an amendment' : 'this event'} cannot be corrected`;
  const fields = correctableFields(declared);
  const wrong = Object.keys(changes).filter((name) => !fields.includes(name));
  if (wrong.length > 0 || Object.keys(changes).length === 0)
    return `correctable in ${declared.type}: ${fields.join(', ')}`;
  const { problems, values } = parsed(declared.schema.shape, changes);
  if (problems.length > 0) return problems.join('; ');
  return typeof values.occurredAt === 'string' && values.occurredAt > now && 'occurredAt may not lie in the future';
}

function parsed(fields: Shape, changes: Record<string, unknown>) {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(changes)) {
    const schema = (name === 'occurredAt' ? instant : fields[name]) as z.ZodType;
    const result = schema.safeParse(value);
    if (result.success) values[name] = result.data;
    else problems.push(`${name}: ${result.error.issues[0]?.message ?? 'wrong'}`);
  }
  return { values, problems };
}
