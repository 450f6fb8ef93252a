import type { Amended } from './amended.js';
import { type Amending, changed, found, sendEach } from './amending.js';
import type { AmendmentEvents } from './amendment-events.js';
import { aheadOfTime, correctedEvents, notCorrectable, valuesOf } from './correctable.js';
import { type CommandHandler, typed } from './decider.js';
import { outOfOrder } from './order-of-time.js';

type Changes = Readonly<Record<string, unknown>>;
interface Correct {
  readonly eventId: string;
  readonly changes: Changes;
  readonly reason: never;
}
interface CorrectedWith {
  readonly moved: readonly { readonly eventId: string; readonly changes: Changes }[];
  readonly with: string;
}
type Refusals = 'no-such-event' | 'not-correctable' | 'occurred-in-future' | 'out-of-order';

/**
 * A correction is an act of its giver: who, schema and order of time hold for it; other rules are not run again, deadlines and reports are
 * (commands.md, CorrectEvent). What the same command gave moves with it in time.
 */
export function correcting<S, A extends string>(amended: Amended<S>, given: AmendmentEvents<A>, look: Amending) {
  const { events } = amended;
  const CorrectEvent: CommandHandler<S, Correct, Refusals, A> = {
    together: (_, data, context) => look.together(data, context),
    reads: (s, data, context) => {
      const event = context.past.find(data.eventId);
      return [...look.elsewhere(data, context), ...(event ? amended.readsFor(s, event, context) : [])];
    },
    refuse: {
      'no-such-event': (_, { eventId }, { past }) => !past.find(eventId),
      'not-correctable': typed((_, data, { past }) =>
        notCorrectable(amended, past.find(data.eventId), data.changes, past),
      ),
      'occurred-in-future': typed((s, data, context) => aheadOfTime(amended, s, data, context)),
      'out-of-order': typed((_, data, context) => {
        const whole = correctedEvents(events, found(context, data), data.changes, look.beside(data, context));
        return outOfOrder(amended.order, context.past.standing, whole, context);
      }),
    },
    events: (_, { eventId, changes, reason }, context) => {
      const event = found(context, { eventId });
      const { values } = valuesOf(events, event.type, changes);
      const moving = 'occurredAt' in values ? look.beside({ eventId }, context) : [];
      const moved = { occurredAt: values.occurredAt } as never;
      return [
        given.EventCorrected({ ...look.describe(event), changes: values as never, reason }),
        ...moving.map((e) => given.EventCorrected({ ...look.describe(e), changes: moved, with: eventId })),
      ];
    },
    send: (_, { eventId, changes }, context) => {
      const event = found(context, { eventId });
      const { occurredAt } = valuesOf(events, event.type, changes).values;
      if (typeof occurredAt !== 'string') return [];
      const moved = look.abroad({ eventId }, context).map((e) => ({ ...e, changes: { occurredAt } }));
      return sendEach(together([...moved, ...look.copies(event, occurredAt, context)]), (own) => ({
        command: 'CorrectWith',
        data: { moved: own.map(changed), with: eventId },
      }));
    },
  };
  const CorrectWith: CommandHandler<S, CorrectedWith, never, A> = {
    refuse: {},
    events: (_, data, context) =>
      data.moved.map(({ eventId, changes }) =>
        given.EventCorrected({
          ...look.describe(found(context, { eventId })),
          changes: changes as never,
          with: data.with,
        }),
      ),
  };
  return { CorrectEvent, CorrectWith };
}

/** One correction an event. */
function together<E extends { readonly eventId: string; readonly changes: Changes }>(all: readonly E[]): readonly E[] {
  const byId = new Map<string, E>();
  for (const e of all) {
    const known = byId.get(e.eventId);
    byId.set(e.eventId, known ? { ...known, changes: { ...known.changes, ...e.changes } } : e);
  }
  return [...byId.values()];
}
