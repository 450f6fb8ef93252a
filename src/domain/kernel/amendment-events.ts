import { z } from 'zod';
import { names } from './names.js';
import { id, ids, text } from './schema.js';
import { by, defineCommands, defineEvents } from './vocabulary.js';

/**
 * Nothing is edited or deleted (domain.md rule 10). A mistake is corrected by an event that names the one it corrects; what never
 * happened is annulled by one. Both stand in the stream of the event they are about, and every aggregate has them.
 */
const changes = z.record(z.string(), z.json());
const first = { eventId: id, target: z.string(), ids: z.record(z.string(), z.union([id, z.array(id)])) };
const about = { ...first, ids: names };
const moved = z.array(z.strictObject({ eventId: id, changes }));
/** `with`: it goes with what that event says of the one that the command gave before; the reason stands there. */
const goesWith = { reason: text.optional(), with: id.optional() };

export const vocabularyOf = <A extends string>(aggregate: A) => ({
  events: defineEvents(aggregate, {
    EventCorrected: by('CorrectEvent', { ...first, changes, reason: text }).next({ ...about, changes, ...goesWith }),
    EventAnnulled: by('AnnulEvent', { ...first, reason: text }).next({ ...about, ...goesWith }),
  }),
  commands: defineCommands({
    CorrectEvent: {
      who: ['recorder'],
      fields: { eventId: id, changes, reason: text },
      refusals: ['no-such-event', 'not-correctable', 'out-of-order', 'occurred-in-future'],
      whenClosed: 'always',
    },
    AnnulEvent: {
      who: ['recorder', 'coordinator'],
      fields: { eventId: id, reason: text },
      refusals: ['no-such-event', 'not-annullable'],
      whenClosed: 'always',
    },
    /** What a command gave beside the event that is amended goes with it, wherever it stands: links included. */
    CorrectWith: { who: ['internal'], fields: { moved, with: id }, refusals: [], whenClosed: 'always' },
    AnnulWith: {
      who: ['internal'],
      fields: { eventIds: ids, with: id },
      refusals: ['not-annullable'],
      whenClosed: 'always',
    },
  }),
});
export type AmendmentEvents<A extends string> = ReturnType<typeof vocabularyOf<A>>['events'];
