import { type Domains, feasible, type Inequality, propagate } from './feasible.js';
import { least, most, type Ranges, span } from './ranges.js';

/** Beyond this many values tried a count passes for one that can be worked back. */
const TRIED = 100;

/** Inequalities, found by the variables in them. */
export interface Index {
  readonly all: readonly Inequality[];
  readonly of: ReadonlyMap<string, readonly Inequality[]>;
}
export interface System {
  readonly domains: Domains;
  readonly inequalities: readonly Inequality[];
}

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

/** The part of a system that one variable can reach: a figure that is known passes nothing on. */
export function around(domains: Domains, { of }: Index, start: string): System {
  const reached = new Set([start]);
  const inequalities = new Set<Inequality>();
  const next = [start];
  for (let name = next.pop(); name !== undefined; name = next.pop())
    for (const inequality of of.get(name) ?? []) {
      if (inequalities.has(inequality)) continue;
      inequalities.add(inequality);
      for (const [other] of inequality.terms) {
        if (reached.has(other)) continue;
        reached.add(other);
        if (isOpen(domains.get(other))) next.push(other);
      }
    }
  return {
    domains: new Map([...reached].map((name) => [name, domains.get(name) ?? []])),
    inequalities: [...inequalities],
  };
}
const isOpen = (domain: Ranges = []) => least(domain) !== most(domain);

export const isPossible = ({ domains, inequalities }: System): boolean => feasible(domains, inequalities);

/** Whether `minimum` consecutive values of a variable are each possible. */
export function isWide({ domains, inequalities }: System, name: string, minimum: number): boolean {
  const narrowed = propagate(domains, inequalities);
  if (!narrowed) return false;
  let tried = 0;
  for (const [lo, hi] of narrowed.get(name) ?? []) {
    let run = 0;
    for (let value = lo; value <= hi && tried < TRIED; value++, tried++) {
      run = feasible(new Map(narrowed).set(name, span(value, value)), inequalities) ? run + 1 : 0;
      if (run === minimum) return true;
    }
  }
  return false;
}
