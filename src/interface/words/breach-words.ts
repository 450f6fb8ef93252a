/** Of breaches of the security of personal data: commands (what one does) and events (what happened). */
export const BREACH_NAMES: Readonly<Record<string, string>> = {
  RecordBreach: 'Registrér brud på datasikkerheden',
  AssessBreach: 'Vurdér risikoen ved bruddet',
  NotifyAuthority: 'Notér anmeldelse til Datatilsynet',
  InformConcerned: 'Notér besked til de berørte',
  CloseBreach: 'Afslut bruddet',
  BreachRecorded: 'Brud registreret',
  BreachAssessed: 'Risiko vurderet',
  AuthorityNotified: 'Anmeldt til Datatilsynet',
  ConcernedInformed: 'De berørte fik besked',
  BreachClosed: 'Brud afsluttet',
};
export const BREACH_ADVICE: Readonly<Record<string, string>> = {
  'breach-closed': 'Bruddet er afsluttet. Registrér et nyt, hvis der er sket mere.',
  'reason-for-delay-missing': 'Det er senere end 72 timer efter opdagelsen. Skriv hvorfor.',
  'breach-not-assessed': 'Vurdér først, om der er en risiko for dem, det handler om.',
  'authority-not-notified': 'Der er en risiko: anmeld bruddet til Datatilsynet, og notér det, før det afsluttes.',
  'concerned-not-informed': 'Risikoen er høj: giv dem, det handler om, besked, og notér det, før det afsluttes.',
};
export const BREACH_FIELDS: Readonly<Record<string, string>> = {
  discoveredAt: 'Opdaget',
  losses: 'Hvad blev brudt',
  account: 'Login',
  networkAddress: 'Netadresse',
  risk: 'Risiko',
  reasonForDelay: 'Grund til forsinkelsen',
  count: 'Antal',
  informedOn: 'Besked givet den',
  measures: 'Foranstaltninger',
};
export const BREACH_CODES: Readonly<Record<string, string>> = {
  confidentiality: 'fortrolighed (nogen så det)',
  integrity: 'rigtighed (noget blev ændret)',
  availability: 'tilgængelighed (noget gik tabt)',
  unlikely: 'risiko usandsynlig',
  some: 'nogen risiko',
  public: 'offentlig meddelelse',
};
/** Where a command means something else by a field than the others do. */
export const BREACH_OF_COMMAND = {
  'InformConcerned.by': { da: 'Hvordan', en: 'How' },
} as const;
export const BREACH_WORDS = {
  'aggregate.breach': ['Brud på datasikkerheden', 'Breach'],
  'obligation.breach-notice': ['Anmeldelse af brud til Datatilsynet', 'Notice of a breach to the authority'],
  'looked.breach': ['Brud på datasikkerheden', 'Breach'],
  'looked.breaches': ['Brud på datasikkerheden', 'Breaches'],
  'breach.network-address': ['Netadresse', 'Network address'],
  'breach.title': ['Brud på datasikkerheden', 'Breaches'],
  'breach.one': ['Brud opdaget', 'Breach discovered'],
  'breach.what': [
    'Fortegnelsen efter databeskyttelsesforordningens artikel 33, stk. 5. Et brud anmeldes til Datatilsynet inden 72 timer, medmindre en risiko er usandsynlig.',
    'The register of article 33(5) of the GDPR. A breach is told to the authority within 72 hours, unless a risk is unlikely.',
  ],
  'breach.new': ['Registrér et brud', 'Record a breach'],
  'breach.none': ['Der er ikke registreret brud.', 'No breach has been recorded.'],
  'breach.discovered': ['Opdaget', 'Discovered'],
  'breach.losses': ['Hvad blev brudt', 'What was breached'],
  'breach.risk': ['Risiko', 'Risk'],
  'breach.risk.unlikely': ['usandsynlig', 'unlikely'],
  'breach.risk.some': ['ja', 'yes'],
  'breach.risk.high': ['høj', 'high'],
  'breach.not-assessed': ['ikke vurderet', 'not judged'],
  'breach.notice': ['Anmeldelse til Datatilsynet', 'Notice to the authority'],
  'breach.notified': ['anmeldt', 'told'],
  'breach.no-notice': ['ikke nødvendig', 'not needed'],
  'breach.closed': ['afsluttet', 'closed'],
  'breach.informed': ['Berørte, der har fået besked', 'Concerned who were told'],
  'breach.account': ['Login, der blev brugt', 'Login that was used'],
  'breach.overdue': ['De 72 timer er gået', 'The 72 hours are over'],
  'breach.overdue.what': [
    'Anmeld bruddet nu, og skriv hvorfor det er forsinket.',
    'Tell the authority now, and write why it is late.',
  ],
  'breach.concerned': ['Hvem det handler om', 'Whom it concerns'],
  'breach.nobody': ['Ingen, som er registreret her.', 'Nobody who is registered here.'],
  'breach.seen': ['Hvad der blev set', 'What was seen'],
  'breach.exports': ['Udtræk', 'Exports'],
  'breach.first': ['Første gang', 'First'],
  'breach.last': ['Sidste gang', 'Last'],
  'breach.letters': ['Breve til de berørte', 'Letters to those concerned'],
  'breach.letters.what': [
    'Et ark til hver. Udskriv dem, læs dem igennem, og notér bagefter, at der er givet besked.',
    'A sheet each. Print them, read them, and afterwards note that they were told.',
  ],
  'breach.letter.happened': [
    'Vi skriver, fordi oplysninger om dig hos {agency} kan være set af en, der ikke måtte se dem ({days}).',
    'We write because information about you at {agency} may have been seen by somebody who was not allowed to ({days}).',
  ],
  'breach.letter.means': [
    'Vi har anmeldt det til Datatilsynet. Vær opmærksom, hvis nogen henvender sig og ved noget om dig, som de ikke burde vide.',
    'We have told the supervisory authority. Take care if anybody approaches you who knows what they should not know.',
  ],
  'breach.letter.ask': [
    'Du kan få at vide hos {agency}, hvilke oplysninger det er, og hvad vi har gjort.',
    'You may ask {agency} which information it is, and what we have done.',
  ],
} as const satisfies Record<string, readonly [string, string]>;
