import { describe, expect, it } from '@jest/globals';
import { findPlan } from '../../../src/domain/plan/in-force.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import { INFOHUS } from '../../support/oracle/plan.js';

const plans = loadPlans('plans').map((l) => l.plan);
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
  it('has the agencies, kinds and coordinators of domain.md section 2', () => {
    const house = INFOHUS[plan.infohus];
    expect(Object.fromEntries(plan.agencies.map((a) => [a.code, a.kind]))).toEqual(house?.agencies);
    expect(plan.agencies.filter((a) => a.coordinating).map((a) => a.code)).toEqual(house?.coordinating);
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
    expect(ko.budget).toEqual([]);
  });
});
