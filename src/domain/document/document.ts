import { compose } from '../kernel/compose.js';
import type { Part } from '../kernel/decider.js';
import { code, fixed, id } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { type DocumentState, documentAggregate } from './state.js';

const taken = { aggregate: fixed(code), recordId: id, userId: fixed(code) };
export const events = defineEvents('document', { DocumentTaken: by('TakeDocument', taken) });
export const commands = defineCommands({
  /** From AttachDocument: an upload is attached once, whoever asks first. */
  TakeDocument: { who: ['internal'], on: 'either', fields: taken, refusals: ['already-attached'] },
});
const vocabulary = { events, commands };

const taking: Part<DocumentState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    DocumentTaken: (s, { data: { aggregate, recordId, userId } }) => ({
      of: s.of ?? { aggregate, id: recordId, userId },
    }),
  },
  decide: {
    TakeDocument: {
      refuse: { 'already-attached': (s) => s.of !== null },
      events: (_, data) => [events.DocumentTaken(data)],
    },
  },
};

/** An upload once it hangs on something: what that is. Who may know of that may know of the document. */
export const document = compose(
  documentAggregate,
  { exists: (s) => s.of !== null, infohus: () => undefined, since: () => null, amended: 'never' },
  [taking],
);
