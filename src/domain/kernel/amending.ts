import type { Amended } from './amended.js';
import type { Context, Ref, Send } from './decider.js';
import type { Recorded } from './event.js';
import { namesIn } from './names.js';
import type { Companion } from './past.js';

interface Named {
  readonly eventId: string;
}
export type Amending = ReturnType<typeof amending>;

/** What an amendment looks at: the event, what the same command gave besides, and where other streams put down when it happened. */
export function amending<S>(aggregate: string, { events, rules }: Amended<S>) {
  const copied = (event: Recorded, { past }: Context) => rules.copies?.(event, past) ?? [];
  /** The events of which it must be known what their commands gave besides. */
  function together({ eventId }: Named, context: Context): readonly string[] {
    const event = context.past.find(eventId);
    return event ? [eventId, ...copied(event, context).map(({ given }) => given)] : [];
  }
  const brings = (eventId: string, { past }: Context) => past.together(eventId).brings;
  const isOwn = (e: Companion, context: Context) => context.past.find(e.eventId) !== undefined;
  return {
    together,
    /** The streams that hold something of it. */
    elsewhere: (data: Named, context: Context): readonly Ref[] =>
      together(data, context)
        .flatMap((eventId) => brings(eventId, context))
        .filter((e) => !isOwn(e, context))
        .map((e) => ({ of: { aggregate: e.aggregate, initial: undefined }, id: e.id })),
    /** What goes with it in its own stream … */
    beside: ({ eventId }: Named, context: Context) =>
      brings(eventId, context).flatMap((e) => (e.aggregate === aggregate ? (context.past.find(e.eventId) ?? []) : [])),
    /** … and in others. */
    abroad: ({ eventId }: Named, context: Context) => brings(eventId, context).filter((e) => !isOwn(e, context)),
    /** Where others hold when it happened. @param value the instant as it is now; null: it never did */
    copies: (event: Recorded, value: string | null, context: Context) =>
      copied(event, context).flatMap(({ given, of, field }) =>
        brings(given, context)
          .filter((e) => e.type === of.type && e.aggregate === of.aggregate)
          .map((e) => ({ ...e, changes: { [field]: value } })),
      ),
    /** Type and ids of the event that is amended: by these a read model finds its rows. */
    describe: (event: Recorded) => described(events, event),
  };
}

export function found({ past }: Context, { eventId }: Named) {
  const event = past.find(eventId);
  if (!event) throw new Error('an event that was checked to exist is gone');
  return event;
}

/** One command to each stream that these stand in: a stream is written once by a command. */
export function sendEach<E extends Companion>(
  all: readonly E[],
  to: (own: readonly E[]) => Pick<Send, 'command' | 'data'>,
) {
  const streams = new Map<string, E[]>();
  for (const e of all) streams.set(`${e.aggregate}-${e.id}`, [...(streams.get(`${e.aggregate}-${e.id}`) ?? []), e]);
  return [...streams.values()].flatMap((own): readonly Send[] => {
    const [first] = own;
    return first ? [{ to: { aggregate: first.aggregate, initial: undefined }, id: first.id, ...to(own) }] : [];
  });
}

type Changes = Readonly<Record<string, unknown>>;
export const changed = ({ eventId, changes }: { readonly eventId: string; readonly changes: Changes }) => ({
  eventId,
  changes,
});

/** What an amendment says of the event that it is about. */
export const described = (events: Amended<never>['events'], { eventId, type, data }: Recorded) => ({
  eventId,
  target: type,
  ids: namesIn(events[type]?.schema.shape ?? {}, data),
});
