import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inLocalYear } from '../../../src/domain/indicators/counting.js';
import { localYearOf } from '../../../src/domain/kernel/calendar.js';
import { law } from './arbitrary.js';

describe('The local year', () => {
  it.each(['1949', '1995', '2016', '2017', '2024'])(
    '%s has its first and its last millisecond, and no more',
    (year) => {
      const in_ = inLocalYear(Number(year));
      const before = String(Number(year) - 1);
      expect([`${before}-12-31T22:59:59.999Z`, `${before}-12-31T23:00:00.000Z`].map(in_)).toEqual([false, true]);
      expect([`${year}-12-31T22:59:59.999Z`, `${year}-12-31T23:00:00.000Z`].map(in_)).toEqual([true, false]);
    },
  );

  it('can be any that a report may be asked for', () => {
    expect([0, 999, 9999].map((year) => inLocalYear(year)('2017-06-01T10:00:00.000Z'))).toEqual([false, false, false]);
  });

  it('is the one that the calendar says, of every instant since 1900', () => {
    const instants = fc.date({
      min: new Date('1900-01-02T00:00:00Z'),
      max: new Date('9998-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    law([instants], (date) => {
      const instant = date.toISOString();
      const year = localYearOf(instant);
      expect([year - 1, year, year + 1].map((y) => inLocalYear(y)(instant))).toEqual([false, true, false]);
    });
  });
});
