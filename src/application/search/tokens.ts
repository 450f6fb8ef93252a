/** By what somebody is searched for, and found. */
export interface Sought {
  readonly name?: string | undefined;
  /** A local date. */
  readonly birthDate?: string | undefined;
  /** A civil registration number, with or without its hyphen. */
  readonly cpr?: string | undefined;
}

/** Danish letters as they are written where they cannot be typed, and those of the neighbours. */
const LETTERS: Readonly<Record<string, string>> = {
  å: 'aa',
  æ: 'ae',
  ä: 'ae',
  ø: 'oe',
  ö: 'oe',
  ü: 'y',
  ß: 'ss',
  ð: 'd',
  þ: 'th',
};

/**
 * The words of a name as they are compared: Aagård and Ågaard, Jens-Møller and Moeller Jens, Hansson and Hanson are the same. What differs in
 * spelling only is one; what differs in sound is not.
 */
export function wordsOf(name: string): readonly string[] {
  const plain = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[åæäøöüßðþ]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '');
  const words = plain.split(/[^\p{Letter}\p{Number}]+/u).map((word) => word.replace(/(.)\1+/gu, '$1'));
  return [...new Set(words.filter((word) => word !== ''))];
}

/** What is digested: each with its kind before it, so that a date never meets a name. */
export const termsOf = ({ name = '', birthDate, cpr }: Sought): readonly string[] => [
  ...wordsOf(name).map((word) => `name/${word}`),
  ...(birthDate ? [`born/${birthDate}`] : []),
  ...(cpr ? [`cpr/${cpr.replace(/\D/g, '')}`] : []),
];
