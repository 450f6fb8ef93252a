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
  'meeting.assessment-page': ['Åbn vurderingen på sagen', 'Open the assessment on the case'],
  'meeting.own-contribution': ['Jeres bidrag til vurderingen', 'Your contribution to the assessment'],
  'meeting.own-contribution.hint': [
    'Hver myndighed skriver sit eget og har selv ansvaret for det. Uenighed står ved siden af og ændrer intet.',
    'Each agency writes its own and answers for it. Dissent stands beside it and changes nothing.',
  ],
  'meeting.offers': ['Anbefalede tilbud', 'Recommended offers'],
  'meeting.journal': ['Det, mødet har besluttet', 'What the meeting has decided'],
  'meeting.journal.none': ['Intet endnu.', 'Nothing yet.'],
  'meetings.none': ['Ingen møder, som du er indkaldt til.', 'No meetings that you are invited to.'],
} as const satisfies Record<string, readonly [string, string]>;
