import { describe, expect, it } from '@jest/globals';
import { basisRefusal, kindOf } from '../../../src/domain/plan/legal-basis.js';
import { AGENCY_KINDS, type AgencyKind, type Plan } from '../../../src/domain/plan/schema.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';

/** The table of commands.md, "Legal bases", said a second time as pairs: what is not listed is not covered. */
const M = 'municipal';
const TABLE: Record<string, { constellation: string; covers: (from: AgencyKind, to: AgencyKind) => boolean }> = {
  RPL115_1_1: {
    constellation: 'SSP',
    covers: (f, t) => [f, t].every((k) => k === 'police' || k === M || k === 'school'),
  },
  RPL115_1_2: {
    constellation: 'PSP',
    covers: (f, t) => [f, t].every((k) => k === 'police' || k === 'health'),
  },
  RPL115_1_3a: {
    constellation: 'KSP',
    covers: (f, t) => [f, t].every((k) => k === 'probation' || k === 'police'),
  },
  RPL115_1_3b: {
    constellation: 'KSP',
    covers: (f, t) => [f, t].every((k) => k === 'probation' || k === 'police'),
  },
  RPL115_1_3c: {
    constellation: 'KSP',
    covers: (f, t) => [f, t].every((k) => k === 'probation' || k === 'police'),
  },
  BL: { constellation: 'none', covers: (_, t) => t === M },
  LAB: { constellation: 'none', covers: (f, t) => f === M && t === M },
  SEL12B: { constellation: 'none', covers: (f, t) => f === M && (t === M || t === 'civil-society') },
  'GDPR-DBL': { constellation: 'none', covers: (_, t) => t !== 'police' && t !== 'security' },
};
const loaded = loadPlans('plans').map((l) => l.plan);
const named = (planId: string): Plan => {
  const plan = loaded.find((p) => p.planId === planId);
  if (!plan) throw new Error(planId);
  return plan;
};
/** A plan with two agencies of every kind, civil society too, and no social authority. */
const everyKind = (plan: Plan): Plan => ({
  ...plan,
  agencies: AGENCY_KINDS.flatMap((kind) =>
    ['one', 'two'].map((n) => ({
      code: `${kind}-${n}`,
      kind,
      name: { da: kind, en: kind },
      coordinating: false,
      socialAuthority: false,
      units: [],
      member: null,
      keyStaff: false,
      source: 'ours',
    })),
  ),
});

describe.each(loaded.map((p) => [p.planId, everyKind(p)] as const))('the legal bases of %s', (_, plan) => {
  it('are those of the table', () => {
    expect(plan.legalBases.map((b) => b.code).sort()).toEqual(Object.keys(TABLE).sort());
  });

  it.each(Object.entries(TABLE))(
    '%s covers exactly the pairs of kinds that the table says, in its constellation',
    (legalBasis, row) => {
      for (const from of AGENCY_KINDS) {
        for (const to of AGENCY_KINDS) {
          for (const constellation of ['SSP', 'PSP', 'KSP', 'none', 'XYZ']) {
            const refusal = basisRefusal(plan, {
              from: `${from}-one`,
              to: `${to}-two`,
              legalBasis,
              constellation,
            });
            const allowed = constellation === row.constellation && row.covers(from, to);
            const said = refusal ?? 'covered';
            expect({ from, to, constellation, said }).toEqual({
              from,
              to,
              constellation,
              said: allowed ? 'covered' : 'basis-not-for-these-agencies',
            });
          }
        }
      }
    },
  );
});

describe('a legal basis', () => {
  const koebenhavn = named('koebenhavn-2016');
  const asked = { from: 'BIF', to: 'SOF', legalBasis: 'LAB', constellation: 'none' };

  it('that the catalogue does not have is told before anything else is looked at', () => {
    for (const legalBasis of ['RPL115_1_4', 'lab', 'constructor']) {
      expect(basisRefusal(koebenhavn, { ...asked, legalBasis })).toBe('disclosure-needs-basis');
      expect(basisRefusal(koebenhavn, { from: 'X', to: 'Y', legalBasis, constellation: 'Z' })).toBe(
        'disclosure-needs-basis',
      );
    }
  });

  it('covers no agency that the plan does not name, whichever end it is at, not even any-to-any', () => {
    const open = { ...asked, legalBasis: 'GDPR-DBL' };
    expect(basisRefusal(koebenhavn, open)).toBeNull();
    expect(basisRefusal(koebenhavn, { ...open, to: 'VEL' })).toBe('basis-not-for-these-agencies');
    expect(basisRefusal(koebenhavn, { ...open, from: 'VEL' })).toBe('basis-not-for-these-agencies');
  });

  it('counts another Infohus or installation, which the plan does not name, as a municipal agency', () => {
    const forwarded = { ...asked, to: { kind: 'municipal' as const } };
    expect(basisRefusal(koebenhavn, forwarded)).toBeNull();
    expect(basisRefusal(koebenhavn, { ...forwarded, to: { kind: 'police' } })).toBe('basis-not-for-these-agencies');
  });

  it('knows the kind of an agency of the plan, and of no other', () => {
    expect(['BIF', 'SSP', 'KP', 'PET', 'KRIM', 'RHP', 'VEL'].map((a) => kindOf(koebenhavn, a))).toEqual([
      'municipal',
      'school',
      'police',
      'security',
      'probation',
      'health',
      undefined,
    ]);
  });
});

describe('a social authority', () => {
  const [k16] = loaded as [Plan];
  const psp = (plan: Plan, from: string, to: string) =>
    basisRefusal(plan, { from, to, legalBasis: 'RPL115_1_2', constellation: 'PSP' });
  it('is an end of PSP, and another municipal agency is not', () => {
    for (const [a, b] of [
      ['SOF', 'KP'],
      ['RHP', 'SOF'],
    ] as const)
      expect([psp(k16, a, b), psp(k16, b, a)]).toEqual([null, null]);
    expect(psp(k16, 'BIF', 'KP')).toBe('basis-not-for-these-agencies');
    expect(psp(k16, 'SOF', 'BIF')).toBe('basis-not-for-these-agencies');
  });
});

describe('a basis that is in force from a day to a day', () => {
  const [plan] = loaded as [Plan];
  const limited: Plan = {
    ...plan,
    legalBases: plan.legalBases.map((b) => ({ ...b, validFrom: '2024-04-01', validTo: '2025-06-30' })),
  };
  const on = (day: string | undefined) =>
    basisRefusal(limited, { from: 'BIF', to: 'SOF', legalBasis: 'BL', constellation: 'none', on: day });

  it('is on other days as if it were not in the catalogue', () => {
    expect(['2024-03-31', '2024-04-01', '2025-06-30', '2025-07-01', undefined].map(on)).toEqual([
      'disclosure-needs-basis',
      null,
      null,
      'disclosure-needs-basis',
      null,
    ]);
  });
});
