// Plan data as domain.md section 2 and the legal bases table of commands.md give them.

export type Kind = 'municipal' | 'police' | 'security' | 'probation' | 'health' | 'school' | 'civil-society';

interface Infohus {
  readonly agencies: Readonly<Record<string, Kind>>;
  readonly coordinating: readonly string[];
}

export const INFOHUS: Readonly<Record<string, Infohus>> = {
  koebenhavn: {
    agencies: {
      BIF: 'municipal',
      SOF: 'municipal',
      BUF: 'municipal',
      KFF: 'municipal',
      SUF: 'municipal',
      TMF: 'municipal',
      OEKF: 'municipal',
      SSP: 'school',
      KP: 'police',
      PET: 'security',
      KRIM: 'probation',
      RHP: 'health',
    },
    coordinating: ['BIF', 'KP'],
  },
  koege: {
    agencies: {
      VEL: 'municipal',
      SOC: 'municipal',
      FAM: 'municipal',
      SSPK: 'school',
      MVSJ: 'police',
      PET: 'security',
      KRIM: 'probation',
      RSJ: 'health',
    },
    coordinating: ['VEL', 'MVSJ'],
  },
};

/** The kind of an agency by the plan of one Infohus, else by any plan. */
export function kindOf(agency: string, infohus?: string): Kind | undefined {
  const own = infohus === undefined ? undefined : INFOHUS[infohus]?.agencies[agency];
  if (own) return own;
  for (const house of Object.values(INFOHUS)) {
    const kind = house.agencies[agency];
    if (kind) return kind;
  }
  return undefined;
}

export const isAgencyOf = (infohus: string, agency: string): boolean =>
  INFOHUS[infohus]?.agencies[agency] !== undefined;

export const coordinatingOf = (infohus: string): readonly string[] => INFOHUS[infohus]?.coordinating ?? [];

interface Basis {
  readonly constellation: string;
  readonly between: (from: Kind | undefined, to: Kind | undefined) => boolean;
}

/** Both ends among the kinds, in any pair. */
const among =
  (...kinds: Kind[]) =>
  (from: Kind | undefined, to: Kind | undefined): boolean =>
    from !== undefined && to !== undefined && kinds.includes(from) && kinds.includes(to);

const KSP: Basis = { constellation: 'KSP', between: among('probation', 'municipal', 'police') };

const BASES: Readonly<Record<string, Basis>> = {
  RPL115_1_1: { constellation: 'SSP', between: among('police', 'municipal', 'school') },
  RPL115_1_2: { constellation: 'PSP', between: among('police', 'municipal', 'health') },
  RPL115_1_3a: KSP,
  RPL115_1_3b: KSP,
  RPL115_1_3c: KSP,
  // AMBIGUOUS: "(a child's matter)" is taken as a remark, not as a check. Alternative: refuse where no subject is a minor.
  BL: { constellation: 'none', between: (from, to) => from !== undefined && to === 'municipal' },
  LAB: { constellation: 'none', between: (from, to) => from === 'municipal' && to === 'municipal' },
  // AMBIGUOUS: "adults, by consent" cannot be read from a disclosure's fields; only the pair is checked.
  SEL12B: {
    constellation: 'none',
    between: (from, to) => from === 'municipal' && (to === 'municipal' || to === 'civil-society'),
  },
  'GDPR-DBL': {
    constellation: 'none',
    between: (from, to) => from !== undefined && to !== undefined && to !== 'police' && to !== 'security',
  },
};

export interface Disclosure {
  readonly legalBasis: string;
  readonly constellation: string;
  readonly purpose: string;
}

/**
 * The refusals that every command with a disclosure shares, in the order of commands.md.
 * AMBIGUOUS: an agency that no plan knows has no kind, so no basis holds for it (basis-not-for-these-agencies).
 * Alternative: unknown-agency, or GDPR-DBL "any to any" would let it pass.
 */
export function disclosureRules(
  disclosure: Disclosure,
  pairs: readonly (readonly [Kind | undefined, Kind | undefined])[],
) {
  const basis = Object.hasOwn(BASES, disclosure.legalBasis) ? BASES[disclosure.legalBasis] : undefined;
  const fits =
    basis?.constellation === disclosure.constellation && pairs.some(([from, to]) => basis?.between(from, to) === true);
  return [
    ['disclosure-needs-basis', basis === undefined],
    ['basis-not-for-these-agencies', basis !== undefined && !fits],
    ['no-investigation-purpose', disclosure.purpose !== 'crime-prevention'],
  ] as const;
}
