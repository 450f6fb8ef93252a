import { clip, least, most, type Ranges, span } from './ranges.js';

/** Σ factor · variable ≤ atMost. */
export interface Inequality {
  readonly terms: readonly (readonly [variable: string, factor: number])[];
  readonly atMost: number;
}
export type Domains = ReadonlyMap<string, Ranges>;

/** Beyond this many branches a system counts as unsolvable: the caller then withholds more, never less. */
const BRANCHES = 400;

/** Whether whole numbers within the domains satisfy every inequality; exact, but for the bound on branches. */
export function feasible(domains: Domains, inequalities: readonly Inequality[]): boolean {
  let branches = 0;
  const solve = (open: Domains): boolean => {
    const narrowed = propagate(open, inequalities);
    if (!narrowed) return false;
    const split = undecided(narrowed);
    if (!split) return true;
    if (++branches > BRANCHES) return false;
    return branchesOf(split[1]).some((part) => solve(new Map(narrowed).set(split[0], part)));
  };
  return solve(domains);
}

/** The domains with every value gone that some inequality rules out by its bounds alone; null when one has none left. */
export function propagate(domains: Domains, inequalities: readonly Inequality[]): Domains | null {
  const narrowed = new Map(domains);
  for (let changed = true; changed; ) {
    changed = false;
    for (const { terms, atMost } of inequalities) {
      const smallest = terms.reduce((sum, [v, factor]) => sum + low(narrowed.get(v), factor), 0);
      for (const [v, factor] of terms) {
        const before = narrowed.get(v) ?? [];
        const room = (atMost - smallest + low(before, factor)) / factor;
        const after =
          factor > 0
            ? clip(before, Number.NEGATIVE_INFINITY, Math.floor(room))
            : clip(before, Math.ceil(room), Number.POSITIVE_INFINITY);
        if (after.length === 0) return null;
        if (least(after) === least(before) && most(after) === most(before)) continue;
        narrowed.set(v, after);
        changed = true;
        break;
      }
    }
  }
  return narrowed;
}

const low = (domain: Ranges = [], factor: number) => factor * (factor > 0 ? least(domain) : most(domain));

/** The variable with the fewest values of those with more than one. */
function undecided(domains: Domains): readonly [string, Ranges] | undefined {
  let best: readonly [string, Ranges] | undefined;
  for (const entry of domains) {
    const wide = width(entry[1]);
    if (wide > 1 && (!best || wide < width(best[1]))) best = entry;
  }
  return best;
}
const width = (domain: Ranges) => domain.reduce((sum, [lo, hi]) => sum + hi - lo + 1, 0);

/** The least value first: where figures only bound each other, it almost always fits. */
function branchesOf(domain: Ranges): readonly Ranges[] {
  if (domain.length > 1) return domain.map((range) => [range]);
  return [span(least(domain), least(domain)), span(least(domain) + 1, most(domain))];
}
