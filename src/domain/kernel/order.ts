/** Text by its code units, as it is stored: no language's order. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Of rows by a text of theirs; equal ones stay as they stood. */
export const ascending =
  <R>(key: (row: R) => string) =>
  (a: R, b: R): number =>
    compare(key(a), key(b));
