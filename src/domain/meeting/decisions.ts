import { type Part, typed } from '../kernel/decider.js';
import { agency, id, localDate, recommended, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { over } from './agenda.js';
import { decisionOf, type MeetingState } from './state.js';
import { isUnknown, refOf, subject } from './subject.js';

const decided = {
  subject,
  decision: text,
  responsibleAgency: agency,
  startsBy: localDate.optional(),
  offers: recommended.optional(),
};
const completed = { decisionId: id, outcome: text.optional() };

export const events = defineEvents('meeting', {
  DecisionRecorded: by('RecordDecision', decided),
  DecisionCompleted: by('CompleteDecision', completed),
});
export const commands = defineCommands({
  RecordDecision: { who: ['coordinator'], fields: decided, refusals: ['meeting-closed', 'not-found'] },
  /** `decisionId`: the event id of the DecisionRecorded. Also after the meeting was closed: that is when it is done. */
  CompleteDecision: {
    who: ['decision-holder', 'coordinator'],
    fields: completed,
    refusals: ['no-such-decision', 'already-completed'],
  },
});
const vocabulary = { events, commands };

/** What a meeting recommends and who follows up (KØ-5): owed until it is completed (domain.md section 6, *decision*). */
export const decisions: Part<MeetingState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    DecisionRecorded: (s, { data: { subject: about, responsibleAgency, startsBy = null }, eventId, occurredAt }) => ({
      ...s,
      decisions: [
        ...s.decisions,
        { eventId, at: occurredAt, subject: about, responsibleAgency, startsBy, completedAt: null },
      ],
    }),
    DecisionCompleted: (s, { data: { decisionId }, occurredAt }) => ({
      ...s,
      decisions: s.decisions.map((d) =>
        d.eventId === decisionId ? { ...d, completedAt: d.completedAt ?? occurredAt } : d,
      ),
    }),
  },
  decide: {
    RecordDecision: {
      reads: (_, { subject: about }) => [refOf(about)],
      refuse: {
        'meeting-closed': over,
        'not-found': typed((_, { subject: about }, context) => isUnknown(about, context)),
      },
      events: (_, data) => [events.DecisionRecorded(data)],
    },
    CompleteDecision: {
      about: (s) => s.decisions.map(({ eventId }) => ({ decisionId: eventId })),
      refuse: {
        'no-such-decision': (s, { decisionId }) => !decisionOf(s, decisionId),
        'already-completed': (s, { decisionId }) => decisionOf(s, decisionId)?.completedAt !== null,
      },
      notBefore: (s, { decisionId }) => decisionOf(s, decisionId)?.at,
      events: (_, data) => [events.DecisionCompleted(data)],
    },
  },
};
