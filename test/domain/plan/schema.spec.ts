import { describe, expect, it } from '@jest/globals';
import { type Plan, planSchema } from '../../../src/domain/plan/schema.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';

const valid = (): Plan => {
  const plan = loadPlans('plans').find((l) => l.plan.planId === 'koebenhavn-2024')?.plan;
  if (!plan) throw new Error('no such plan');
  return structuredClone(plan);
};
const faults = (change: (plan: Plan) => Plan): string[] => {
  const checked = planSchema.safeParse(change(valid()));
  return checked.success ? [] : checked.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
};
const twice = <T>(list: readonly T[]): T[] => [...list, ...list.slice(0, 1)];

describe('an action plan', () => {
  it('as it stands has no fault', () => {
    expect(faults((p) => p)).toEqual([]);
  });

  it.each([
    'agencies',
    'legalBases',
    'offerKinds',
    'caseTypes',
    'levels',
    'channels',
    'activityKinds',
    'retention',
    'indicators',
    'budget',
  ] as const)('says nothing twice among its %s', (list) => {
    const found = faults((p) => ({ ...p, [list]: twice<unknown>(p[list]) }));
    expect(found).toEqual([expect.stringMatching(new RegExp(`^${list}\\.\\d+: .* stands twice$`))]);
  });

  it('ends on or after the day it begins', () => {
    expect(faults((p) => ({ ...p, to: p.from }))).toEqual([]);
    expect(faults((p) => ({ ...p, to: '2023-12-31' }))).toEqual(['to: ends before it begins']);
  });

  it('has its second re-offer not before its first', () => {
    const reofferMonths = (p: Plan): Plan => ({
      ...p,
      reofferMonths: { ...p.reofferMonths, months: [6, 3] },
    });
    expect(faults(reofferMonths)).toEqual(['reofferMonths.months: ends before it begins']);
  });

  it('opens before it closes', () => {
    const days = [{ weekday: 1, from: '16:00', to: '08:00' }];
    expect(faults((p) => ({ ...p, openingHours: { ...p.openingHours, days } }))).toEqual([
      'openingHours.days.0: ends before it begins',
    ]);
  });

  it('follows up, counts and proposes only what it names itself', () => {
    expect(faults((p) => ({ ...p, followUp: { ...p.followUp, kinds: ['oracle'] } }))).toEqual([
      'followUp.kinds: oracle is not in the plan',
    ]);
    expect(
      faults((p) => ({
        ...p,
        indicators: p.indicators.map((i) => (i.id === 'not-at-risk' ? { ...i, kinds: ['oracle'] } : i)),
      })),
    ).toEqual([expect.stringContaining('oracle is not in the plan')]);
    const proposing = (agency: string, unit: string | null) => (p: Plan) => ({
      ...p,
      caseTypes: p.caseTypes.map((t, i) => (i === 0 ? { ...t, proposes: { agency, unit, source: 'ours' } } : t)),
    });
    expect(faults(proposing('VEL', null))).toEqual(['caseTypes.0.proposes: VEL is not in the plan']);
    expect(faults(proposing('BIF', 'BBU'))).toEqual(['caseTypes.0.proposes: BBU is not in the plan']);
    expect(faults(proposing('SOF', 'BBU'))).toEqual([]);
  });

  it('says within how many months a goal of a course is reviewed, where it counts those (B-4)', () => {
    const counted = (p: Plan) =>
      p.indicators.map((i, at) => (at === 0 ? { ...i, kind: 'goals-reviewed' as const } : i));
    expect(faults((p) => ({ ...p, indicators: counted(p) }))).toEqual([
      expect.stringContaining('needs goalReviewMonths'),
    ]);
    const goalReviewMonths = { months: 3, source: 'test' };
    expect(faults((p) => ({ ...p, indicators: counted(p), goalReviewMonths }))).toEqual([]);
  });

  it('has a goal for every activity it shows, and shows what a goal names', () => {
    expect(faults((p) => ({ ...p, goals: p.goals.slice(1) }))).toEqual([
      expect.stringContaining('pupils-folkeskole has no goal'),
    ]);
    expect(faults((p) => ({ ...p, goals: p.goals.map((g) => ({ ...g, activityKind: 'choir' })) }))).toHaveLength(5);
    expect(faults((p) => ({ ...p, indicators: p.indicators.filter((i) => i.id !== 'parents') }))).toEqual([
      'goals.2.indicator: parents is not in the plan',
    ]);
    expect(
      faults((p) => ({ ...p, goals: p.goals.map((g) => ({ ...g, to: 1 })) })).every((f) =>
        f.endsWith('ends before it begins'),
      ),
    ).toBe(true);
  });

  it('gives a share as 0 to 1, never as percent', () => {
    const target = (value: number) => (p: Plan) => ({
      ...p,
      indicators: p.indicators.map((i) => (i.id === 'triage-on-time' ? { ...i, target: value } : i)),
    });
    expect(faults(target(100))).toEqual([expect.stringContaining('triage-on-time is a share: 0 to 1')]);
    expect(faults(target(0.6))).toEqual([]);
  });
});
