/** The words of numbers and of searching, as in words.ts. */
export const SEARCH_WORDS = {
  'person.nameless': ['Navn kendes ikke', 'Name not known'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
