/** What every task says, and its receipt. */
export const TASK_WORDS = {
  'task.when': ['Hvornår skete det?', 'When did it happen?'],
  'task.when.help': ['Dansk tid. Tomt: lige nu.', 'Danish time. Empty: just now.'],
  'task.when.earlier': ['Skete det tidligere?', 'Did it happen earlier?'],
  'task.beware': ['Vær opmærksom', 'Be aware'],
  'task.cancel': ['Fortryd', 'Cancel'],
  'task.next': ['Næste', 'Next'],
  'task.where': ['Hvor du er', 'Where you are'],
  'task.to': ['til', 'to'],
  'task.no-record': ['Hvad handler det om?', 'What is it about?'],
  'task.no-record.where': [
    'Find sagen, bekymringen, mødet eller personen i menuen. Der står det, du kan registrere.',
    'Find the case, concern, meeting or person in the menu. What you can record stands there.',
  ],
  'task.person.known': ['Én, der allerede kendes', 'Somebody who is known already'],
  'task.person.name': ['Navn', 'Name'],
  'task.person.birth-date': ['Fødselsdato, hvis den kendes', 'Date of birth, where known'],
  'task.person.guardian': ['Har forældremyndigheden over den unge', 'Has custody of the young person'],
  'person.unnamed': ['Person uden navn', 'Person without a name'],
  'task.places-left': ['ledige pladser', 'places free'],
  'task.chosen': ['det, du valgte', 'what you chose'],
  'form.before': ['Se det, der blev registreret', 'See what was recorded'],
  'case.was': ['Det stod før:', 'It said before:'],
  'acts.not-now': ['Ikke muligt nu', 'Not possible now'],
  'form.done.again': [
    'Det var registreret i forvejen. Intet er registreret to gange.',
    'It had been recorded already. Nothing is recorded twice.',
  ],
} as const;

/** Danish words of codes that the tasks propose. */
export const TASK_CODES: Readonly<Record<string, string>> = {
  'national-progression': 'det nationale progressionsredskab',
  'peer-influence': 'påvirkning fra venner',
  'family-ties': 'bånd til familien',
  isolation: 'isolation',
  grievance: 'krænkelse og vrede',
  network: 'netværk',
  leisure: 'fritid',
  housing: 'bolig',
  danish: 'dansk',
  english: 'engelsk',
  arabic: 'arabisk',
  somali: 'somali',
  turkish: 'tyrkisk',
  urdu: 'urdu',
  farsi: 'farsi',
};
