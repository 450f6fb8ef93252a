import { describe, expect, it } from '@jest/globals';
import { findPlan } from '../../../src/domain/plan/in-force.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';

const plans = loadPlans('plans').map((l) => l.plan);
const AGENCIES: Record<string, Record<string, string>> = {
  koebenhavn: {
    ...{ BIF: 'municipal', SOF: 'municipal', BUF: 'municipal', KFF: 'municipal', SUF: 'municipal', TMF: 'municipal' },
    ...{ OEKF: 'municipal', SSP: 'school', KP: 'police', PET: 'security', KRIM: 'probation', RHP: 'health' },
  },
  koege: {
    ...{ VEL: 'municipal', SOC: 'municipal', FAM: 'municipal', SSPK: 'school' },
    ...{ MVSJ: 'police', PET: 'security', KRIM: 'probation', RSJ: 'health' },
  },
};
const COORDINATING: Record<string, readonly string[]> = {
  'koebenhavn-2016': ['BIF'],
  'koebenhavn-2020': ['BIF', 'KP'],
  'koebenhavn-2024': ['BIF', 'KP'],
  'koege-2024': ['VEL', 'SOC', 'FAM', 'SSPK'],
};
const named = (planId: string): Plan => {
  const plan = findPlan(plans, planId);
  if (!plan) throw new Error(planId);
  return plan;
};
const [k16, k20, k24, ko] = ['koebenhavn-2016', 'koebenhavn-2020', 'koebenhavn-2024', 'koege-2024'].map(named) as [
  Plan,
  Plan,
  Plan,
  Plan,
];
const baselines = (plan: Plan) =>
  Object.fromEntries(
    plan.indicators.flatMap((i) =>
      i.baseline.length ? [[i.id, Object.fromEntries(i.baseline.map((b) => [b.year, b.value]))]] : [],
    ),
  );
const indicator = (plan: Plan, id: string) => plan.indicators.find((i) => i.id === id);

describe.each(plans.map((p) => [p.planId, p] as const))('%s', (_, plan) => {
  it('has the agencies and kinds of domain.md section 2', () => {
    expect(Object.fromEntries(plan.agencies.map((a) => [a.code, a.kind]))).toEqual(AGENCIES[plan.infohus]);
  });

  it('has the coordinators of its document: in 2016 BIF alone (K16 p. 14), in Køge the core group (KØ 1.6)', () => {
    expect(plan.agencies.filter((a) => a.coordinating).map((a) => a.code)).toEqual(COORDINATING[plan.planId]);
  });

  it('marks whom the law calls a social authority: an end of PSP and KSP (K16 p. 13 note 2)', () => {
    const marked = plan.agencies.filter((a) => a.socialAuthority).map((a) => a.code);
    expect(marked).toEqual(plan.infohus === 'koege' ? ['SOC', 'FAM'] : ['SOF']);
    const ends = plan.legalBases.flatMap((b) => (b.reach.rule === 'any-pair' ? [[b.code, b.reach]] : []));
    const ksp = { rule: 'any-pair', kinds: ['probation', 'police'], socialAuthorities: true };
    expect(Object.fromEntries(ends)).toEqual({
      RPL115_1_1: { rule: 'any-pair', kinds: ['police', 'municipal', 'school'], socialAuthorities: false },
      RPL115_1_2: { rule: 'any-pair', kinds: ['police', 'health'], socialAuthorities: true },
      RPL115_1_3a: ksp,
      RPL115_1_3b: ksp,
      RPL115_1_3c: ksp,
    });
  });

  it('has Barnets lov from 1 April 2024, and serviceloven § 12 b for adults who accepted an offer', () => {
    const basis = (code: string) => plan.legalBases.find((b) => b.code === code);
    expect(basis('BL')).toMatchObject({ validFrom: '2024-04-01', validTo: null, needs: null });
    expect(basis('SEL12B')).toMatchObject({ validFrom: null, needs: 'adults-with-accepted-offer' });
    expect(plan.legalBases.filter((b) => b.validFrom ?? b.validTo).map((b) => b.code)).toEqual(['BL']);
  });

  it('has the limits of domain.md section 6', () => {
    const { triageHours: t } = plan;
    expect([t.acute, t.high, t.medium, t.low, t.none]).toEqual([24, 24, 48, 72, 24]);
    expect(plan.acuteActionHours.hours).toBe(2);
    expect(plan.handoverAnswerWorkingDays.days).toBe(3);
    expect(plan.reofferMonths.months).toEqual([3, 6]);
    expect([plan.progress.months, plan.progress.early]).toEqual([6, 1]);
    expect(plan.followUp).toMatchObject({
      kinds: ['mentor'],
      statusMonths: 12,
      riskMonths: 6,
      riskWindowMonths: 1,
    });
    expect([plan.charterRenewalMonths.months, plan.consentAge.years, plan.suppressBelow.count]).toEqual([24, 18, 5]);
  });

  it('offers mentor, parent coach, relatives’ coach and counselling, and has the four types of case', () => {
    expect(plan.offerKinds.map((k) => k.code)).toEqual(
      expect.arrayContaining(['mentor', 'parent-coach', 'relatives-coach', 'counselling']),
    );
    expect(plan.caseTypes.map((c) => c.code)).toEqual(['child', 'adult-psychiatric', 'adult', 'crime-crossover']);
  });

  it('keeps concerns that came to nothing a shorter time than cases (domain.md rule 12)', () => {
    const months = Object.fromEntries(plan.retention.map((r) => [r.of, r.months]));
    expect(months['concern-dismissed']).toBeLessThan(months.case ?? 0);
    expect(months['concern-unsubstantiated']).toBeLessThan(months.case ?? 0);
  });
});

