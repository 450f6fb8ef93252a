import { ending, link, newestOutcome, qualifications } from '../../domain/concern/state.js';
import type { CaseRow } from '../../projections/case-list/case-list.js';
import type { ConcernRow } from '../../projections/concern-facts/concern-facts.js';

export type Counts = Readonly<Record<string, number>>;

/** How many of what: the overview of cases and of milieus (K16-18). Forms are counted as assessed, over all concerns (K24-6). */
export function overview(cases: readonly CaseRow[], concerns: readonly ConcernRow[]) {
  const open = cases.filter((c) => c.status === 'open');
  return {
    cases: counted(cases, (c) => [c.status]),
    openByType: counted(open, (c) => [c.caseType]),
    openByLevel: counted(open, (c) => [c.state.level]),
    openByAgency: counted(open, (c) => [c.responsible]),
    concerns: counted(concerns, ({ facts: { steps } }) => [
      ending(steps) ?? (link(steps) ? 'in-a-case' : (newestOutcome(steps) ?? 'undecided')),
    ]),
    forms: counted(concerns, ({ facts: { steps } }) => qualifications(steps).at(-1)?.forms ?? []),
  };
}

function counted<T>(rows: readonly T[], of: (row: T) => readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const code of rows.flatMap(of)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
