/** Words of the daily work (rows B of domain.md): documents, statements, goals, mentors, moves, receipts. */

/** Commands (what one does) and events (what happened). */
export const DAILY_NAMES: Readonly<Record<string, string>> = {
  ContributeToAssessment: 'Bidrag til helhedsvurdering',
  RecordDissent: 'Registrér uenighed',
  AssessmentContributed: 'Bidrag til helhedsvurdering',
  DissentRecorded: 'Uenighed registreret',
  SetGoal: 'Sæt mål',
  ReviewGoal: 'Følg op på mål',
  DropGoal: 'Opgiv mål',
  RecordOwnView: 'Registrér personens egen opfattelse',
  GoalSet: 'Mål sat',
  GoalReviewed: 'Mål fulgt op',
  GoalDropped: 'Mål opgivet',
  OwnViewRecorded: 'Personens egen opfattelse',
  SendReceipt: 'Registrér kvittering til henvender',
  ReceiptSent: 'Kvittering sendt',
  RegisterMentor: 'Registrér mentor',
  ChangeMentor: 'Ret mentor',
  EndMentor: 'Afslut mentor',
  LendMentor: 'Lån mentor ud',
  ReturnMentor: 'Registrér, at mentoren er tilbage',
  AttachDocument: 'Vedhæft dokument',
  DetachDocument: 'Fjern dokument',
  DocumentAttached: 'Dokument vedhæftet',
  DocumentDetached: 'Dokument fjernet',
  ReassignCases: 'Flyt en medarbejders sager',
  MentorRefused: 'Mentoren havde ikke plads: forløbet er uden mentor',
};

/** What to do about a refusal. */
export const DAILY_ADVICE: Readonly<Record<string, string>> = {
  'duplicate-statement': 'Udsagnet findes allerede i sagen. Åbn formularen igen, og registrér det som et nyt.',
  'no-such-assessment': 'Der er ingen sådan vurdering i sagen. Vælg en, der er registreret.',
  'own-assessment': 'Vurderingen er jeres egen myndigheds. Registrér en ny vurdering, eller ret den.',
  'no-such-statement': 'Vurderingen har ikke det udsagn. Vælg et, der står i den.',
  'no-such-goal': 'Der er ikke et sådant mål i sagen.',
  'type-not-allowed': 'Der tages imod PDF, PNG, JPEG, TIFF, ren tekst, ODT, DOCX og EML, uden makroer.',
  'no-such-document': 'Der er ikke et sådant dokument, som du har lagt op inden for et døgn, eller som hænger her.',
  'already-attached': 'Dokumentet er vedhæftet. Læg det op igen for at vedhæfte det et andet sted.',
  infected: 'Scanneren fandt noget i dokumentet. Det er ikke gemt.',
  'mentor-not-here': 'Mentoren findes ikke her den dag eller giver ikke den slags forløb. Vælg en anden.',
  'mentor-not-cleared': 'Mentoren er ikke uddannet, eller certifikatet er udløbet. Vælg en anden, eller ret datoerne.',
  'mentor-at-capacity': 'Mentoren har ikke plads til flere forløb. Vælg en anden.',
  'mentor-ended': 'Mentoren er afsluttet.',
  'has-active-courses': 'Mentoren har forløb i gang. Gennemfør eller afbryd dem først.',
  'already-lent': 'Mentoren er lånt ud i den periode.',
  'not-lent': 'Mentoren er ikke lånt ud.',
  'goal-ended': 'Målet er nået eller opgivet. Sæt et nyt mål.',
};

export const DAILY_FIELDS: Readonly<Record<string, string>> = {
  assessmentId: 'Vurdering',
  statementId: 'Udsagn',
  nature: 'Udsagnets art',
  sourceAgency: 'Kilde (myndighed)',
  shareable: 'Må gives videre',
  goalId: 'Mål',
  documentId: 'Dokument',
  title: 'Titel',
  fromUser: 'Fra medarbejder',
  toUser: 'Til medarbejder',
  caseIds: 'Sager (tomt: alle åbne)',
  sentAt: 'Sendt',
  mentorId: 'Mentor fra registret',
  kinds: 'Forløb',
  languages: 'Sprog',
  capacity: 'Plads til forløb',
  trainedOn: 'Uddannet den',
  certificateUntil: 'Certifikat indtil',
  state: 'Hvordan det går',
};

export const DAILY_CODES: Readonly<Record<string, string>> = {
  document: 'Dokument',
  letter: 'brev',
  consent: 'samtykke',
  screenshot: 'skærmbillede',
  minutes: 'referat',
  mail: 'e-mail',
  telephone: 'telefon',
  fact: 'kendsgerning',
  observation: 'iagttagelse',
  judgement: 'vurdering',
  dissent: 'uenighed',
  'on-the-way': 'på vej',
  reached: 'nået',
  changed: 'ændret',
};

/** Where a command means something else by a field than the others do. */
export const DAILY_OF_COMMAND = {
  'RecordDissent.text': { da: 'Uenighed', en: 'Dissent' },
  'RecordAssessment.text': { da: 'Udsagn', en: 'Statement' },
  'ContributeToAssessment.text': { da: 'Udsagn', en: 'Statement' },
  'RecordAssessment.statements': { da: 'Udsagn', en: 'Statements' },
  'ContributeToAssessment.statements': { da: 'Udsagn', en: 'Statements' },
  'SetGoal.text': { da: 'Målet med personens egne ord', en: 'The goal in the person’s own words' },
  'ReviewGoal.text': { da: 'Målet med nye ord', en: 'The goal in new words' },
  'RecordOwnView.text': { da: 'Personens egen opfattelse', en: 'The person’s own view' },
} as const;

/** What pages say. */
export const DAILY_WORDS = {
  'obligation.receipt': ['Kvittering til henvender', 'Receipt to who gave notice'],
  'obligation.dormant-review': ['Gennemgang af hvilende sag', 'Review of a dormant case'],
  'obligation.certificate': ['Mentors certifikat udløber', 'A mentor’s certificate runs out'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
