import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { law, year } from '../arbitrary.js';
import { counted, figure } from '../facts.js';

const value = (...figures: ReturnType<typeof figure>[]) =>
  counted('measurement', { figures }, { id: 'citizenship' }).value;

describe('A measurement (K16-16)', () => {
  it('is the value recorded for the year, to the last digit; none where none was', () => {
    expect(value(figure(2017, 0.9312345678901234))).toBe(0.9312345678901234);
    expect(value(figure(2017, 0))).toBe(0);
    expect([value(), value(figure(2016, 0.9), figure(2018, 0.9))]).toEqual([null, null]);
  });

  it('is of the year it was recorded for, not of the year in which it was', () => {
    expect(value(figure(2017, 0.9, { occurredAt: '2019-01-01T10:00:00.000Z' }))).toBe(0.9);
  });

  it('is the one dated last, and of two at the same time the one recorded last', () => {
    const [early, late] = ['2018-01-01T10:00:00.000Z', '2018-01-02T10:00:00.000Z'] as const;
    expect(
      value(
        figure(2017, 0.1, { occurredAt: late, position: 1 }),
        figure(2017, 0.2, { occurredAt: early, position: 2 }),
      ),
    ).toBe(0.1);
    expect(
      value(figure(2017, 0.2, { occurredAt: late, position: 2 }), figure(2017, 0.1, { occurredAt: late, position: 1 })),
    ).toBe(0.2);
  });

  it('is never a historical figure, and never that of another indicator', () => {
    expect(
      value(figure(2017, 0.9, { historical: true }), figure(2017, 0.9, { indicator: 'unsafe-evening' })),
    ).toBeNull();
  });

  it('is one of the values that were recorded, whatever their order', () => {
    const recorded = fc.uniqueArray(
      fc.record({ of: year, value: fc.double({ noNaN: true }), day: fc.integer({ min: 10, max: 28 }) }),
      { maxLength: 8 },
    );
    law([recorded, year], (all, asked) => {
      const figures = all.map(({ of, value: v, day }, i) =>
        figure(of, v, { occurredAt: `2020-01-${day}T10:00:00.000Z`, position: i + 1 }),
      );
      const ask = (told: typeof figures) =>
        counted('measurement', { figures: told }, { id: 'citizenship', year: asked }).value;
      const own = figures.filter((f) => f.year === asked).map((f) => f.value);
      expect(own.length === 0 ? [null] : own).toContain(ask(figures));
      expect(ask(figures.toReversed())).toBe(ask(figures));
    });
  });
});
