import { z } from 'zod';
import type { AnyPart, Context, Part } from './decider.js';
import type { Recorded } from './event.js';
import { fixed, id, text } from './schema.js';
import { Sealed } from './sealed.js';
import { by, defineCommands, defineEvents } from './vocabulary.js';

const decision = fixed(z.enum(['keep', 'reseal', 'destroy']));
const decided = { eventId: id, decision, text: text.optional() };

export const vocabularyOf = <A extends string>(aggregate: A) => ({
  events: defineEvents(aggregate, {
    SealedTextDecided: by('DecideSealedText', decided),
    SealedTextConfirmed: by('ConfirmSealedText', decided),
  }),
  commands: defineCommands({
    /** `text`: the words without the person, where they are sealed again. */
    DecideSealedText: {
      who: ['compliance'],
      fields: decided,
      refusals: ['no-such-event', 'no-sealed-text'],
      stepUp: true,
      whenClosed: 'always',
      requires: (d) => (d.decision === 'reseal' && d.text === undefined ? 'text' : undefined),
    },
    ConfirmSealedText: {
      who: ['compliance'],
      fields: { eventId: id },
      refusals: ['no-such-event', 'not-decided', 'own-decision', 'already-confirmed'],
      stepUp: true,
      whenClosed: 'always',
    },
  }),
});
type EventRef = { readonly eventId: string };
type Decided = Recorded<{
  readonly eventId: string;
  readonly decision: 'keep' | 'reseal' | 'destroy';
  readonly text?: Sealed<string>;
}>;

const of = (type: string, { eventId }: EventRef, { past }: Context) =>
  past.standing.filter((e): e is Decided => e.type === type && (e.data as EventRef).eventId === eventId).at(-1);
/** The newest decision, where nobody has confirmed it or a later one yet. */
const open = (named: EventRef, context: Context) => {
  const [decidedLast, confirmed] = [of('SealedTextDecided', named, context), of('SealedTextConfirmed', named, context)];
  return confirmed && decidedLast && confirmed.position > decidedLast.position ? undefined : decidedLast;
};

/**
 * A text under the key of its record may name somebody who was erased: two people look at it, and keep it, have it sealed again without the
 * person, or destroyed (design.md, People and secrets).
 */
export function sealedTexts<S, A extends string>(aggregate: A): AnyPart {
  const vocabulary = vocabularyOf(aggregate);
  const { events } = vocabulary;
  const part: Part<S, typeof vocabulary> = {
    vocabulary,
    evolve: { SealedTextDecided: (s) => s, SealedTextConfirmed: (s) => s },
    decide: {
      DecideSealedText: {
        refuse: {
          'no-such-event': (_, { eventId }, { past }) => !past.find(eventId),
          'no-sealed-text': (_, { eventId }, { past }) => !holdsText(past.find(eventId)?.data),
        },
        events: (_, data) => [events.SealedTextDecided(data)],
      },
      ConfirmSealedText: {
        refuse: {
          'no-such-event': (_, { eventId }, { past }) => !past.find(eventId),
          'not-decided': (_, named, context) => !of('SealedTextDecided', named, context),
          'own-decision': (_, named, context) => open(named, context)?.actor.userId === context.actor.userId,
          'already-confirmed': (_, named, context) => !open(named, context),
        },
        events: (_, named, context) => {
          const decision = open(named, context)?.data;
          return decision ? [events.SealedTextConfirmed(decision as never)] : [];
        },
      },
    },
  };
  return part as unknown as AnyPart;
}

const holdsText = (value: unknown): boolean =>
  value instanceof Sealed ||
  (value !== null && typeof value === 'object' && Object.values(value).some((inner) => holdsText(inner)));
