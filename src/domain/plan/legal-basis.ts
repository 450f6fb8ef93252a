import type { AgencyKind, Plan } from './schema.js';

export interface DisclosurePair {
  readonly from: string;
  readonly to: string;
  readonly legalBasis: string;
  readonly constellation: string;
  /** The plan that names the receiver, where that is an agency of another Infohus (a concern forwarded); default: the plan itself. */
  readonly receiverPlan?: Plan | undefined;
}
export type BasisRefusal = 'disclosure-needs-basis' | 'basis-not-for-these-agencies';

/** The kind of an agency in a plan; undefined for an agency that the plan does not name. */
export const kindOf = (plan: Plan, agency: string): AgencyKind | undefined =>
  plan.agencies.find((a) => a.code === agency)?.kind;

/**
 * Whether personal data may pass between two agencies under a basis of the plan's catalogue (domain.md rule 5, K16-13; commands.md,
 * "Legal bases"): first the code, then the constellation and the pair. An agency without a kind is never covered.
 */
export function basisRefusal(plan: Plan, pair: DisclosurePair): BasisRefusal | null {
  const basis = plan.legalBases.find((b) => b.code === pair.legalBasis);
  if (!basis) return 'disclosure-needs-basis';
  const from = kindOf(plan, pair.from);
  const to = kindOf(pair.receiverPlan ?? plan, pair.to);
  const covered = from !== undefined && to !== undefined && reaches(basis.reach, from, to);
  return covered && basis.constellation === pair.constellation ? null : 'basis-not-for-these-agencies';
}

function reaches(reach: Plan['legalBases'][number]['reach'], from: AgencyKind, to: AgencyKind): boolean {
  if (reach.rule === 'any-pair') return reach.kinds.includes(from) && reach.kinds.includes(to);
  return reach.from.includes(from) && reach.to.includes(to);
}
