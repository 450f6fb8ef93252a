import { concernAggregate } from '../concern/state.js';
import { compose } from '../kernel/compose.js';
import { type AggregateType, type Context, type Part, type Ref, typed } from '../kernel/decider.js';
import { id, infohus, recipient, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';

/** One call to the hotline: advice, and where it was a concrete concern, to which Infohus it went (K20-7, K24-8). */
export interface HotlineState {
  /** null: not recorded. */
  readonly at: string | null;
  readonly infohus: string;
  /** The agency that recorded it: it and the coordinators of both Infohuse know of it. */
  readonly recordedBy: string;
  readonly from: string;
  readonly forwardedTo: string | null;
  readonly concernId: string | null;
  /** It has been read where it went; null: it waits there. */
  readonly taken: { readonly at: string; readonly by: string; readonly concernId: string | null } | null;
}
export const hotlineAggregate: AggregateType<HotlineState, 'hotline'> = {
  aggregate: 'hotline',
  initial: { at: null, infohus: '', recordedBy: '', from: '', forwardedTo: null, concernId: null, taken: null },
};
/** The Infohus that takes it. */
export const takerOf = ({ infohus, forwardedTo }: HotlineState): string => forwardedTo ?? infohus;

const contact = { infohus, topic: text, from: recipient, forwardedTo: infohus.optional(), concernId: id.optional() };
export const events = defineEvents('hotline', {
  HotlineContactRecorded: by('RecordHotlineContact', contact),
  HotlineContactTaken: by('TakeHotlineContact', { concernId: id.optional() }),
});
export const commands = defineCommands({
  RecordHotlineContact: { who: ['any'], on: 'new', fields: contact, refusals: ['not-found'] },
  /** It has been read, and a concern of the taker's Infohus was made of it, or not. */
  TakeHotlineContact: {
    who: ['hotline-taker'],
    fields: { concernId: id.optional() },
    refusals: ['already-taken', 'not-found'],
  },
});
const vocabulary = { events, commands };

const named = (concernId: string | undefined): readonly Ref[] =>
  concernId ? [{ of: concernAggregate, id: concernId }] : [];
const infohusOf = (concernId: string, { read }: Context) => read(concernAggregate, concernId).facts?.infohus;

const contacts: Part<HotlineState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    HotlineContactRecorded: (
      s,
      { data: { infohus, from, forwardedTo = null, concernId = null }, occurredAt: at, actor },
    ) => ({ ...s, at, infohus, recordedBy: actor.agency, from, forwardedTo, concernId }),
    HotlineContactTaken: (s, { data: { concernId = null }, occurredAt: at, actor }) => ({
      ...s,
      taken: s.taken ?? { at, by: actor.agency, concernId },
    }),
  },
  decide: {
    RecordHotlineContact: {
      reads: (_, { concernId }) => named(concernId),
      refuse: {
        // What is sent on to an Infohus that no plan has would wait there for ever.
        'not-found': typed(
          (_, { concernId, forwardedTo }, context) =>
            (concernId !== undefined && infohusOf(concernId, context) === undefined) ||
            (forwardedTo !== undefined && !context.plans.some((p) => p.infohus === forwardedTo)),
        ),
      },
      events: (_, data) => [events.HotlineContactRecorded(data)],
    },
    TakeHotlineContact: {
      reads: (_, { concernId }) => named(concernId),
      refuse: {
        'already-taken': (s) => s.taken !== null,
        'not-found': (s, { concernId }, context) =>
          concernId !== undefined && infohusOf(concernId, context) !== takerOf(s),
      },
      events: (_, data) => [events.HotlineContactTaken(data)],
    },
  },
};

export const hotline = compose(
  hotlineAggregate,
  { exists: (s) => s.at !== null, infohus: (s) => s.infohus || undefined, since: (s) => s.at },
  [contacts],
);
