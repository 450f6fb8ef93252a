import { describe, expect, it } from '@jest/globals';
import { firstContacts } from '../../../src/domain/indicators/first-contact.js';
import { opened } from './facts.js';

/** Cases opened on 1 March of the year, by the days until their first contact; null: none yet. */
const of = (year: number, ...days: readonly (number | null)[]) =>
  days.map((n, i) => {
    const contact = n === null ? undefined : new Date(Date.UTC(year, 2, 1 + n, 12)).toISOString();
    return opened(`${year}-${i}`, `${year}-03-01T10:00:00Z`, undefined, contact);
  });
const told = (cases: ReturnType<typeof of>, minimum = 1, years = [2017]) => firstContacts({ cases }, years, minimum);
const withheld = { opened: null, contacted: null, waiting: null, medianDays: null };

describe('The time to first contact', () => {
  it('is of the cases opened in a year the days of the one in the middle, of an even number the mean of the two', () => {
    expect(told(of(2017, 9, 2, 30, null))).toEqual([
      { year: 2017, opened: 4, contacted: 3, waiting: 1, medianDays: 9 },
    ]);
    expect(told(of(2017, 9, 2, 30, 12, null))).toMatchObject([{ medianDays: 10.5 }]);
    expect(told(of(2017, 100, 11, 9))).toMatchObject([{ medianDays: 11 }]);
  });

  it('counts a case in the local year in which it was opened, whenever the contact was', () => {
    const cases = [
      opened('before', '2016-12-31T23:59:59.999+01:00', undefined, '2017-01-02T10:00:00+01:00'),
      opened('within', '2017-01-01T00:00:00+01:00', undefined, '2018-01-01T10:00:00+01:00'),
    ];
    expect(told(cases, 1, [2016, 2017, 2018]).map((y) => [y.year, y.opened, y.medianDays])).toEqual([
      [2016, 1, 2],
      [2017, 1, 365],
      [2018, null, null],
    ]);
  });

  it('is in local days: a contact late the same evening waited none, one past midnight a day', () => {
    const at = (contact: string) => [opened('case', '2017-06-01T08:00:00+02:00', undefined, contact)];
    expect(told(at('2017-06-01T23:59:59+02:00'))).toMatchObject([{ medianDays: 0 }]);
    expect(told(at('2017-06-02T00:00:00+02:00'))).toMatchObject([{ medianDays: 1 }]);
  });

  it('is none where a corrected date puts the contact before the opening', () => {
    const cases = [opened('case', '2017-06-02T08:00:00Z', undefined, '2017-05-20T08:00:00Z')];
    expect(told(cases)).toMatchObject([{ contacted: null, medianDays: 0 }]);
  });

  it('withholds a year with fewer cases than the limit, none included', () => {
    expect(told(of(2017, 1, 2, 3, null), 5)).toEqual([{ year: 2017, ...withheld }]);
    expect(told([], 5)).toEqual([{ year: 2017, ...withheld }]);
  });

  it('withholds the days where too few had a contact, and the count that would tell how many', () => {
    expect(told(of(2017, 1, 2, 3, 4, null, null, null, null, null), 5)).toEqual([
      { year: 2017, ...withheld, opened: 9 },
    ]);
  });

  it('tells the days, and not how many wait, where those are few or none', () => {
    for (const few of [[], [null], [null, null, null, null]])
      expect(told(of(2017, 1, 2, 3, 4, 5, ...few), 5)).toEqual([
        { year: 2017, opened: 5 + few.length, contacted: null, waiting: null, medianDays: 3 },
      ]);
    expect(told(of(2017, 1, 2, 3, 4, 5, null, null, null, null, null), 5)).toMatchObject([
      { contacted: 5, waiting: 5 },
    ]);
  });
});
