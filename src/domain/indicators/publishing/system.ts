import {
  type Domains,
  feasible,
  feasibleWith,
  type Index,
  type Inequality,
  indexed,
  isOpen,
  propagate,
} from './feasible.js';

/** Beyond this many values tried a count passes for one that can be worked back. */
const TRIED = 100;

export interface System {
  readonly domains: Domains;
  readonly index: Index;
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
    index: indexed([...inequalities]),
  };
}

export const isPossible = ({ domains, index }: System): boolean => feasible(domains, index);

/** Whether `minimum` consecutive values of a variable are each possible. */
export function isWide({ domains, index }: System, name: string, minimum: number): boolean {
  const narrowed = propagate(domains, index);
  if (!narrowed) return false;
  let tried = 0;
  for (const [lo, hi] of narrowed.get(name) ?? []) {
    let run = 0;
    for (let value = lo; value <= hi && tried < TRIED; value++, tried++) {
      run = feasibleWith(narrowed, index, name, value) ? run + 1 : 0;
      if (run === minimum) return true;
    }
  }
  return false;
}
