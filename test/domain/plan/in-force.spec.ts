import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findPlan, inForce, planInForce, withPeriods } from '../../../src/domain/plan/in-force.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';

const plans = loadPlans('plans').map((l) => l.plan);
const on = (infohus: string, date: string, of: readonly Plan[] = plans) => planInForce(of, infohus, date)?.planId;
const [template] = plans;
const plan = (planId: string, from: string, to: string | null, infohus = 'x'): Plan => {
  if (!template) throw new Error('no plans');
  return { ...template, planId, infohus, from, to };
};

describe('the plan in force', () => {
  it.each([
    ['koebenhavn', '2016-01-01', 'koebenhavn-2016'],
    ['koebenhavn', '2019-12-31', 'koebenhavn-2016'],
    ['koebenhavn', '2020-01-01', 'koebenhavn-2020'],
    ['koebenhavn', '2021-12-31', 'koebenhavn-2020'],
    ['koebenhavn', '2024-01-01', 'koebenhavn-2024'],
    ['koebenhavn', '2026-12-31', 'koebenhavn-2024'],
    ['koege', '2027-12-31', 'koege-2024'],
  ])('of %s on %s is %s', (infohus, date, planId) => {
    expect(on(infohus, date)).toBe(planId);
  });

  it.each([
    ['koebenhavn', '2015-12-31', 'koebenhavn-2016', 'the first, before it began'],
    ['koebenhavn', '2022-06-01', 'koebenhavn-2020', 'the last that began, between two'],
    ['koebenhavn', '2031-01-01', 'koebenhavn-2024', 'the last, after it ended'],
    ['koege', '2016-01-01', 'koege-2024', 'its own, never that of another Infohus'],
  ])('of %s on %s, which no period holds, is %s: %s', (infohus, date, planId) => {
    expect(on(infohus, date)).toBe(planId);
  });

  it('is the later one of two that begin on the same day, as they were adopted', () => {
    const two = [plan('first', '2024-01-01', null), plan('second', '2024-01-01', null)];
    expect(on('x', '2024-06-01', two)).toBe('second');
    expect(on('x', '2024-06-01', two.toReversed())).toBe('first');
  });

  it('is none where no plan names the Infohus', () => {
    expect(on('aarhus', '2024-01-01')).toBeUndefined();
    expect(on('koebenhavn', '2024-01-01', [])).toBeUndefined();
  });

  it('is the one that began last where two hold the day, whatever their order in the list', () => {
    const both = [plan('old', '2016-01-01', null), plan('new', '2018-01-01', null)];
    expect(on('x', '2018-01-01', both)).toBe('new');
    expect(on('x', '2018-01-01', [...both].reverse())).toBe('new');
    expect(on('x', '2017-12-31', both)).toBe('old');
  });

  it('is one whose period holds the day, even where a newer one began and ended before', () => {
    const long = [plan('long', '2016-01-01', '2020-12-31'), plan('short', '2017-01-01', '2017-06-30')];
    expect(on('x', '2017-03-01', long)).toBe('short');
    expect(on('x', '2018-01-01', long)).toBe('long');
    expect(on('x', '2020-12-31', long)).toBe('long');
    expect(on('x', '2021-01-01', long)).toBe('short');
  });

  it('holds the day wherever any plan of the Infohus does, and exists wherever the Infohus has a plan', () => {
    const day = fc
      .integer({ min: 0, max: 400 })
      .map((n) => `${2000 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}-15`);
    const period = fc.tuple(day, day).map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const)));
    fc.assert(
      fc.property(fc.array(period, { minLength: 1, maxLength: 6 }), day, (periods, date) => {
        const list = periods.map(([from, to], i) => plan(`p${i}`, from, to));
        const found = planInForce(list, 'x', date);
        const holding = list.filter((p) => p.from <= date && date <= (p.to ?? date));
        expect(found).toBeDefined();
        if (holding.length > 0) expect(holding).toContain(found);
        else if (list.some((p) => p.from <= date)) expect(found && found.from <= date).toBe(true);
      }),
    );
  });
});

describe('a plan adopted for a period', () => {
  const adopted = [{ planId: 'koebenhavn-2024', from: '2024-07-01', to: null }];

  it('has that period in place of its file’s own', () => {
    expect(planInForce(plans, 'koebenhavn', '2024-06-30', adopted)?.planId).toBe('koebenhavn-2020');
    expect(planInForce(plans, 'koebenhavn', '2024-07-01', adopted)?.planId).toBe('koebenhavn-2024');
    expect(on('koebenhavn', '2024-06-30', withPeriods(plans, adopted))).toBe('koebenhavn-2020');
    const found = planInForce(plans, 'koebenhavn', '2024-07-01', adopted);
    expect([found?.from, found?.to]).toEqual(['2024-07-01', null]);
  });

  it('has the period of its last adoption', () => {
    const again = [...adopted, { planId: 'koebenhavn-2024', from: '2024-03-01', to: '2024-12-31' }];
    expect(planInForce(plans, 'koebenhavn', '2024-03-01', again)?.to).toBe('2024-12-31');
  });

  it('leaves the other plans, and the list it came from, as they were', () => {
    const before = structuredClone(plans);
    const after = withPeriods(plans, adopted);
    expect(plans).toEqual(before);
    expect(after.filter((p) => p.planId !== 'koebenhavn-2024')).toEqual(
      plans.filter((p) => p.planId !== 'koebenhavn-2024'),
    );
  });
});

describe('a year of a report', () => {
  const k16 = plan('k16', '2016-01-01', '2019-12-31');

  it.each([
    [2015, false],
    [2016, true],
    [2019, true],
    [2020, false],
  ])('%i is within the plan of 2016-2019: %s', (year, within) => {
    expect(inForce(k16, year)).toBe(within);
  });

  it('is within a plan that holds on one day of it', () => {
    expect(inForce(plan('a', '2016-12-31', '2017-01-01'), 2016)).toBe(true);
    expect(inForce(plan('a', '2016-12-31', '2017-01-01'), 2017)).toBe(true);
    expect(inForce(plan('a', '2016-12-31', '2017-01-01'), 2018)).toBe(false);
    expect(inForce(plan('a', '2016-12-31', null), 9999)).toBe(true);
  });

  it('finds its plan by id', () => {
    expect(findPlan(plans, 'koege-2024')?.infohus).toBe('koege');
    expect(findPlan(plans, 'koege-2016')).toBeUndefined();
  });
});
