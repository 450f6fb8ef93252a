/** Whole numbers from 0 on and inequalities between their sums: what a patient reader works out with paper and pencil. */
export interface Interval {
  readonly least: number;
  readonly most: number;
}
export type Term = readonly [name: string, factor: number];
/** Σ factor · number ≤ limit. */
export interface Fact {
  readonly terms: readonly Term[];
  readonly limit: number;
}
export const UNLIMITED = 1_000_000;
const ROUNDS = 200;

export const width = ({ least, most }: Interval): number => most - least + 1;
export const sumOf = (terms: readonly Term[], limit = 0): Fact => ({ terms, limit });
export const atMost = (less: readonly string[], more: readonly string[]): Fact =>
  sumOf([...less.map((name): Term => [name, 1]), ...more.map((name): Term => [name, -1])]);
export const atLeast = (more: readonly string[], less: readonly string[]): Fact => atMost(less, more);

/** What is left of each number; a fact that contradicts the others is dropped, for the reader has seen it refuted. */
export function narrowed(told: ReadonlyMap<string, number>, facts: readonly Fact[]): ReadonlyMap<string, Interval> {
  const start = new Map([...told].map(([name, value]) => [name, { least: value, most: value }]));
  let kept = facts;
  for (;;) {
    const found = new Map<string, Interval>(start);
    const refuted = propagated(found, kept);
    if (!refuted) return found;
    kept = kept.filter((fact) => fact !== refuted);
  }
}

function propagated(found: Map<string, Interval>, facts: readonly Fact[]): Fact | undefined {
  const of = (name: string) => found.get(name) ?? { least: 0, most: UNLIMITED };
  for (let round = 0, isNews = true; isNews && round < ROUNDS; round++) {
    isNews = false;
    for (const fact of facts) {
      const floor = fact.terms.reduce((sum, [name, f]) => sum + f * (f > 0 ? of(name).least : of(name).most), 0);
      for (const [name, factor] of fact.terms) {
        const { least, most } = of(name);
        const bound = (fact.limit - floor + factor * (factor > 0 ? least : most)) / factor;
        const now =
          factor > 0
            ? { least, most: Math.min(most, Math.floor(bound)) }
            : { least: Math.max(least, Math.ceil(bound)), most };
        if (now.least > now.most) return fact;
        if (now.least === least && now.most === most) continue;
        found.set(name, now);
        isNews = true;
      }
    }
  }
  return undefined;
}
