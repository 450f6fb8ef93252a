// What a plan says of agencies and of the legal bases table of commands.md.
import { type Data, str } from './model.js';
import { type Agency, PLANS, planOn } from './plan-file.js';
import type { Day } from './time.js';

/** Every Infohus that a plan file speaks of. */
export const INFOHUSE: readonly string[] = [...new Set(PLANS.map((plan) => plan.infohus))];

export const agencyOf = (infohus: string, agency: string, day: Day): Agency | undefined =>
  planOn(infohus, day)?.agencies.get(agency);

export const isAgencyOf = (infohus: string, agency: string, day: Day): boolean =>
  agencyOf(infohus, agency, day) !== undefined;

/** The Infohuse whose plan in force has the agency. */
export const infohuseOf = (agency: string, day: Day): string[] =>
  INFOHUSE.filter((infohus) => isAgencyOf(infohus, agency, day));

/** One end of a disclosure. */
export interface End {
  readonly kind: string;
  readonly social: boolean;
}

/**
 * AMBIGUOUS: an agency that the plan of the Infohus does not have has no kind, so no basis holds for it. Alternatives:
 * its kind by another plan; unknown-agency.
 * Where a plan marks nobody as social authority its municipal agencies are taken for it.
 */
export function endOf(infohus: string, agency: string, day: Day): End | undefined {
  const plan = planOn(infohus, day);
  const found = plan?.agencies.get(agency);
  if (!plan || !found) return undefined;
  return { kind: found.kind, social: plan.marksSocial ? found.social : found.kind === 'municipal' };
}

/** An Infohus or an installation, as receiver of a disclosure, counts as a municipal agency. */
export const AN_INFOHUS: End = { kind: 'municipal', social: false };

interface Basis {
  readonly constellation: string;
  readonly between: (from: End, to: End) => boolean;
  /** Where the plan has no period of its own. */
  readonly from?: Day;
}

/** Both ends among the kinds, in any pair; with `social` the social authorities too. */
const among =
  (kinds: readonly string[], social = false) =>
  (...ends: End[]): boolean =>
    ends.every((end) => kinds.includes(end.kind) || (social && end.social));

const KSP: Basis = { constellation: 'KSP', between: among(['probation', 'police'], true) };

const BASES: Readonly<Record<string, Basis>> = {
  RPL115_1_1: { constellation: 'SSP', between: among(['police', 'municipal', 'school']) },
  RPL115_1_2: { constellation: 'PSP', between: among(['police', 'health'], true) },
  RPL115_1_3a: KSP,
  RPL115_1_3b: KSP,
  RPL115_1_3c: KSP,
  // AMBIGUOUS: "(a child's matter)" is taken as a remark, not as a check. Alternative: refuse where no subject is a minor.
  BL: { constellation: 'none', between: (_, to) => to.kind === 'municipal', from: '2024-04-01' },
  LAB: { constellation: 'none', between: among(['municipal']) },
  SEL12B: {
    constellation: 'none',
    between: (from, to) => from.kind === 'municipal' && ['municipal', 'civil-society'].includes(to.kind),
  },
  'GDPR-DBL': { constellation: 'none', between: (_, to) => to.kind !== 'police' && to.kind !== 'security' },
};

function isValid(code: string, basis: Basis, infohus: string, day: Day): boolean {
  const period = planOn(infohus, day)?.periods.get(code);
  const from = period?.from ?? basis.from ?? null;
  return (from === null || from <= day) && (!period?.to || day <= period.to);
}

export interface Disclosing {
  readonly infohus: string;
  readonly day: Day;
  readonly from: End | undefined;
  readonly to: End | undefined;
  /** Every subject of the case is adult and has an accepted offer that was not withdrawn; never so of a concern. */
  readonly allAccepted: boolean;
}

/** The refusals that every command with a disclosure shares, in the order of commands.md. */
export function disclosureRules(disclosure: Data, { infohus, day, from, to, allAccepted }: Disclosing) {
  const code = str(disclosure, 'legalBasis');
  const known = Object.hasOwn(BASES, code) ? BASES[code] : undefined;
  const basis = known && isValid(code, known, infohus, day) ? known : undefined;
  const fits =
    basis !== undefined &&
    basis.constellation === disclosure.constellation &&
    from !== undefined &&
    to !== undefined &&
    basis.between(from, to) &&
    (code !== 'SEL12B' || allAccepted);
  return [
    ['disclosure-needs-basis', basis === undefined],
    ['basis-not-for-these-agencies', basis !== undefined && !fits],
    ['no-investigation-purpose', disclosure.purpose !== 'crime-prevention'],
  ] as const;
}
