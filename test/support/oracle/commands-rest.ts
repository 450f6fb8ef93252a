// The fields of commands.md, the rest: meeting, activity, partner, incident, hotline.
import { disclosure } from './commands-disclosure.js';
import type { Row } from './row.js';
import { type Check, code, date, either, instant, isObject, list, object, oneOf, text, uuid, whole } from './schema.js';

/** AMBIGUOUS: {concernId|caseId} is one of the two, not both. Alternative: both may stand. */
const subjectFields = object({}, { concernId: uuid, caseId: uuid });
const subject: Check = (value) => subjectFields(value) && isObject(value) && Object.keys(value).length === 1;

// AMBIGUOUS: without a star `userId` and `agency` of an attendee may be left out. Alternative: both are required.
const attendee = object({}, { userId: code, agency: code });

const agencies = list(code);
const signedOn = date;

const activityFields = {
  infohus: code,
  kind: code,
  heldOn: date,
  targetGroup: oneOf('society', 'group', 'individual', 'professionals'),
  // AMBIGUOUS: "whole numbers" lets a negative one through. Alternative: 0 and more.
  participants: whole,
};
const activityMore = { schoolType: oneOf('folkeskole', 'friskole'), partner: text };

const meeting = (data: Check): Row => ({ aggregate: 'meeting', data });
const incident = (data: Check): Row => ({ aggregate: 'incident', data });

export const restRows: Readonly<Record<string, Row>> = {
  CallMeeting: {
    aggregate: 'meeting',
    creates: true,
    data: object(
      { infohus: code, kind: oneOf('ordinary', 'urgent'), startsAt: instant, invited: agencies },
      { concernIds: list(uuid) },
    ),
  },
  AddAgendaItem: meeting(
    object({ subject }, { invited: agencies, disclosures: list(object({ toAgency: code, disclosure })) }),
  ),
  HoldMeeting: meeting(object({ attendees: list(attendee) })),
  RecordDecision: meeting(
    object({ subject, decision: text, responsibleAgency: code }, { startsBy: date, offers: either(text, list(text)) }),
  ),
  CloseMeeting: meeting(object({})),
  CompleteDecision: meeting(object({ decisionId: uuid }, { outcome: text })),
  RecordActivity: { aggregate: 'activity', creates: true, data: object(activityFields, activityMore) },
  // AMBIGUOUS: `changes` holds fields of RecordActivity, each of its type, any other is an unknown field (400).
  // Alternative: any object, and a rule (not-correctable) for what cannot be changed.
  CorrectActivity: {
    aggregate: 'activity',
    data: object({ changes: object({}, { ...activityFields, ...activityMore }), reason: text }),
  },
  // AMBIGUOUS: endsOn before signedOn is taken. Alternative: refused.
  SignAgreement: { aggregate: 'partner', creates: true, data: object({ name: text, signedOn }, { endsOn: date }) },
  SignCharter: { aggregate: 'partner', data: object({ signedOn }) },
  RaiseIncident: {
    aggregate: 'incident',
    creates: true,
    data: object({ infohus: code, place: text, summary: text }),
  },
  ActivatePreventionPlan: incident(object({ actors: agencies })),
  RecordMediation: incident(object({ method: text, actors: agencies })),
  CloseIncident: incident(object({ outcome: text })),
  RecordHotlineContact: {
    aggregate: 'hotline',
    creates: true,
    data: object(
      { infohus: code, topic: text, from: oneOf('professional', 'citizen', 'relative') },
      { forwardedTo: code, concernId: uuid },
    ),
  },
  TakeHotlineContact: { aggregate: 'hotline', data: object({}, { concernId: uuid }) },
};
