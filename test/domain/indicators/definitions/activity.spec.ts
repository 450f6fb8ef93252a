import { describe, expect, it } from '@jest/globals';
import { anyFacts, law, year } from '../arbitrary.js';
import { activity, counted, K24, KOEGE } from '../facts.js';

const of = (id: string, ...activities: ReturnType<typeof activity>[]) =>
  counted('activity', { activities }, { plan: K24, id }).value;

describe('What was done for society, groups and professionals', () => {
  it('counts participants where the goal does (K24-2), each time they take part', () => {
    const workshops = [
      activity('school-workshop', '2017-03-01', 25, 'folkeskole'),
      activity('school-workshop', '2017-03-02', 25, 'folkeskole'),
    ];
    expect(of('pupils-folkeskole', ...workshops)).toBe(50);
  });

  it('counts events where the goal does (K24-5), those that nobody came to as well', () => {
    expect(
      of(
        'professional-talks',
        activity('professional-talk', '2017-03-01', 40),
        activity('professional-talk', '2017-03-02', 0),
      ),
    ).toBe(2);
  });

  it('counts agreements by the day on the paper (K24-2), and no activity as one', () => {
    const agreements = ['2016-12-31', '2017-01-01', '2017-12-31', '2018-01-01'].map((signedOn) => ({ signedOn }));
    const activities = [activity('civil-society-agreement', '2017-03-01', 1)];
    expect(counted('activity', { agreements, activities }, { plan: K24, id: 'agreements' }).value).toBe(2);
  });

  it.each([
    ['2016-12-31', 0],
    ['2017-01-01', 9],
    ['2017-12-31', 9],
    ['2018-01-01', 0],
  ])('held %s: %i in 2017', (heldOn, expected) => {
    expect(of('parents', activity('parent-workshop', heldOn, 9))).toBe(expected);
  });

  it('tells types of school apart where the goal names one, and kinds always', () => {
    const held = [
      activity('school-workshop', '2017-03-01', 1, 'folkeskole'),
      activity('school-workshop', '2017-03-01', 2, 'friskole'),
      activity('school-workshop', '2017-03-01', 4),
      activity('parent-workshop', '2017-03-01', 8),
    ];
    expect(['pupils-folkeskole', 'pupils-friskole', 'parents'].map((id) => of(id, ...held))).toEqual([1, 2, 8]);
  });

  it('counts any type of school where the goal names none (KØ-8), in other years than the goal’s too', () => {
    const activities = [
      activity('staff-training', '2017-03-01', 30, 'friskole'),
      activity('staff-training', '2017-03-01', 12),
    ];
    expect(counted('activity', { activities }, { plan: KOEGE }).value).toBe(42);
  });

  it('is 0 where nothing was held, and nothing where the plan has no goal', () => {
    expect(of('parents')).toBe(0);
    expect(counted('activity', {}, { plan: { ...K24, goals: [] }, id: 'parents' }).value).toBeNull();
  });

  it('is of the activities of the year alone', () => {
    law([anyFacts, year], (facts, asked) => {
      const ask = (activities: typeof facts.activities) =>
        counted('activity', { activities }, { plan: K24, id: 'parents', year: asked });
      expect(ask(facts.activities.filter((a) => a.heldOn.startsWith(`${asked}-`)))).toEqual(ask(facts.activities));
    });
  });
});
