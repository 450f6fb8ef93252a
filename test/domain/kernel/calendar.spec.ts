import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  addHours,
  addMonths,
  addWorkingDays,
  danishCalendar,
  danishHolidays,
  daysBetween,
  endOfDay,
  isWorkingDay,
  localDateOf,
  localTimeOf,
  localYearOf,
  nextWorkingDay,
  startOfDay,
  weekdayOf,
} from '../../../src/domain/kernel/calendar.js';

const ZONE = 'Europe/Copenhagen';
const zoned = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE);
const plain = (date: string) => Temporal.PlainDate.from(date);
const between = (from: string, to: string) =>
  fc.integer({ min: Date.parse(from), max: Date.parse(to) }).map((ms) => new Date(ms).toISOString());
const instants = between('1900-01-02T00:00:00Z', '9999-12-31T22:59:59.999Z');
const oldInstants = between('1900-01-02T00:00:00Z', '1996-01-02T00:00:00Z');
const dates = instants.map((i) => i.slice(0, 10));
const oldDates = oldInstants.map((i) => i.slice(0, 10));
/** Within a day of a change of the clocks, where a rule by hand goes wrong first. */
const nearChanges = fc
  .tuple(
    fc.integer({ min: 1996, max: 9998 }),
    fc.constantFrom('next', 'previous'),
    fc.integer({ min: -86_400_000, max: 86_400_000 }),
  )
  .map(([year, way, off]) => {
    const change = zoned(`${year}-07-01T00:00:00Z`).getTimeZoneTransition(way as 'next' | 'previous');
    return new Date((change?.epochMilliseconds ?? 0) + off).toISOString();
  });
const anyInstant = fc.oneof(instants, oldInstants, nearChanges);
const anyDate = fc.oneof(
  dates,
  oldDates,
  nearChanges.map((i) => i.slice(0, 10)),
);

