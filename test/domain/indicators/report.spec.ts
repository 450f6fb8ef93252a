import { describe, expect, it } from '@jest/globals';
import { definitionOf } from '../../../src/domain/indicators/definitions/index.js';
import { definitionContent, indicators, versionsOf } from '../../../src/domain/indicators/report.js';
import { activity, figure, K16, KOEGE, NOTHING } from './facts.js';

const facts = {
  ...NOTHING,
  figures: [
    figure(2017, 0.95),
    figure(2017, 12, { indicator: 'beside-b' }),
    figure(2017, 11, { indicator: 'beside-a' }),
    figure(2016, 10, { indicator: 'beside-c' }),
    figure(2014, 61, { indicator: 'concerns-received', historical: true }),
    figure(2013, 44, { indicator: 'concerns-received', historical: true }),
  ],
};
const asked = { plan: K16, plans: [K16], year: 2017, clock: '2018-02-01T10:00:00.000Z' };
const own = K16.indicators.map((i) => i.id);
const of = (id: string, plan = asked) => indicators(facts, plan).find((i) => i.id === id);

describe('The indicators of a report', () => {
  it('are those of the plan in its order, and the measurements recorded for the year beside them', () => {
    expect(indicators(facts, asked).map((i) => i.id)).toEqual([...own, 'beside-a', 'beside-b']);
    expect(of('beside-a')).toMatchObject({ value: 11, target: null, met: null });
  });

  it('are met from the target on; without a value or a target nobody can say', () => {
    expect(of('citizenship')).toMatchObject({ value: 0.95 });
    const target = (value: number | null) => ({
      ...asked,
      plan: { ...K16, indicators: K16.indicators.map((i) => ({ ...i, target: value })) },
    });
    expect([0.95, 0.951, null].map((value) => of('citizenship', target(value))?.met)).toEqual([true, false, null]);
    expect(of('offer-acceptance', target(0.6))?.met).toBeNull();
  });

  it('have no target in another year than the one it was set for (KØ-8)', () => {
    const trained = (year: number) => {
      const activities = [activity('staff-training', `${year}-03-01`, 50)];
      return indicators({ ...NOTHING, activities }, { ...asked, plan: KOEGE, plans: [KOEGE], year }).find(
        (i) => i.id === 'staff-trained',
      );
    };
    expect(trained(2024)).toMatchObject({ value: 50, target: 50, met: true });
    expect(trained(2025)).toMatchObject({ value: 50, target: null, met: null });
  });

  it('have the history of the plan, and what was recorded of it since, which counts', () => {
    expect(of('concerns-received')?.baseline).toEqual([
      { year: 2013, value: 44 },
      { year: 2014, value: 61 },
      { year: 2015, value: 100 },
    ]);
    expect(of('concerns-received')?.value).toBe(0);
  });
});

describe('The definitions of a report', () => {
  it('are the newest unless it asks for another, of each indicator that it shows', () => {
    const newest = {
      ...Object.fromEntries([...own, 'beside-a', 'beside-b'].map((id) => [id, 1])),
      'reoffer-compliance': 2,
    };
    expect(versionsOf(facts, asked)).toEqual(newest);
    expect(versionsOf(facts, { ...asked, versions: { 'triage-on-time': 1 } })).toEqual(newest);
  });

  it('give the same figures again when they are asked for by name', () => {
    expect(indicators(facts, { ...asked, versions: versionsOf(facts, asked) })).toEqual(indicators(facts, asked));
  });

  it('are refused where there is no such version', () => {
    const versions = { 'triage-on-time': 99 };
    expect(() => indicators(facts, { ...asked, versions })).toThrow(RangeError);
    expect(() => versionsOf(facts, { ...asked, versions })).toThrow(RangeError);
    expect(() => definitionContent(K16, versions)).toThrow(RangeError);
  });

  it('say what they count, as a plain value', () => {
    const content = definitionContent(K16, { 'triage-on-time': 1, 'beside-a': 1 });
    const said = (kind: 'triage-on-time' | 'measurement') => ({
      kind,
      version: 1,
      wording: definitionOf(kind, 1).wording,
    });
    expect(content).toEqual({ 'triage-on-time': said('triage-on-time'), 'beside-a': said('measurement') });
    expect(JSON.parse(JSON.stringify(content))).toEqual(content);
  });
});
