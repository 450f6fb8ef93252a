/** A range of keys by their last characters: every key of every read model lies in exactly one slice of a division. */
export interface Slice {
  readonly number: number;
  /** Inclusive; undefined = from the beginning. */
  readonly from: string | undefined;
  /** Exclusive; undefined = to the end. */
  readonly below: string | undefined;
}

/** Characters that decide. Keys end as the names of their streams do, mostly in the random digits of a UUID. */
export const TAIL = 4;
const DIGITS = 16 ** TAIL;

/** `count` slices, of about the same size where keys end in random hexadecimal digits. At most 65,536. */
export function slicesOf(count: number): readonly Slice[] {
  const edge = (n: number) =>
    n === 0 || n === count
      ? undefined
      : Math.floor((n * DIGITS) / count)
          .toString(16)
          .padStart(TAIL, '0');
  return Array.from({ length: count }, (_, n) => ({ number: n, from: edge(n), below: edge(n + 1) }));
}

/** Compared as bytes, as the database does it with the collation "C". */
export function holds({ from, below }: Slice, key: string): boolean {
  const tail = key.slice(-TAIL);
  return (from === undefined || tail >= from) && (below === undefined || tail < below);
}

/** Says which of the slices, all of a division in their order, holds a key. */
export const finder =
  (slices: readonly Slice[]) =>
  (key: string): number => {
    const tail = key.slice(-TAIL);
    let [low, high] = [0, slices.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (tail >= (slices[middle]?.from ?? '')) low = middle;
      else high = middle - 1;
    }
    return low;
  };
