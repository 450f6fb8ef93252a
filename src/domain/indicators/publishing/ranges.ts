/** A set of whole numbers: ascending, separate, closed intervals. */
export type Ranges = readonly (readonly [number, number])[];

export const span = (lo: number, hi: number): Ranges => (lo <= hi ? [[lo, hi]] : []);

export function union(...sets: readonly Ranges[]): Ranges {
  const merged: [number, number][] = [];
  for (const [lo, hi] of sets.flat().sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && lo <= last[1] + 1) last[1] = Math.max(last[1], hi);
    else merged.push([lo, hi]);
  }
  return merged;
}

export const clip = (set: Ranges, lo: number, hi: number): Ranges =>
  set.flatMap(([a, b]) => span(Math.max(a, lo), Math.min(b, hi)));

/** What remains of a whole when the part is one of the set. */
export const mirrored = (set: Ranges, whole: number): Ranges =>
  set.map(([lo, hi]) => [whole - hi, whole - lo] as const).reverse();

export const contains = (set: Ranges, value: number): boolean => set.some(([lo, hi]) => lo <= value && value <= hi);

export const least = (set: Ranges): number => set[0]?.[0] ?? Number.NaN;
export const most = (set: Ranges): number => set.at(-1)?.[1] ?? Number.NaN;
