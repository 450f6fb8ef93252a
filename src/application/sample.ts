import { createHash } from 'node:crypto';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface Lot<T> {
  readonly of: T;
  /** SHA-256 of the seed, a space and its name: whoever has these can draw again. */
  readonly lot: string;
}
/**
 * Which of them a seed draws: those with the smallest lots. Each is as likely as any other, nobody knows which before the seed is there, and
 * anybody can try it again afterwards.
 */
export function drawn<T>(
  all: readonly T[],
  nameOf: (one: T) => string,
  seed: string,
  count: number,
): readonly Lot<T>[] {
  const lots = all.map((of): Lot<T> => ({ of, lot: sha256(`${seed} ${nameOf(of)}`) }));
  return lots.sort((a, b) => (a.lot < b.lot ? -1 : 1)).slice(0, count);
}
/** Of all that was drawn from: the same where it is the same, in whatever order. */
export const drawnFrom = (names: readonly string[]): string => sha256([...names].sort().join('\n'));
