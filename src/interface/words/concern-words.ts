/** The words of the concern page and of a new concern, as in words.ts. */
export const CONCERN_WORDS = {
  'concern.standing': ['Alvor og politi', 'Severity and police'],
  'concern.by-police': ['endelig, sat af politiet', 'final, set by police'],
  'concern.not-by-police': ['foreløbig, ikke sat af politiet endnu', 'preliminary, not set by police yet'],
  'concern.qualification': ['Er den begrundet?', 'Is it substantiated?'],
  'concern.not-qualified': ['Det er ikke afgjort endnu.', 'That has not been decided yet.'],
  'concern.advice': ['Rådgivning og kvittering', 'Advice and receipt'],
  'concern.ending': ['Send videre eller henlæg', 'Send on or dismiss'],
  'intake.more-persons': ['Flere personer', 'More persons'],
  'intake.more-of-person': ['Mere om personen', 'More about the person'],
  'intake.find': ['Find én, I kender', 'Find somebody you know'],
  'intake.cpr': ['CPR-nummer, hvis det kendes', 'Civil registration number, where known'],
  'intake.who-of-them': ['Er det én af disse?', 'Is it one of these?'],
  'intake.none-of-them': ['Nej, en ny person', 'No, a new person'],
  'intake.known': [
    'Der er nogen, I kender i forvejen. Vælg vedkommende, eller send igen med en ny person.',
    'There is somebody you know already. Choose them, or send again with a new person.',
  ],
  'intake.nobody': ['Ingen, som du må kende, passer på det.', 'Nobody whom you may know fits that.'],
  'intake.no-number': [
    'Det er ikke et CPR-nummer: seks cifre for en dato og fire til.',
    'That is no civil registration number: six digits of a date and four more.',
  ],
  'intake.number-in-text': [
    'Der står et CPR-nummer i teksten. Det hører ikke til her: flyt det til personen. Skal det blive stående, så send igen.',
    'There is a civil registration number in the text. It does not belong there: move it to the person. If it is to stay, send again.',
  ],
  'intake.move': ['Flyt nummeret til personen', 'Move the number to the person'],
  'intake.moved': ['(CPR-nummer flyttet)', '(civil registration number moved)'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
