/**
 * An attacker who shares no code with what he attacks. He knows every rule of publishing, has all the time in the world
 * and writes down every city that could be: those that give the very pages he holds are the ones he must reckon with.
 */
export interface World {
  /** Every count behind the pages, by a name of the attacker's choice. */
  readonly truth: Readonly<Record<string, number>>;
  /** Of them, those that the pages withhold. */
  readonly withheld: readonly string[];
  /** The pages, letter by letter. */
  readonly pages: string;
}
export interface Betrayal {
  readonly cell: string;
  readonly values: readonly number[];
  readonly pages: string;
}

/** The withheld counts of which fewer than `minimum` values are left, or an interval narrower than it. */
export function attack(worlds: Iterable<World>, minimum: number): readonly Betrayal[] {
  const left = new Map<string, Map<string, Set<number>>>();
  for (const { truth, withheld, pages } of worlds) {
    const cells = left.get(pages) ?? new Map<string, Set<number>>();
    left.set(pages, cells);
    for (const cell of withheld) {
      const values = cells.get(cell) ?? new Set<number>();
      values.add(truth[cell] ?? Number.NaN);
      cells.set(cell, values);
    }
  }
  return [...left].flatMap(([pages, cells]) =>
    [...cells].flatMap(([cell, values]) => {
      const sorted = [...values].sort((a, b) => a - b);
      return sorted.length < minimum ? [{ cell, values: sorted, pages }] : [];
    }),
  );
}

/** All ways to sort at most `most` indistinguishable people into `kinds` kinds. */
export function* cities(kinds: number, most: number): Generator<readonly number[]> {
  if (kinds === 0) {
    yield [];
    return;
  }
  for (let n = 0; n <= most; n++) for (const rest of cities(kinds - 1, most - n)) yield [n, ...rest];
}

/** All lists of `length` numbers taken from `values`. */
export function* lists(length: number, values: readonly number[]): Generator<readonly number[]> {
  if (length === 0) {
    yield [];
    return;
  }
  for (const first of values) for (const rest of lists(length - 1, values)) yield [first, ...rest];
}

/** What is known of a sum of two neighbouring half-years: told exactly, or withheld and within a set. */
export interface Sum {
  readonly first: number;
  readonly possible: ReadonlySet<number>;
}

/**
 * Every history of half-years, counted one by one along the chain: which values each sum may have had, all other sums
 * being possible too. Exhaustive up to `most` completed courses in a half-year.
 */
export function sumsPossible(halfYears: number, sums: readonly Sum[], most: number): readonly ReadonlySet<number>[] {
  const fits = (at: number, a: number, b: number) => sums.every((s) => s.first !== at || s.possible.has(a + b));
  const sizes = Array.from({ length: most + 1 }, (_, n) => n);
  const forward: Set<number>[] = [new Set(sizes)];
  for (let at = 0; at < halfYears - 1; at++)
    forward.push(new Set(sizes.filter((b) => [...(forward[at] ?? [])].some((a) => fits(at, a, b)))));
  const backward: Set<number>[] = Array.from({ length: halfYears }, () => new Set(sizes));
  for (let at = halfYears - 2; at >= 0; at--)
    backward[at] = new Set(sizes.filter((a) => [...(backward[at + 1] ?? [])].some((b) => fits(at, a, b))));
  return sums.map(
    ({ first }) =>
      new Set(
        [...(forward[first] ?? [])].flatMap((a) =>
          [...(backward[first + 1] ?? [])].filter((b) => fits(first, a, b)).map((b) => a + b),
        ),
      ),
  );
}
