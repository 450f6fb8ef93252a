/** Meetings. */
export const MEETING_WORDS = {
  'meeting.title': ['Møde', 'Meeting'],
  'meeting.agenda': ['Dagsorden', 'Agenda'],
  'meeting.present': ['Til stede', 'Present'],
  'meeting.all': ['alle indkaldte', 'all invited'],
  'meeting.decisions': ['Beslutninger', 'Decisions'],
  'meeting.actions': ['Registrér på mødet', 'Record on the meeting'],
  'meeting.proposed': ['Foreslået dagsorden: det, der venter', 'Proposed agenda: what waits'],
  'meeting.called': ['indkaldt', 'called'],
  'meeting.held': ['holdt', 'held'],
  'meeting.closed': ['afsluttet', 'closed'],
  'meetings.none': ['Ingen møder, som du er indkaldt til.', 'No meetings that you are invited to.'],
} as const satisfies Record<string, readonly [string, string]>;
