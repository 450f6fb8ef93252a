export interface Figure {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly unknown: number;
}

export const count = (value: number): Figure => ({ value, numerator: null, denominator: null, unknown: 0 });

/** AMBIGUOUS: `unknown` of an indicator that section 6 gives none is 0. Alternative: null. */
export function share<T>(of: readonly T[], hit: (item: T) => boolean, unknown = 0): Figure {
  const numerator = of.filter(hit).length;
  return {
    value: of.length === 0 ? null : numerator / of.length,
    numerator,
    denominator: of.length,
    unknown,
  };
}
