/** The words of what is open to everybody, as in words.ts. */
export const OPEN_DATA_WORDS = {
  'open.title': ['Åbne tal fra Infohuset', 'Open figures of the Infohus'],
  'open.what': [
    'De offentliggjorte årsrapporter om forebyggelse af ekstremisme, som tabeller. Små tal er tilbageholdt, så ingen kan genkendes.',
    'The published yearly reports on preventing extremism, as tables. Small counts are withheld, so that nobody can be recognised.',
  ],
  'open.licence': ['Licens', 'Licence'],
  'open.catalogue': ['Kataloget (DCAT-AP-DK, Turtle)', 'The catalogue (DCAT-AP-DK, Turtle)'],
  'open.none': ['Der er ikke offentliggjort nogen rapport endnu.', 'No report has been published yet.'],
  'open.report': ['Rapport', 'Report'],
  'open.edition': ['Offentliggørelse', 'Publication'],
  'open.since': ['Offentliggjort', 'Published'],
  'open.table': ['Tabel (CSV)', 'Table (CSV)'],
  'open.read': ['Sådan læses den (CSVW)', 'How to read it (CSVW)'],
  'open.data-set': [
    'Indikatorerne i {t} for {n}, med definition, tæller, nævner og mål. Et tomt tal er tilbageholdt eller aldrig registreret; tabellen siger hvilket.',
    'The indicators of {t} for {n}, with definition, numerator, denominator and target. An empty figure is withheld or was never recorded; the table says which.',
  ],
} as const satisfies Record<string, readonly [string, string]>;
