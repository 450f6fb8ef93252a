import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, endOfDay, localDateOf, startOfDay } from '../../../src/domain/kernel/calendar.js';
import { keptFrom } from '../../../src/domain/plan/retention.js';

const day = fc.integer({ min: 0, max: 80 * 366 }).map((days) => addDays('1980-01-01', days));

describe('What is kept no longer on a day', () => {
  it('ended before one instant, and all that ended before it is kept no longer', () => {
    const law = fc.property(
      fc.integer({ min: 0, max: 240 }),
      day,
      fc.integer({ min: -4, max: 4 }),
      (months, on, near) => {
        const before = keptFrom(months, on);
        const of = addDays(localDateOf(before), near);
        for (const at of [startOfDay(of), endOfDay(of)]) expect(addMonths(of, months) < on).toBe(at < before);
      },
    );
    fc.assert(law, { numRuns: 500 });
  });

  it('is looked for around the ends of months, where several days are kept until one', () => {
    // 28, 29, 30 and 31 January are all kept one month until 28 February.
    expect(localDateOf(keptFrom(1, '2023-02-28'))).toBe('2023-01-28');
    expect(localDateOf(keptFrom(1, '2023-03-01'))).toBe('2023-02-01');
    expect(localDateOf(keptFrom(1, '2023-03-31'))).toBe('2023-03-01');
  });

  it('is nothing where it is kept longer than the calendar reaches back', () => {
    expect(keptFrom(1_000_000, '2026-11-29')).toBe(startOfDay('0001-01-01'));
  });
});