describe('the units of København', () => {
  it.each([k16, k20, k24].map((p) => [p.planId, p] as const))('in %s are those of domain.md section 2', (_, plan) => {
    const units = plan.agencies.flatMap((a) => a.units.map((u) => `${a.code}/${u.code}`));
    expect(units).toEqual(['SOF/PE-SOF', 'SOF/EKI', 'SOF/BCH', 'SOF/BBU', 'KP/DKS']);
  });

  it('have BBU proposed for a child’s case from 2024 (K24-10)', () => {
    expect(k24.caseTypes[0]?.proposes).toMatchObject({ agency: 'SOF', unit: 'BBU' });
    expect(k16.caseTypes.every((t) => t.proposes === null)).toBe(true);
  });
});

describe('the indicators', () => {
  it('of København 2016 are the effect goals of p. 15, then the outcome goals of p. 7-8', () => {
    expect(k16.indicators.map((i) => [i.id, i.kind, i.target, i.kinds.join(' ')])).toEqual([
      ['concerns-received', 'concerns-received', null, ''],
      ['cases-started', 'cases-started', null, ''],
      ['substantiated-share', 'substantiated-share', null, ''],
      ['triage-on-time', 'triage-on-time', 1, ''],
      ['offer-acceptance', 'offer-acceptance', 0.6, 'mentor parent-coach'],
      ['reoffer-compliance', 'reoffer-compliance', 1, ''],
      ['education-employment', 'education-employment', 0.7, 'mentor'],
      ['not-at-risk', 'not-at-risk', 0.7, 'mentor'],
      ['citizenship', 'measurement', null, ''],
      ['unsafe-neighbourhood', 'measurement', null, ''],
      ['unsafe-evening', 'measurement', null, ''],
      ['radicalised', 'measurement', null, ''],
      ['at-risk', 'measurement', null, ''],
    ]);
    expect(baselines(k16)).toEqual({
      'concerns-received': { 2014: 60, 2015: 100 },
      'cases-started': { 2014: 22, 2015: 18 },
      'substantiated-share': { 2016: 0.1, 2018: 0.25 },
      citizenship: { 2015: 0.93 },
      'unsafe-neighbourhood': { 2015: 0.07 },
      'unsafe-evening': { 2015: 0.18 },
    });
  });

  it('have progress after six months from 2020, with relatives’ coaches, and from 2024 for mentors only', () => {
    expect(indicator(k16, 'progress-6-months')).toBeUndefined();
    expect(indicator(k20, 'progress-6-months')?.kinds).toEqual(['mentor', 'parent-coach', 'relatives-coach']);
    expect(indicator(k24, 'progress-6-months')?.kinds).toEqual(['mentor']);
    expect(indicator(ko, 'progress-6-months')).toBeUndefined();
  });

  it('of Køge begin with the advice given', () => {
    expect(ko.indicators[0]?.id).toBe('advice-given');
  });

  it('of activities have the yearly goals of the plans', () => {
    const goals = (p: Plan) => p.goals.map((g) => [g.indicator, g.count, g.from, g.to, g.year, g.schoolType]);
    expect(goals(k20)).toEqual([
      ['pupils', 'participants', 2000, null, null, null],
      ['parents', 'participants', 100, null, null, null],
      ['awareness-talks', 'events', 2, null, null, null],
      ['theme-days', 'events', 1, null, null, null],
    ]);
    expect(goals(k24)).toEqual([
      ['pupils-folkeskole', 'participants', 4000, null, null, 'folkeskole'],
      ['pupils-friskole', 'participants', 800, null, null, 'friskole'],
      ['parents', 'participants', 200, 300, null, null],
      ['agreements', 'agreements', 1, 2, null, null],
      ['professional-talks', 'events', 8, 10, null, null],
    ]);
    expect(goals(ko)).toEqual([['staff-trained', 'participants', 50, null, 2024, null]]);
    for (const p of plans) for (const g of p.goals) expect(indicator(p, g.indicator ?? '')?.target).toBe(g.from);
  });
});

