/** Words of the drawn chain and courses of a case, and of the analyst's home. Danish first, English second. */
export const PICTURE_WORDS = {
  'picture.chain': ['Kæden af ansvar', 'The chain of responsibility'],
  'picture.support': ['Tilbud og forløb for hver person', 'Offers and courses of each person'],
  'picture.whole': ['Ingen huller og ingen overlap.', 'No gaps and no overlaps.'],
  'picture.broken': ['Der er huller eller overlap (rødt).', 'There are gaps or overlaps (red).'],
  'picture.goes-on': ['fortsætter', 'goes on'],
  'picture.paused': ['pause', 'pause'],
  'picture.offered': ['tilbudt', 'offered'],
  'picture.declined': ['afslået', 'declined'],
  'picture.offered-again': ['tilbudt igen', 'offered again'],
  'picture.accepted': ['taget imod', 'accepted'],
  'picture.measured': ['målt', 'measured'],
  'picture.course': ['forløb', 'course'],
  'picture.none': ['Intet er tilbudt endnu.', 'Nothing has been offered yet.'],
  'home.year': ['Årets tal indtil nu', 'This year’s figures so far'],
  'home.years': ['Målene over årene', 'The goals over the years'],
  'home.reports': ['Årsrapporter', 'Yearly reports'],
} as const satisfies Record<string, readonly [string, string]>;
