import { grouped } from '../kernel/grouped.js';
import { compare } from '../kernel/order.js';
import { FINDINGS, type Finding, type FindingKind } from './finding.js';

export interface QualityCount {
  readonly kind: FindingKind;
  readonly agency: string;
  readonly count: number;
  /** The oldest fault or the largest delay, in days. */
  readonly longest: number;
}
/** A count that nobody can be recognised from: `<5` stands for none as well as for a few. */
export interface ProtectedCount extends Pick<QualityCount, 'kind' | 'agency'> {
  readonly count: number | `<${number}`;
}
/** Stands for agencies that are in no plan of the Infohus. */
export const OTHER_AGENCY = 'other';

/** How many of each kind an agency has; those it has none of are left out. */
export const countsOf = (findings: readonly Finding[]): readonly QualityCount[] =>
  FINDINGS.flatMap((kind) => {
    const ofKind = findings.filter((f) => f.kind === kind);
    return [...grouped(ofKind, (f) => f.agency)]
      .map(([agency, own]) => ({ kind, agency, count: total(own), longest: Math.max(...own.map((f) => f.days)) }))
      .sort((a, b) => b.count - a.count || compare(a.agency, b.agency));
  });

/**
 * The same for whoever sees figures and never cases (databeskyttelsesloven § 10 stk. 2). Every kind stands for every agency of the plans, so
 * that no row tells by being there that there is one; a count is told where it is of enough cases, however many the faults of one case are.
 * No totals, months or longest delays: what is withheld could be worked back from sums, and the longest is that of one case.
 */
export function protectedCounts(
  findings: readonly Finding[],
  agencies: readonly string[],
  minimum: number,
): readonly ProtectedCount[] {
  const agencyOf = ({ agency }: Finding) => (agencies.includes(agency) ? agency : OTHER_AGENCY);
  const cells = grouped(findings, (f) => `${f.kind} ${agencyOf(f)}`);
  return FINDINGS.flatMap((kind) =>
    [...agencies, OTHER_AGENCY].map((agency): ProtectedCount => {
      const own = cells.get(`${kind} ${agency}`) ?? [];
      const records = new Set(own.map((f) => f.caseId ?? f.concernId)).size;
      return { kind, agency, count: records < minimum ? `<${minimum}` : total(own) };
    }),
  );
}

const total = (own: readonly Finding[]) => own.reduce((sum, { registrations = 1 }) => sum + registrations, 0);
