/** Words of the drawn chain and courses of a case, and of the analyst's home. Danish first, English second. */
export const PICTURE_WORDS = {
  'picture.chain': ['Kæden af ansvar', 'The chain of responsibility'],
  'picture.courses': ['Forløb over tid', 'Courses over time'],
  'picture.whole': ['Ingen huller og ingen overlap.', 'No gaps and no overlaps.'],
  'picture.broken': ['Der er huller eller overlap (orange).', 'There are gaps or overlaps (orange).'],
  'picture.goes-on': ['fortsætter', 'goes on'],
  'picture.paused': ['pause', 'pause'],
  'picture.measured': ['målt', 'measured'],
  'picture.measurements': ['Målinger', 'Measurements'],
  'picture.pauses': ['Pauser', 'Pauses'],
  'home.year': ['Årets tal indtil nu', 'This year’s figures so far'],
  'home.years': ['Målene over årene', 'The goals over the years'],
  'home.reports': ['Årsrapporter', 'Yearly reports'],
} as const satisfies Record<string, readonly [string, string]>;
