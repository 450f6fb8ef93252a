// Instants where opening hours, working days and months go wrong, 2016 to 2026.
import { Temporal } from 'temporal-polyfill';
import type { Random } from '../../../src/interface/cli/demo-data/random.js';
import { DAY, local, MINUTE, type Ms } from './script.js';

/** Easter Sundays, from the church's table. */
const EASTER: Readonly<Record<number, string>> = {
  2016: '2016-03-27',
  2017: '2017-04-16',
  2018: '2018-04-01',
  2019: '2019-04-21',
  2020: '2020-04-12',
  2021: '2021-04-04',
  2022: '2022-04-17',
  2023: '2023-04-09',
  2024: '2024-03-31',
  2025: '2025-04-20',
  2026: '2026-04-05',
};

const day = (text: string, on = 0): string => Temporal.PlainDate.from(text).add({ days: on }).toString();

/** Holidays and days that are none (24 and 31 December, 5 June, Store Bededag from 2024), and the days beside them. */
const DAYS: readonly string[] = Object.entries(EASTER).flatMap(([year, easter]) => [
  ...[-4, -3, -2, -1, 0, 1, 2, 25, 26, 27, 38, 39, 40, 48, 49, 50, 51].map((on) => day(easter, on)),
  ...['01-01', '01-02', '02-28', '06-05', '12-23', '12-24', '12-25', '12-26', '12-27', '12-31'].map(
    (date) => `${year}-${date}`,
  ),
]);

const LEAP = ['2016-02-29', '2020-02-29', '2024-02-29'] as const;

/** The Sundays of both clock changes. */
const CHANGES = Array.from({ length: 11 }, (_, index) => 2016 + index).flatMap((year) =>
  [3, 10].map((month) => {
    const last = Temporal.PlainDate.from({ year, month, day: 31 });
    return last.subtract({ days: last.dayOfWeek % 7 }).toString();
  }),
);

const TIMES = [
  '00:00:00',
  '03:30:00',
  '07:59:59.999',
  '08:00:00',
  '11:15:00',
  '15:59:59.999',
  '16:00:00',
  '16:00:00.001',
  '21:40:00',
  '23:59:59.999',
] as const;
const AROUND_A_CHANGE = ['00:30:00', '01:30:00', '01:59:59.999', '02:30:00', '03:00:00', '03:30:00'] as const;

const some = <T>(rng: Random, of: readonly T[]): T => {
  const found = of[rng.whole(0, of.length - 1)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};

/** Any minute of the years, as often a day and a time at an edge. */
export function moment(rng: Random, fromYear = 2016, toYear = 2026): Ms {
  const inYears = (date: string) => Number(date.slice(0, 4)) >= fromYear && Number(date.slice(0, 4)) <= toYear;
  const pick = (of: readonly string[], times: readonly [string, ...string[]]): Ms => {
    const found = of.filter(inYears);
    return found.length === 0 ? local(`${fromYear}-07-01T20:00:00`) : local(`${some(rng, found)}T${rng.one(times)}`);
  };
  const kind = rng.whole(0, 9);
  if (kind <= 3) return pick(DAYS, TIMES);
  if (kind === 4) return pick(LEAP, TIMES);
  if (kind === 5) return pick(CHANGES, AROUND_A_CHANGE);
  const start = local(`${fromYear}-01-01T00:00:00`);
  const minutes = Math.floor((local(`${toYear}-12-31T00:00:00`) - start) / MINUTE);
  const at = start + rng.whole(0, minutes) * MINUTE;
  if (kind > 7) return at;
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('Europe/Copenhagen').toPlainDate();
  return local(`${date}T${rng.one(TIMES)}`);
}

/** An instant after `at` where a limit of two hours or of the next working days ends, to the millisecond. */
export function soonAfter(rng: Random, at: Ms): Ms {
  const two = at + 2 * 60 * MINUTE;
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('Europe/Copenhagen').toPlainDate();
  const end = (days: number): Ms => local(`${date.add({ days })}T23:59:59.999`);
  const late = [end(1), end(1) + 1, end(2), end(3), end(3) + 1, end(4), end(5), end(5) + 1];
  const near = [at + 1, at + 5 * MINUTE, at + 70 * MINUTE, two - 1, two, two + 1, two + 90 * MINUTE];
  return rng.chance(0.55) ? some(rng, near) : rng.chance(0.8) ? some(rng, late) : at + rng.whole(1, 9) * DAY;
}
