/** Lists that users keep for themselves. */
export const SAVED_WORDS = {
  'saved.title': ['Mine lister', 'My lists'],
  'saved.what': [
    'Lister, som du har filtreret og gemt. Kun du ser dem, og de åbner altid med det, der står i dem i dag.',
    'Lists that you have filtered and kept. Only you see them, and each opens with what stands in it today.',
  ],
  'saved.none': [
    'Du har ikke gemt nogen liste. Åbn en liste, vælg i filteret, og gem den nederst på siden.',
    'You have kept no list. Open one, choose in its filter, and keep it at the foot of the page.',
  ],
  'saved.save': ['Gem denne liste', 'Keep this list'],
  'saved.name': ['Hvad skal listen hedde?', 'What is the list to be called?'],
  'saved.name-hint': ['Skriv ingen navne på borgere.', 'Write no names of citizens.'],
  'saved.rename': ['Omdøb', 'Rename'],
  'saved.drop': ['Slet listen', 'Delete the list'],
  'saved.done': ['Gemt. Dine lister står også på forsiden.', 'Kept. Your lists stand on the front page too.'],
  'saved.unnamed': ['(uden navn)', '(without a name)'],
} as const satisfies Record<string, readonly [string, string]>;
