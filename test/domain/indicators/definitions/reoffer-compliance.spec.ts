import { describe, expect, it } from '@jest/globals';
import type { OfferStep } from '../../../../src/domain/case/state.js';
import { offers as anyOffers, law, year } from '../arbitrary.js';
import { counted, declined, K16, offer, step } from '../facts.js';

const asked = (of: number, clock: string, ...steps: OfferStep[]) => {
  const offers = [offer('mentor', '2016-01-01T10:00:00+01:00', ...steps)];
  const { numerator, denominator } = counted('reoffer-compliance', { offers }, { year: of, clock });
  return `${numerator} of ${denominator}`;
};
const LATER = '2030-01-01T00:00:00Z';
const NO = declined('2017-03-10T10:00:00+01:00'); // due 10 June and 10 September
const repeated = (at: string) => step(at, 'repeated');

describe('Offered again on time (K16-8)', () => {
  it('asks for the end of the day three months on: 28 February after 30 November', () => {
    const no = declined('2016-11-30T10:00:00+01:00');
    expect(asked(2017, LATER, no, repeated('2017-02-28T23:59:59.999+01:00'))).toBe('1 of 2');
    expect(asked(2017, LATER, no, repeated('2017-03-01T00:00:00.000+01:00'))).toBe('0 of 2');
  });

  it('asks for 29 February in a leap year', () => {
    const no = declined('2015-11-30T10:00:00+01:00');
    expect(asked(2016, LATER, no, repeated('2016-02-29T23:59:59.999+01:00'))).toBe('1 of 2');
  });

  it('lets the first re-offer answer the first deadline and the second the second', () => {
    const both = [NO, repeated('2017-06-10T10:00:00+02:00'), declined('2017-06-11T10:00:00+02:00')];
    expect(asked(2017, LATER, ...both)).toBe('1 of 2');
    expect(asked(2017, LATER, ...both, repeated('2017-09-10T10:00:00+02:00'))).toBe('2 of 2');
    expect(asked(2017, LATER, NO, repeated('2017-06-11T00:00:00+02:00'), repeated('2017-06-12T00:00:00+02:00'))).toBe(
      '1 of 2',
    );
  });

  it('counts each deadline in the year of its day', () => {
    const no = declined('2017-09-30T10:00:00+02:00'); // due 30 December and 30 March
    expect([asked(2017, LATER, no), asked(2018, LATER, no)]).toEqual(['0 of 1', '0 of 1']);
    const inJanuary = declined('2017-10-01T00:00:00+02:00');
    expect([asked(2017, LATER, inJanuary), asked(2018, LATER, inJanuary)]).toEqual(['0 of 0', '0 of 2']);
  });

  it('does not count what is not yet due, unless it was kept already', () => {
    expect(asked(2017, '2017-06-10T23:59:59.999+02:00', NO)).toBe('0 of 0');
    expect(asked(2017, '2017-06-11T00:00:00.000+02:00', NO)).toBe('0 of 1');
    expect(asked(2017, '2017-05-01T10:00:00+02:00', NO, repeated('2017-04-01T10:00:00+02:00'))).toBe('1 of 1');
  });

  it('leaves out what lapsed, and keeps what was past its day before it could', () => {
    const first = '2017-06-01T10:00:00+02:00';
    const between = '2017-07-01T10:00:00+02:00';
    for (const what of ['accepted', 'lapsed', 'left'] as const) {
      expect(asked(2017, LATER, NO, step(first, what))).toBe('0 of 0');
      expect(asked(2017, LATER, NO, step(between, what))).toBe('0 of 1');
    }
    expect(asked(2017, LATER, NO, declined(between, true))).toBe('0 of 1');
    expect(asked(2017, LATER, NO, step(between, 'security'))).toBe('0 of 0');
    expect(asked(2017, LATER, NO, step(first, 'withdrawn'))).toBe('0 of 2');
  });

  it('asks nothing after "do not contact", and nothing new after a later decline', () => {
    expect(asked(2017, LATER, declined('2017-03-10T10:00:00+01:00', true))).toBe('0 of 0');
    expect(asked(2018, LATER, NO, declined('2017-12-10T10:00:00+01:00'))).toBe('0 of 0');
  });

  it('takes the months from the plan of the day of the decline, and every kind of offer', () => {
    const quick = { ...K16, reofferMonths: { ...K16.reofferMonths, months: [1, 2] as [number, number] } };
    const offers = [offer('counselling', '2017-01-01T10:00:00+01:00', NO, repeated('2017-06-10T10:00:00+02:00'))];
    const numerator = (plans: (typeof K16)[]) =>
      counted('reoffer-compliance', { offers }, { plan: quick, plans }).numerator;
    expect(numerator([K16, { ...quick, from: '2017-03-11' }])).toBe(1);
    expect(numerator([K16, { ...quick, from: '2017-03-10' }])).toBe(0);
  });

  it('never counts more deadlines than two for each declined offer', () => {
    law([anyOffers, year], (offers, of) => {
      const declines = offers.filter((o) => o.steps.some((s) => s.what === 'declined')).length;
      const { denominator, unknown } = counted('reoffer-compliance', { offers }, { year: of });
      expect(denominator).toBeLessThanOrEqual(2 * declines);
      expect(unknown).toBe(0);
    });
  });
});
