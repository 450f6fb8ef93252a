/** The words of numbers and of searching, as in words.ts. */
export const SEARCH_WORDS = {
  'search.title': ['Søg', 'Search'],
  'search.number': ['Søg efter nummer', 'Search by number'],
  'search.number-hint': [
    'Fx S-2026-0317, B-2026-4711 eller M-2026-0908',
    'Such as S-2026-0317, B-2026-4711 or M-2026-0908',
  ],
  'search.no-number': [
    'Det er ikke et nummer. Et nummer ser ud som S-2026-0317.',
    'That is not a number. A number looks like S-2026-0317.',
  ],
  'search.person': ['Søg efter person', 'Search for a person'],
  'search.person-what': [
    'Du finder kun personer, som du har adgang til. Udfyld det, du ved; alt skal passe. Søgningen bliver noteret, men ikke det, du skriver.',
    'You find only persons whom you may know. Fill in what you know; all of it must fit. The search is written down, but not what you type.',
  ],
  'search.name': ['Navn', 'Name'],
  'search.birth-date': ['Fødselsdato', 'Date of birth'],
  'search.cpr': ['CPR-nummer', 'Civil registration number'],
  'search.why': ['Hvorfor søger du?', 'Why do you search?'],
  'search.new-concern': ['En ny bekymring', 'A new concern'],
  'search.on-case': ['En sag, vi arbejder med', 'A case that we work on'],
  'search.meeting': ['Forberedelse af et møde', 'To prepare a meeting'],
  'search.request-of-the-person': ['Personen har selv henvendt sig', 'The person has asked us'],
  'search.found': ['Personer, der passer', 'Persons who fit'],
  'search.nobody': ['Der er ingen, du har adgang til, som svarer til det.', 'Nobody whom you may know fits that.'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
