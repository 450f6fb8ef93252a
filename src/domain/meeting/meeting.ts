import { z } from 'zod';
import { compose } from '../kernel/compose.js';
import type { Part } from '../kernel/decider.js';
import {
  agencies,
  agency,
  code,
  fixed,
  id,
  ids,
  infohus,
  instant,
  localDate,
  recommended,
  text,
} from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { type MeetingState, meetingAggregate } from './state.js';

/** One of the two: an agenda item is about a concern or about a case. */
const subject = fixed(z.union([z.strictObject({ concernId: id }), z.strictObject({ caseId: id })]));

const called = {
  infohus,
  kind: z.enum(['ordinary', 'urgent']),
  startsAt: instant,
  invited: agencies,
  concernIds: ids.optional(),
};
const item = { subject, invited: agencies.optional() };
const held = { attendees: fixed(z.array(z.strictObject({ userId: code, agency: code }))) };
const decided = {
  subject,
  decision: text,
  responsibleAgency: agency,
  startsBy: localDate.optional(),
  offers: recommended.optional(),
};

export const events = defineEvents('meeting', {
  MeetingCalled: by('CallMeeting', called),
  AgendaItemAdded: by('AddAgendaItem', item),
  MeetingHeld: by('HoldMeeting', held),
  DecisionRecorded: by('RecordDecision', decided),
  MeetingClosed: by('CloseMeeting', {}),
});
export const commands = defineCommands({
  CallMeeting: { who: ['coordinator', 'police'], on: 'new', fields: called, refusals: [] },
  AddAgendaItem: { who: ['coordinator'], fields: item, refusals: ['meeting-closed'] },
  HoldMeeting: { who: ['coordinator'], fields: held, refusals: ['meeting-closed'] },
  RecordDecision: { who: ['coordinator'], fields: decided, refusals: ['meeting-closed'] },
  CloseMeeting: { who: ['coordinator'], fields: {}, refusals: ['meeting-closed'] },
});
const vocabulary = { events, commands };

/** What happened before the closing may be written down late. */
const over = ({ closedAt }: MeetingState, _: object, { at }: { at: string }) => closedAt !== null && at >= closedAt;

/** A meeting of the Infohus (K16-14): called, its agenda, who was there, what it recommended and who follows up (KØ-5). */
const course: Part<MeetingState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    MeetingCalled: (s, { data: { concernIds = [], ...data }, occurredAt }) => ({
      ...s,
      ...data,
      calledAt: occurredAt,
      concernIds,
      agenda: [...concernIds.map((concernId) => ({ subject: { concernId }, invited: [] })), ...s.agenda],
    }),
    AgendaItemAdded: (s, { data }) => ({
      ...s,
      agenda: [...s.agenda, { subject: data.subject, invited: data.invited ?? [] }],
    }),
    MeetingHeld: (s, { data, occurredAt }) => ({ ...s, heldAt: occurredAt, attendees: data.attendees }),
    DecisionRecorded: (s, { data: { subject: about, responsibleAgency, startsBy = null }, eventId, occurredAt }) => ({
      ...s,
      decisions: [...s.decisions, { eventId, at: occurredAt, subject: about, responsibleAgency, startsBy }],
    }),
    MeetingClosed: (s, { occurredAt }) => ({ ...s, closedAt: occurredAt }),
  },
  decide: {
    CallMeeting: { refuse: {}, events: (_, data) => [events.MeetingCalled(data)] },
    AddAgendaItem: { refuse: { 'meeting-closed': over }, events: (_, data) => [events.AgendaItemAdded(data)] },
    HoldMeeting: { refuse: { 'meeting-closed': over }, events: (_, data) => [events.MeetingHeld(data)] },
    RecordDecision: { refuse: { 'meeting-closed': over }, events: (_, data) => [events.DecisionRecorded(data)] },
    CloseMeeting: {
      refuse: { 'meeting-closed': (s) => s.closedAt !== null },
      events: () => [events.MeetingClosed({})],
    },
  },
};

export const meeting = compose(
  meetingAggregate,
  { exists: (s) => s.calledAt !== null, infohus: (s) => s.infohus || undefined, since: (s) => s.calledAt },
  [course],
);
