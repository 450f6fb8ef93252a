import type { AgencyKind, Plan } from './schema.js';

export interface DisclosurePair {
  readonly from: string;
  /** An agency of the plan, or what the plan does not name and counts as of a kind: another Infohus, another installation. */
  readonly to: string | { readonly kind: AgencyKind };
  readonly legalBasis: string;
  readonly constellation: string;
  /** The local date of the disclosure: a basis has a period in which it is valid. Left out, the period is not looked at. */
  readonly on?: string | undefined;
}
export type BasisRefusal = 'disclosure-needs-basis' | 'basis-not-for-these-agencies';
type Agency = Plan['agencies'][number];
type Basis = Plan['legalBases'][number];

const agencyOf = (plan: Plan, agency: string): Agency | undefined => plan.agencies.find((a) => a.code === agency);

/** The kind of an agency in a plan; undefined for an agency that the plan does not name. */
export const kindOf = (plan: Plan, agency: string): AgencyKind | undefined => agencyOf(plan, agency)?.kind;

/** The basis of the catalogue by its code, where it is in force on the local date; left out, at any time. */
export const basisOf = ({ legalBases }: Plan, legalBasis: string, on?: string): Basis | undefined =>
  legalBases.find((b) => b.code === legalBasis && (on === undefined || valid(b, on)));

const valid = ({ validFrom, validTo }: Basis, on: string): boolean =>
  (validFrom === null || validFrom <= on) && (validTo === null || on <= validTo);

/**
 * Whether personal data may pass between two agencies under a basis of the plan's catalogue (domain.md rule 5, K16-13; commands.md,
 * "Legal bases"): first the code and its period, then the constellation and the pair. An agency that the plan does not name is never covered.
 * What a basis `needs` of the case (SEL12B) is for the one who knows the case to look at.
 */
export function basisRefusal(plan: Plan, pair: DisclosurePair): BasisRefusal | null {
  const basis = basisOf(plan, pair.legalBasis, pair.on);
  if (!basis) return 'disclosure-needs-basis';
  const from = agencyOf(plan, pair.from);
  const to = typeof pair.to === 'string' ? agencyOf(plan, pair.to) : { ...pair.to, socialAuthority: false };
  const covered = from !== undefined && to !== undefined && reaches(basis.reach, from, to);
  return covered && basis.constellation === pair.constellation ? null : 'basis-not-for-these-agencies';
}

type End = Pick<Agency, 'kind' | 'socialAuthority'>;
function reaches(reach: Basis['reach'], from: End, to: End): boolean {
  if (reach.rule === 'from-to') return reach.from.includes(from.kind) && reach.to.includes(to.kind);
  const member = (a: End) => reach.kinds.includes(a.kind) || (reach.socialAuthorities && a.socialAuthority);
  return member(from) && member(to);
}
