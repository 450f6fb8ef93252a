import { compare } from '../domain/kernel/order.js';
import { type CaseRow, workerOf } from './case-list/case-list.js';
import type { ConcernRow } from './concern-facts/concern-facts.js';

/** How many cases a worker of an agency has open. */
export interface Workload {
  readonly userId: string;
  readonly open: number;
}

/** How many of what there are in an Infohus. */
export interface Tally {
  readonly cases: Counts;
  readonly openByType: Counts;
  readonly openByLevel: Counts;
  readonly openByAgency: Counts;
  readonly concerns: Counts;
  /** As assessed, over all concerns (K24-6). */
  readonly forms: Counts;
}
export type Counts = Readonly<Record<string, number>>;

/** Rows that are alike in what is counted by, and how many they are: a database groups them, a fold has groups of one. */
export type CaseGroup = Pick<CaseRow, 'status' | 'caseType' | 'level' | 'responsible'> & { readonly n: number };
export type ConcernGroup = Pick<ConcernRow, 'standing' | 'ending' | 'forms'> & { readonly n: number };

/** How many of what (K16-18). */
export function tallyOf(cases: readonly CaseGroup[], concerns: readonly ConcernGroup[]): Tally {
  const open = cases.filter((c) => c.status === 'open');
  return {
    cases: counted(cases, (c) => [c.status]),
    openByType: counted(open, (c) => [c.caseType]),
    openByLevel: counted(open, (c) => [c.level]),
    openByAgency: counted(open, (c) => [c.responsible]),
    concerns: counted(concerns, (c) => [c.ending ?? c.standing]),
    forms: counted(concerns, (c) => c.forms),
  };
}

function counted<G extends { readonly n: number }>(
  groups: readonly G[],
  codesOf: (group: G) => readonly string[],
): Counts {
  const counts = new Map<string, number>();
  for (const group of groups) {
    for (const code of codesOf(group)) counts.set(code, (counts.get(code) ?? 0) + group.n);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => compare(a, b)));
}
/** How many of these each worker of the agency has. */
export function workloadsIn(open: readonly Pick<CaseRow, 'workers'>[], agency: string): readonly Workload[] {
  const prefix = workerOf(agency, '');
  const counts = counted(each(open), ({ workers }) => workers.filter((w) => w.startsWith(prefix)));
  return Object.entries(counts).map(([worker, n]) => ({ userId: worker.slice(prefix.length), open: n }));
}
export const each = <R>(rows: readonly R[]): readonly (R & { readonly n: number })[] =>
  rows.map((row) => ({ ...row, n: 1 }));