describe('the local date of an instant', () => {
  it('is the one temporal gives, near the changes of the clocks too', () => {
    fc.assert(
      fc.property(anyInstant, (i) => localDateOf(i) === zoned(i).toPlainDate().toString()),
      { numRuns: 3000 },
    );
  });

  it('is that of temporal at and just before every change of the clocks since 1900', () => {
    let change = zoned('1900-01-01T00:00:00Z').getTimeZoneTransition('next');
    let seen = 0;
    for (; change && change.year < 2100; change = change.getTimeZoneTransition('next'), seen += 1) {
      for (const off of [-3_600_001, -1, 0, 1, 3_600_000]) {
        const instant = new Date(change.epochMilliseconds + off).toISOString();
        expect(localDateOf(instant)).toBe(zoned(instant).toPlainDate().toString());
        expect(localTimeOf(instant)).toBe(zoned(instant).toPlainTime().toString({ smallestUnit: 'minute' }));
      }
    }
    expect(seen).toBeGreaterThan(250);
  });

  it.each([
    ['2016-03-26T22:59:59.999Z', '2016-03-26', '23:59'],
    ['2016-03-26T23:00:00.000Z', '2016-03-27', '00:00'],
    ['2016-03-27T00:59:59.999Z', '2016-03-27', '01:59'],
    ['2016-03-27T01:00:00.000Z', '2016-03-27', '03:00'],
    ['2016-03-27T21:59:59.999Z', '2016-03-27', '23:59'],
    ['2016-03-27T22:00:00.000Z', '2016-03-28', '00:00'],
    ['2016-10-29T22:00:00.000Z', '2016-10-30', '00:00'],
    ['2016-10-30T00:59:59.999Z', '2016-10-30', '02:59'],
    ['2016-10-30T01:00:00.000Z', '2016-10-30', '02:00'],
    ['2016-10-30T22:59:59.999Z', '2016-10-30', '23:59'],
    ['2016-10-30T23:00:00.000Z', '2016-10-31', '00:00'],
    ['2016-02-28T23:00:00.000Z', '2016-02-29', '00:00'],
    ['2016-12-31T23:00:00.000Z', '2017-01-01', '00:00'],
  ])('of %s is %s, at %s', (instant, date, time) => {
    expect(localDateOf(instant)).toBe(date);
    expect(localTimeOf(instant)).toBe(time);
  });

  it('has the local year: New Year begins an hour before UTC says so', () => {
    expect(localYearOf('2016-12-31T22:59:59.999Z')).toBe(2016);
    expect(localYearOf('2016-12-31T23:00:00.000Z')).toBe(2017);
  });

  it('stays in the four-digit years at their end', () => {
    expect(localDateOf('9999-12-31T23:30:00.000Z')).toBe('9999-12-31');
  });

  it('is not guessed from text of another shape', () => {
    for (const text of ['2016-03-27', '2016-03-27T01:00:00Z', '2016-03-27T01:00:00+01:00', '']) {
      expect(() => localDateOf(text)).toThrow(RangeError);
      expect(() => localTimeOf(text)).toThrow(RangeError);
    }
  });

  it('has the local time that temporal gives', () => {
    fc.assert(
      fc.property(
        anyInstant,
        (i) => localTimeOf(i) === zoned(i).toPlainTime().toString({ smallestUnit: 'minute', roundingMode: 'trunc' }),
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the first and last instant of a day', () => {
  it('are those of temporal, and no instant between two days is lost', () => {
    fc.assert(
      fc.property(anyDate, (d) => {
        expect(startOfDay(d)).toBe(plain(d).toZonedDateTime(ZONE).toInstant().toString({ fractionalSecondDigits: 3 }));
        expect(Date.parse(endOfDay(d)) + 1).toBe(plain(d).add({ days: 1 }).toZonedDateTime(ZONE).epochMilliseconds);
        expect([localDateOf(startOfDay(d)), localDateOf(endOfDay(d))]).toEqual([d, d]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['2016-03-26', '2016-03-25T23:00:00.000Z', '2016-03-26T22:59:59.999Z', 24],
    ['2016-03-27', '2016-03-26T23:00:00.000Z', '2016-03-27T21:59:59.999Z', 23],
    ['2016-10-30', '2016-10-29T22:00:00.000Z', '2016-10-30T22:59:59.999Z', 25],
    ['2016-02-29', '2016-02-28T23:00:00.000Z', '2016-02-29T22:59:59.999Z', 24],
  ])('of %s are %s and %s: %i hours', (date, start, end, hours) => {
    expect([startOfDay(date), endOfDay(date)]).toEqual([start, end]);
    expect(Date.parse(end) + 1 - Date.parse(start)).toBe(hours * 3_600_000);
  });

  it('exist on the last day of the calendar', () => {
    expect(endOfDay('9999-12-31')).toBe('9999-12-31T22:59:59.999Z');
  });
});

describe('months, days and hours', () => {
  it.each([
    ['2015-11-30', 3, '2016-02-29'],
    ['2016-11-30', 3, '2017-02-28'],
    ['2016-01-31', 1, '2016-02-29'],
    ['2016-02-29', 12, '2017-02-28'],
    ['2016-02-29', 48, '2020-02-29'],
    ['2016-08-31', 6, '2017-02-28'],
    ['2016-12-15', 1, '2017-01-15'],
    ['2016-03-31', -1, '2016-02-29'],
    ['2017-03-30', -1, '2017-02-28'],
    ['2016-01-31', -2, '2015-11-30'],
    ['2016-03-27', 0, '2016-03-27'],
  ])('%s and %i months is %s', (date, months, then) => {
    expect(addMonths(date, months)).toBe(then);
  });

  it('clip and count as temporal does', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -1200, max: 1200 }), (d, n) => {
        const months = plain(d).add({ months: n });
        if (months.year >= 0 && months.year <= 9999) expect(addMonths(d, n)).toBe(months.toString());
        const days = plain(d).add({ days: n });
        if (days.year <= 9999) expect(addDays(d, n)).toBe(days.toString());
        expect(weekdayOf(d)).toBe(plain(d).dayOfWeek);
      }),
      { numRuns: 2000 },
    );
  });

  it('count the days between two dates, whichever is later', () => {
    fc.assert(fc.property(anyDate, anyDate, (a, b) => daysBetween(a, b) === plain(a).until(plain(b)).days));
    fc.assert(fc.property(anyDate, anyDate, (a, b) => addDays(a, daysBetween(a, b)) === b));
  });

  it('go on by elapsed time across both changes of the clocks', () => {
    expect(addHours('2016-03-26T12:00:00.000Z', 24)).toBe('2016-03-27T12:00:00.000Z');
    expect(localTimeOf(addHours('2016-03-26T12:00:00.000Z', 24))).toBe('14:00');
    expect(localTimeOf('2016-03-26T12:00:00.000Z')).toBe('13:00');
    expect(addHours('2016-10-30T00:30:00.000Z', 1.5)).toBe('2016-10-30T02:00:00.000Z');
    fc.assert(
      fc.property(instants, fc.integer({ min: -5000, max: 5000 }), (i, h) => {
        const then = addHours(i, h);
        if (then < '9999-12-31T23:59:59.999Z') expect(Date.parse(then) - Date.parse(i)).toBe(h * 3_600_000);
      }),
    );
  });

  it('never leave the years 1 to 9999, which PostgreSQL knows, so that no date stops a projection', () => {
    expect(addMonths('9999-06-30', 24)).toBe('9999-12-31');
    expect(addMonths('0001-01-31', -1)).toBe('0001-01-01');
    expect(addDays('9999-12-31', 1)).toBe('9999-12-31');
    expect(addDays('0001-01-01', -90)).toBe('0001-01-01');
    expect(addHours('9999-12-31T23:00:00.000Z', 72)).toBe('9999-12-31T23:59:59.999Z');
    for (const date of ['0000-02-29', '0000-12-31', '0001-01-01']) {
      expect(addMonths(date, -1)).toBe('0001-01-01');
      expect(startOfDay(date)).toBe('0001-01-01T00:00:00.000Z');
      expect(endOfDay(date) >= '0001-01-01T00:00:00.000Z').toBe(true);
    }
  });

  it('refuse a day that the calendar does not have', () => {
    for (const date of ['2015-02-29', '2016-13-01', '2016-04-31', '16-04-01', '2016-4-1', '']) {
      expect(() => addMonths(date, 1)).toThrow(RangeError);
      expect(() => weekdayOf(date)).toThrow(RangeError);
      expect(() => startOfDay(date)).toThrow(RangeError);
      expect(() => endOfDay(date)).toThrow(RangeError);
    }
    expect(() => addHours('2015-02-29T00:00:00.000Z', 1)).toThrow(RangeError);
  });
});

/** Knuth, The Art of Computer Programming 1.3.2, exercise 14: Clavius' epacts, another way to Easter than the one in the code. */
function easterByClavius(year: number): string {
  const golden = (year % 19) + 1;
  const century = Math.floor(year / 100) + 1;
  const leaps = Math.floor((3 * century) / 4) - 12;
  const moon = Math.floor((8 * century + 5) / 25) - 5;
  const sunday = Math.floor((5 * year) / 4) - leaps - 10;
  let epact = (((11 * golden + 20 + moon - leaps) % 30) + 30) % 30;
  if ((epact === 25 && golden > 11) || epact === 24) epact += 1;
  let full = 44 - epact;
  if (full < 21) full += 30;
  const day = full + 7 - ((sunday + full) % 7);
  return plain(`${String(year).padStart(4, '0')}-03-01`)
    .add({ days: day - 1 })
    .toString();
}

describe('Danish holidays', () => {
  it('of 2016, a leap year', () => {
    expect(danishHolidays(2016)).toEqual([
      '2016-01-01',
      '2016-03-24',
      '2016-03-25',
      '2016-03-27',
      '2016-03-28',
      '2016-04-22',
      '2016-05-05',
      '2016-05-15',
      '2016-05-16',
      '2016-12-25',
      '2016-12-26',
    ]);
  });

  it('have Store Bededag for the last time in 2023', () => {
    expect(danishHolidays(2023)).toContain('2023-05-05');
    expect(danishHolidays(2024)).not.toContain('2024-04-26');
    expect([2022, 2023, 2024, 2025].map((y) => danishHolidays(y).length)).toEqual([11, 11, 10, 10]);
  });

  it.each([
    '1818-03-22',
    '1943-04-25',
    '1954-04-18',
    '1981-04-19',
    '2008-03-23',
    '2024-03-31',
    '2026-04-05',
    '2038-04-25',
    '2285-03-22',
  ])('have Easter Sunday on %s', (easter) => {
    expect(danishHolidays(Number(easter.slice(0, 4)))[3]).toBe(easter);
  });

  it('follow the Easter of Clavius’ epacts in every year from 1600 to 9999', () => {
    for (let year = 1600; year <= 9999; year += 1) {
      expect(danishHolidays(year)[3]).toBe(easterByClavius(year));
    }
  });

  it('are in order, and each on its day of the week', () => {
    for (let year = 1900; year <= 2100; year += 1) {
      const days = danishHolidays(year);
      expect(days).toEqual([...new Set(days)].sort());
      const moved = days.slice(1, -2).map(weekdayOf);
      expect(moved).toEqual(year <= 2023 ? [4, 5, 7, 1, 5, 4, 7, 1] : [4, 5, 7, 1, 4, 7, 1]);
    }
  });
});

describe('working days', () => {
  const danish = danishCalendar();

  it.each([
    ['2016-03-23', 1, '2016-03-29', 'over Easter'],
    ['2016-03-23', 3, '2016-03-31', 'over Easter'],
    ['2016-04-21', 1, '2016-04-25', 'over Store Bededag and the weekend'],
    ['2024-04-25', 1, '2024-04-26', 'no Store Bededag any more'],
    ['2016-12-23', 3, '2016-12-29', 'over Christmas'],
    ['2016-12-30', 1, '2017-01-02', 'over New Year, from one year’s holidays into the next'],
    ['2016-03-26', 1, '2016-03-29', 'from a Saturday'],
    ['2016-06-06', 3, '2016-06-09', 'in a plain week'],
  ])('after %s the %i. is %s: %s', (date, n, then) => {
    expect(addWorkingDays(date, n, danish)).toBe(then);
  });

  it('are Monday to Friday without the holidays and the plan’s own days off', () => {
    expect(isWorkingDay('2016-12-24', danish)).toBe(false);
    expect(isWorkingDay('2018-12-24', danish)).toBe(true);
    expect(isWorkingDay('2018-12-24', danishCalendar(['2018-12-24']))).toBe(false);
    expect(isWorkingDay('2016-12-26', danish)).toBe(false);
    expect(isWorkingDay('2016-12-26', [])).toBe(true);
  });

  it('are the same from a list, a set or the calendar', () => {
    const list = danishHolidays(2016);
    fc.assert(
      fc.property(between('2016-01-01T00:00:00Z', '2016-11-30T00:00:00Z'), fc.integer({ min: 1, max: 15 }), (i, n) => {
        const date = i.slice(0, 10);
        const answers = [list, new Set(list), danish].map((holidays) => addWorkingDays(date, n, holidays));
        expect(new Set(answers).size).toBe(1);
      }),
    );
  });

  it('are counted so that exactly n of them lie after the date up to the n-th, which is one itself', () => {
    fc.assert(
      fc.property(between('1950-01-01T00:00:00Z', '2100-01-01T00:00:00Z'), fc.integer({ min: 1, max: 40 }), (i, n) => {
        const date = i.slice(0, 10);
        const then = addWorkingDays(date, n, danish);
        let count = 0;
        for (let d = addDays(date, 1); d <= then; d = addDays(d, 1)) if (isWorkingDay(d, danish)) count += 1;
        expect([count, isWorkingDay(then, danish)]).toEqual([n, true]);
        expect(nextWorkingDay(date, danish)).toBe(addWorkingDays(date, 1, danish));
      }),
    );
  });

  it('end with the calendar, and are counted from one', () => {
    expect(addWorkingDays('9999-12-30', 3, ['9999-12-31'])).toBe('9999-12-31');
    for (const n of [0, -1, 1.5]) expect(() => addWorkingDays('2016-01-04', n, danish)).toThrow(RangeError);
  });
});