describe('the plans, for the one who works by them,', () => {
  it('name the target group of everything they count (K24-1)', () => {
    for (const p of plans) expect(p.indicators.filter((i) => i.targetGroup === null)).toEqual([]);
    expect(new Set(k24.indicators.map((i) => i.targetGroup))).toEqual(
      new Set(['individual', 'society', 'professionals']),
    );
  });

  it('say what to tell the one who comes with a concern (KØ-9)', () => {
    const hints = ko.channels.flatMap((c) => (c.hint ? [`${c.code}: ${c.hint.en}`] : []));
    expect(hints).toEqual([
      'notification: Concern for someone under 18, not acute',
      'mailbox: Concern for someone over 18, not acute',
      'police: Acute: call 112 or 114',
    ]);
  });

  it('have what is to be done by a year and is no figure, and what was told of the years before', () => {
    const by = (p: Plan) => p.milestones.map((m) => `${m.year} ${m.targetGroup} ${m.code}`);
    expect(by(k16)).toEqual(['2016 individual case-overview', '2016 professionals case-workflows']);
    expect(by(k20)).toEqual(['2020 group outreach-concept', '2021 group outreach-carried-out']);
    expect(k20.history).toMatchObject([{ value: 3000, about: true, fromYear: 2016, toYear: 2019 }]);
  });

  it('say who takes part in the meetings, and where there is key staff (K16 p. 14-15)', () => {
    const which = (is: (a: Plan['agencies'][number]) => boolean) => k16.agencies.filter(is).map((a) => a.code);
    expect(which((a) => a.member === 'permanent')).toEqual(['BIF', 'SOF', 'SSP', 'KP', 'KRIM']);
    expect(which((a) => a.member === 'ad-hoc')).toEqual(['BUF', 'RHP']);
    expect(which((a) => a.keyStaff)).toEqual(['BIF', 'SOF', 'BUF', 'KFF', 'KRIM', 'RHP']);
  });

  it('say “as a rule” beside the 100 % of triage, and nowhere else (K16-4)', () => {
    for (const p of [k16, k20, k24]) {
      expect(p.indicators.filter((i) => i.qualifier).map((i) => [i.id, i.target, i.qualifier?.da])).toEqual([
        ['triage-on-time', 1, 'som udgangspunkt'],
      ]);
    }
  });

  it('say where the work is anchored (KØ 1.6, K20)', () => {
    expect(ko.anchor?.name.da).toBe('SSP i Børne- og Uddannelsesforvaltningen');
    expect(k20.anchor?.name.da).toBe('VINK');
  });

  it('propose BBU for the children of affected parents in an adult’s case too (K24-10)', () => {
    const proposed = k24.caseTypes.map((t) => [t.code, t.proposesForChildren?.unit ?? null]);
    expect(proposed).toEqual([
      ['child', null],
      ['adult-psychiatric', 'BBU'],
      ['adult', 'BBU'],
      ['crime-crossover', 'BBU'],
    ]);
  });

  it('name the three levels of prevention (KØ-10, K16-17)', () => {
    for (const p of [ko, k16]) expect(p.levels.map((l) => l.level)).toEqual(['general', 'specific', 'targeted']);
  });
});

describe('the budget', () => {
  const byYear = (p: Plan, lines: readonly string[]) => {
    const sums: Record<number, number> = {};
    for (const b of p.budget) if (lines.includes(b.line)) sums[b.year] = (sums[b.year] ?? 0) + b.amount;
    return sums;
  };

  it('of 2016 is that of Budget16 (K16 p. 5)', () => {
    expect(byYear(k16, ['vink'])).toEqual({
      2016: 2_000_000,
      2017: 4_000_000,
      2018: 4_000_000,
      2019: 4_000_000,
    });
    expect(byYear(k16, ['probation-pilot'])).toEqual({
      2016: 1_100_000,
      2017: 2_100_000,
      2018: 2_100_000,
      2019: 800_000,
    });
    expect(byYear(k16, ['citizenship-schools'])).toEqual({
      2016: 700_000,
      2017: 1_000_000,
      2018: 700_000,
      2019: 700_000,
    });
  });

  it('of 2020-21 adds up to the 4.6 million a year of K20 Tabel 2, the hotline beside it', () => {
    expect(byYear(k20, ['budget-2019', 'budget-2020'])).toEqual({ 2020: 4_600_000, 2021: 4_600_000 });
    expect(byYear(k20, ['hotline'])).toEqual({ 2020: 400_000, 2021: 400_000 });
  });

  it('of 2024-26 is 5 million a year, the hotline beside it (K24-11)', () => {
    expect(byYear(k24, ['plan'])).toEqual({ 2024: 5_000_000, 2025: 5_000_000, 2026: 5_000_000 });
    expect(byYear(k24, ['hotline'])).toEqual({ 2024: 600_000, 2025: 600_000, 2026: 600_000 });
    expect(byYear(k24, ['plan-buf'])).toEqual({ 2024: 300_000, 2025: 300_000, 2026: 300_000 });
    expect(byYear(k24, ['plan-sof'])).toEqual({ 2024: 2_000_000, 2025: 2_000_000, 2026: 2_000_000 });
    expect(k24.budget.filter((b) => b.about).map((b) => b.line)).toHaveLength(6);
    expect(ko.budget).toEqual([]);
  });
});
