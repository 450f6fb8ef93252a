import { describe, expect, it } from '@jest/globals';
import { diffPlans } from '../../../src/domain/plan/diff.js';
import { doubtsOf } from '../../../src/domain/plan/doubts.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';

const plans = loadPlans('plans').map((p) => p.plan);
const koege = plans.find((p) => p.planId === 'koege-2024') as Plan;
const lines = (b: Plan) => diffPlans(koege, b).map((c) => `${c.kind} ${c.path}: ${String(c.from)} -> ${String(c.to)}`);

describe('Two plans', () => {
  it('that are the same differ in nothing, whatever the order of their lists', () => {
    expect(diffPlans(koege, koege)).toEqual([]);
    expect(diffPlans(koege, { ...koege, agencies: koege.agencies.toReversed() })).toEqual([]);
  });

  it('differ by the code of an entry, and say whether limits, catalogue, goals or only words are touched', () => {
    const b: Plan = {
      ...koege,
      triageHours: { ...koege.triageHours, acute: 12 },
      agencies: koege.agencies.map((a) => (a.code === 'SOC' ? { ...a, kind: 'health' } : a)),
      goals: koege.goals.map((g) => ({ ...g, from: 60 })),
      levels: koege.levels.map((l) => ({ ...l, source: 'another' })).slice(0, 1),
    };
    expect(lines(b)).toEqual(
      expect.arrayContaining([
        'limits triageHours.acute: 24 -> 12',
        'catalogue agencies[SOC].kind: municipal -> health',
        'goals goals[staff-training].from: 50 -> 60',
        'catalogue levels[specific].level: specific -> undefined',
      ]),
    );
    expect(lines(b).filter((l) => l.startsWith('texts levels[general].source'))).toHaveLength(1);
  });
});

describe('A plan that fits the schema', () => {
  it('of ours gives no doubt', () => {
    for (const plan of plans)
      expect({ plan: plan.planId, doubts: doubtsOf(plan, plans) }).toEqual({ plan: plan.planId, doubts: [] });
  });

  it('is doubtful where nobody coordinates, nobody is police, an agency cannot be told, or it is never open', () => {
    const b: Plan = {
      ...koege,
      planId: 'another',
      agencies: koege.agencies.filter((a) => a.kind !== 'police').map((a) => ({ ...a, coordinating: false })),
      openingHours: { ...koege.openingHours, days: koege.openingHours.days.slice(1) },
      legalBases: koege.legalBases.filter((l) => l.code === 'LAB'),
    };
    expect(doubtsOf(b, [koege]).map((d) => `${d.path}: ${d.message}`)).toEqual([
      'agencies: no municipal agency coordinates: nobody can open a case',
      'agencies: no agency is police: nobody can set a final severity (KØ-2)',
      'agencies[SSPK]: no legal basis allows a disclosure to it',
      'agencies[KRIM]: no legal basis allows a disclosure to it',
      'agencies[RSJ]: no legal basis allows a disclosure to it',
      'openingHours: closed on weekday 1: every acute concern is outside hours',
      'from: overlaps koege-2024 (2024-01-01 to 2027-12-31): the later one holds',
    ]);
  });
});
