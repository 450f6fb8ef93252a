import { clip, least, most, type Ranges, span } from './ranges.js';

/** Σ factor · variable ≤ atMost. */
export interface Inequality {
  readonly terms: readonly (readonly [variable: string, factor: number])[];
  readonly atMost: number;
}
/** Inequalities, found by the variables in them. */
export interface Index {
  readonly all: readonly Inequality[];
  readonly of: ReadonlyMap<string, readonly Inequality[]>;
}
export type Domains = ReadonlyMap<string, Ranges>;

/** Beyond this many branches a system counts as unsolvable: the caller then withholds more, never less. */
const BRANCHES = 200;

export function indexed(all: readonly Inequality[]): Index {
  const of = new Map<string, Inequality[]>();
  for (const inequality of all)
    for (const [name] of inequality.terms) {
      const known = of.get(name);
      if (known) known.push(inequality);
      else of.set(name, [inequality]);
    }
  return { all, of };
}

/** Whether whole numbers within the domains satisfy every inequality; exact, but for the bound on branches. */
export const feasible = (domains: Domains, index: Index): boolean => {
  const narrowed = propagate(domains, index);
  return narrowed !== null && solvable(narrowed, index, { left: BRANCHES });
};

/** As `feasible` with one variable more decided, for domains that were propagated before. */
export function feasibleWith(domains: Domains, index: Index, name: string, value: number): boolean {
  const narrowed = propagate(new Map(domains).set(name, span(value, value)), index, name);
  return narrowed !== null && solvable(narrowed, index, { left: BRANCHES });
}

function solvable(domains: Domains, index: Index, branches: { left: number }): boolean {
  // Where figures only bound each other, the least values fit together, or the greatest do.
  const broken = index.all.find((i) => !holds(i, domains, least));
  if (!broken || index.all.every((i) => holds(i, domains, most))) return true;
  const open = broken.terms.map(([name]) => name).filter((name) => isOpen(domains.get(name)));
  const name = open.find((one) => (domains.get(one)?.length ?? 0) > 1) ?? open[0];
  if (name === undefined) return false;
  return branchesOf(domains.get(name) ?? []).some((part) => {
    if (branches.left-- <= 0) return false;
    const narrowed = propagate(new Map(domains).set(name, part), index, name);
    return narrowed !== null && solvable(narrowed, index, branches);
  });
}

const holds = ({ terms, atMost }: Inequality, domains: Domains, end: (domain: Ranges) => number) =>
  terms.reduce((sum, [name, factor]) => sum + factor * end(domains.get(name) ?? []), 0) <= atMost;

export const isOpen = (domain: Ranges = []): boolean => least(domain) !== most(domain);

function branchesOf(domain: Ranges): readonly Ranges[] {
  if (domain.length > 1) return domain.map((range) => [range]);
  const middle = Math.floor((least(domain) + most(domain)) / 2);
  return [span(least(domain), middle), span(middle + 1, most(domain))];
}

/** The domains less what some inequality rules out by its bounds; null when a variable has nothing left. `changed`: the only news. */
export function propagate(domains: Domains, index: Index, changed?: string): Domains | null {
  const narrowed = new Map(domains);
  const pending = new Set(changed === undefined ? index.all : index.of.get(changed));
  for (const inequality of pending) {
    pending.delete(inequality);
    for (const name of narrow(inequality, narrowed)) {
      if (narrowed.get(name)?.length === 0) return null;
      for (const other of index.of.get(name) ?? []) pending.add(other);
    }
  }
  return narrowed;
}

/** Cuts the domains of one inequality to its bounds; the variables that lost values. */
function narrow({ terms, atMost }: Inequality, domains: Map<string, Ranges>): readonly string[] {
  const slack = atMost - terms.reduce((sum, [name, factor]) => sum + low(domains.get(name), factor), 0);
  return terms.flatMap(([name, factor]) => {
    const before = domains.get(name) ?? [];
    const bound = (slack + low(before, factor)) / factor;
    if (factor > 0 ? most(before) <= bound : least(before) >= bound) return [];
    const [from, to] = factor > 0 ? [Number.NEGATIVE_INFINITY, Math.floor(bound)] : [Math.ceil(bound), UNLIMITED];
    domains.set(name, clip(before, from, to));
    return [name];
  });
}
const UNLIMITED = Number.POSITIVE_INFINITY;

const low = (domain: Ranges = [], factor: number) => factor * (factor > 0 ? least(domain) : most(domain));
