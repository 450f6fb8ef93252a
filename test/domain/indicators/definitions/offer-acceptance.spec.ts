import { describe, expect, it } from '@jest/globals';
import type { OfferStep } from '../../../../src/domain/case/state.js';
import { offers as anyOffers, law, year } from '../arbitrary.js';
import { counted, declined, K16, offer, step } from '../facts.js';

const of = (...offers: ReturnType<typeof offer>[]) => {
  const { numerator, denominator, unknown } = counted('offer-acceptance', { offers });
  return { numerator, denominator, unknown };
};
const made = (...steps: OfferStep[]) => of(offer('mentor', '2017-03-01T10:00:00+01:00', ...steps));
const accepted = { numerator: 1, denominator: 1, unknown: 0 };
const open = { numerator: 0, denominator: 1, unknown: 1 };
const refused = { numerator: 0, denominator: 1, unknown: 0 };

describe('Acceptance of offers (K16-7)', () => {
  it.each([
    ['2016-12-31T23:59:59.999+01:00', 0],
    ['2017-01-01T00:00:00.000+01:00', 1],
    ['2017-12-31T23:59:59.999+01:00', 1],
    ['2018-01-01T00:00:00.000+01:00', 0],
  ])('first made %s: %i in 2017, by Danish time', (at, expected) => {
    expect(of(offer('mentor', at)).denominator).toBe(expected);
  });

  it('is of the kinds that the plan names', () => {
    const kinds = ['mentor', 'parent-coach', 'relatives-coach', 'counselling'];
    expect(kinds.map((kind) => of(offer(kind, '2017-03-01T10:00:00+01:00')).denominator)).toEqual([1, 1, 0, 0]);
    const wider = { ...K16, indicators: K16.indicators.map((i) => ({ ...i, kinds: ['counselling'] })) };
    const offers = [offer('counselling', '2017-03-01T10:00:00+01:00')];
    expect(counted('offer-acceptance', { offers }, { plan: wider }).denominator).toBe(1);
  });

  it('counts one accepted at once or at a re-offer, whenever that was; an offer made again is no new one', () => {
    expect(made(step('2017-03-02T10:00:00+01:00', 'accepted'))).toEqual(accepted);
    const reoffered = [declined('2017-03-02T10:00:00+01:00'), step('2018-01-02T10:00:00+01:00', 'repeated')];
    expect(made(...reoffered, step('2018-01-03T10:00:00+01:00', 'accepted'))).toEqual(accepted);
  });

  it('counts what was accepted though the consent was withdrawn since', () => {
    expect(
      made(step('2017-03-02T10:00:00+01:00', 'accepted'), step('2017-04-02T10:00:00+02:00', 'consent-withdrawn')),
    ).toEqual(accepted);
  });

  it('does not know of those that await an answer, to a re-offer too, and keeps them in the denominator', () => {
    expect(made()).toEqual(open);
    expect(made(declined('2017-03-02T10:00:00+01:00'))).toEqual(refused);
    expect(made(declined('2017-03-02T10:00:00+01:00'), step('2017-06-02T10:00:00+02:00', 'repeated'))).toEqual(open);
    expect(made(step('2017-03-02T10:00:00+01:00', 'withdrawn'))).toEqual(refused);
  });

  it('never falls by an acceptance', () => {
    law([anyOffers, year], (offers, of) => {
      const accept = offers.map((o) => ({ ...o, steps: [...o.steps, step('2019-01-01T10:00:00Z', 'accepted')] }));
      const [before, after] = [offers, accept].map((all) => counted('offer-acceptance', { offers: all }, { year: of }));
      expect(after?.denominator).toBe(before?.denominator);
      expect(after?.numerator).toBe(after?.denominator);
      expect(after?.unknown).toBe(0);
    });
  });
});
