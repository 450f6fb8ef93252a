/** The words of a person's page, as in words.ts. */
export const PERSON_WORDS = {
  'person.restricted': ['Behandlingen er begrænset siden', 'Processing is restricted since'],
  'person.restricted.what': [
    'Oplysningerne opbevares, og der arbejdes ikke videre med dem, før compliance ophæver begrænsningen. Personen står ikke i søgninger.',
    'The data is kept and not worked with until compliance lifts the restriction. The person stands in no search.',
  ],
  'person.birth-date': ['Fødselsdato', 'Date of birth'],
  'person.contact': ['Kontakt', 'Contact'],
  'person.address': ['Adresse', 'Address'],
  'person.is-protected': ['beskyttet', 'protected'],
  'person.reveal': ['Vis adressen', 'Show the address'],
  'person.reveal.why': ['Hvorfor er den nødvendig?', 'Why is it needed?'],
  'person.reveal.what': [
    'Adressen vises én gang. Hvem der så den, og hvorfor, noteres.',
    'The address is shown once. Who saw it, and why, is written down.',
  ],
  'person.protected': ['Adressen er beskyttet og vises ikke.', 'The address is protected, and not shown.'],
  'person.cpr': [
    'CPR-nummer er registreret og vises ikke.',
    'The civil registration number is recorded, and not shown.',
  ],
  'person.guardians': ['Forældremyndighed', 'Custody'],
  'person.merged': [
    'Er lagt sammen med en anden person; det gælder som én.',
    'Was merged with another person; both count as one.',
  ],
  'person.parts': ['Sager og bekymringer', 'Cases and concerns'],
  'person.acts': ['Registrér på personen', 'Record on the person'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
