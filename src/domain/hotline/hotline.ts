import { compose } from '../kernel/compose.js';
import type { AggregateType, Part } from '../kernel/decider.js';
import { id, infohus, recipient, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';

/** One call to the hotline: advice, and where it was a concrete concern, to which Infohus it went (K20-7, K24-8). */
export interface HotlineState {
  /** null: not recorded. */
  readonly at: string | null;
  readonly infohus: string;
  readonly from: string;
  readonly forwardedTo: string | null;
  readonly concernId: string | null;
}
export const hotlineAggregate: AggregateType<HotlineState, 'hotline'> = {
  aggregate: 'hotline',
  initial: { at: null, infohus: '', from: '', forwardedTo: null, concernId: null },
};

const contact = { infohus, topic: text, from: recipient, forwardedTo: infohus.optional(), concernId: id.optional() };
export const events = defineEvents('hotline', { HotlineContactRecorded: by('RecordHotlineContact', contact) });
export const commands = defineCommands({
  RecordHotlineContact: { who: ['any'], on: 'new', fields: contact, refusals: [] },
});
const vocabulary = { events, commands };

const contacts: Part<HotlineState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    HotlineContactRecorded: (_, { data: { infohus, from, forwardedTo = null, concernId = null }, occurredAt: at }) => ({
      at,
      infohus,
      from,
      forwardedTo,
      concernId,
    }),
  },
  decide: { RecordHotlineContact: { refuse: {}, events: (_, data) => [events.HotlineContactRecorded(data)] } },
};

export const hotline = compose(
  hotlineAggregate,
  { exists: (s) => s.at !== null, infohus: (s) => s.infohus || undefined, since: (s) => s.at },
  [contacts],
);
