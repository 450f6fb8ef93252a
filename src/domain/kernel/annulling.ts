import type { Amended } from './amended.js';
import { type Amending, changed, found, sendEach } from './amending.js';
import type { AmendmentEvents } from './amendment-events.js';
import type { CommandHandler } from './decider.js';
import type { Past } from './past.js';

interface Annul {
  readonly eventId: string;
  readonly reason: never;
}
interface AnnulledWith {
  readonly eventIds: readonly string[];
  readonly with: string;
}

/** What never happened counts nowhere, at any instant and by either clock, with all that the same command gave; it stays readable in replay. */
export function annulling<S, A extends string>(amended: Amended<S>, given: AmendmentEvents<A>, look: Amending) {
  const AnnulEvent: CommandHandler<S, Annul, 'no-such-event' | 'not-annullable', A> = {
    together: (_, data, context) => look.together(data, context),
    reads: (_, data, context) => look.elsewhere(data, context),
    refuse: {
      'no-such-event': (_, { eventId }, { past }) => !past.find(eventId),
      'not-annullable': (s, { eventId }, { past }) => notAnnullable(amended, s, eventId, past),
    },
    events: (_, { eventId, reason }, context) => [
      given.EventAnnulled({ ...look.describe(found(context, { eventId })), reason }),
      ...look
        .beside({ eventId }, context)
        .filter((e) => !e.annulled)
        .map((e) => given.EventAnnulled({ ...look.describe(e), with: eventId })),
    ],
    send: (_, { eventId }, context) => {
      const gone = look.abroad({ eventId }, context);
      const copies = look
        .copies(found(context, { eventId }), null, context)
        .filter((e) => !gone.some((annulled) => annulled.eventId === e.eventId));
      return [
        ...sendEach(gone, (own) => ({
          command: 'AnnulWith',
          data: { eventIds: own.map((e) => e.eventId), with: eventId },
        })),
        ...sendEach(copies, (own) => ({ command: 'CorrectWith', data: { moved: own.map(changed), with: eventId } })),
      ];
    },
  };
  const AnnulWith: CommandHandler<S, AnnulledWith, 'not-annullable', A> = {
    refuse: {
      'not-annullable': (s, { eventIds }, { past }) => {
        const all = eventIds.map((eventId) => past.find(eventId));
        return all.some((event) => !event || amended.rules.restsOn?.(event, s, past));
      },
    },
    events: (_, data, context) =>
      data.eventIds.map((eventId) =>
        given.EventAnnulled({ ...look.describe(found(context, { eventId })), with: data.with }),
      ),
  };
  return { AnnulEvent, AnnulWith };
}

/** Given by nobody whose act it would be to take back: the system, or compliance (commands.md, AnnulEvent). */
const NOT_TAKEN_BACK = new Set(['internal', 'system', 'compliance']);

/**
 * What keeps an event from being annulled: what it is, or what stands on it. Of that the later goes first; only what the same command gave
 * goes with it. False: it may be.
 */
function notAnnullable<S>(
  { events, commands, rules }: Amended<S>,
  state: S,
  eventId: string,
  past: Past,
): boolean | string {
  const event = past.find(eventId);
  if (!event) return true;
  const declared = events[event.type];
  if (!declared) return 'an amendment is not annulled: amend the event that it is about';
  if (event.annulled) return 'it is annulled already';
  const { goesWith, brings } = past.together(eventId);
  if (goesWith) return `${event.type} goes with what the same command gave`;
  const who = commands[declared.shape.by ?? '']?.who ?? [];
  if (rules.amended === 'never' || who.every((w) => NOT_TAKEN_BACK.has(w))) return `${event.type} is never annulled`;
  const own = brings.flatMap((e) => past.find(e.eventId) ?? []);
  const standing = [event, ...own].map((e) => rules.restsOn?.(e, state, past) ?? false);
  return standing.find(Boolean) ?? false;
}
