import { addMonths, startOfDay } from '../../../../domain/kernel/calendar.js';
import { Random } from '../random.js';
import { Script } from '../script.js';
import { inOrder, recordedAlong, type Step } from '../steps.js';
import { fromDay } from './days.js';
import { activities, cityLife, leftovers, measurement, plansAdopted, reports } from './registers.js';
import { scenes } from './scenes/index.js';
import { Tale } from './tale.js';
import { KOEBENHAVN, KOEGE } from './towns.js';
import { ordinaryYear } from './years.js';

/** The plans in force began then. */
const SINCE = 2024;
/** Between the two years of the first plan and those of today: little, so that pictures over the years have no gap. */
const BETWEEN = [2018, 2019, 2020, 2021, 2022, 2023];

export interface City {
  readonly steps: readonly Step[];
  /** When somebody looks at the deadlines, UTC: rarely long ago, often lately. */
  readonly looks: readonly string[];
}

/**
 * Two cities as they live on a local day, under the plans in force: the same for the same day and seed. Everything is recorded before that day
 * begins, so that it can be told at any hour of it. Invented throughout.
 */
export function livingCity(today: string, seed = 2024): City {
  const script = new Script();
  const random = new Random(seed);
  plansAdopted(script, () => random.uuid());
  leftovers(script);
  const thisYear = Number(today.slice(0, 4));
  const copenhagen = new Tale(script, random, KOEBENHAVN);
  const koege = new Tale(script, random, KOEGE);
  for (const year of BETWEEN) {
    measurement(copenhagen, year);
    ordinaryYear(copenhagen, { year, concerns: 8, oneCaseOf: 4 }, KOEGE, today);
  }
  for (let year = SINCE; year <= thisYear; year++) {
    ordinaryYear(copenhagen, { year, concerns: 56, oneCaseOf: 4 }, KOEGE, today);
    ordinaryYear(koege, { year, concerns: 16, oneCaseOf: 4 }, KOEBENHAVN, today);
    if (year > SINCE) for (const tale of [copenhagen, koege]) activities(tale, year);
    for (const tale of [copenhagen, koege]) cityLife(tale, year, today);
  }
  const years = Array.from({ length: thisYear - SINCE }, (_, n) => SINCE + n);
  const told = [reports(KOEBENHAVN, years), reports(KOEGE, years), scenes(copenhagen, koege, today)];
  const steps = inOrder(recordedAlong(script.inOrder()), ...told);
  const until = startOfDay(today);
  return { steps: steps.filter(({ recorded }) => recorded < until), looks: looksUntil(today) };
}

/** Twice a year until last year, then every month, and every week of the last month. */
function looksUntil(today: string): readonly string[] {
  const dates: string[] = [];
  const lately = addMonths(today, -12);
  for (let date = '2016-07-01'; date < lately; date = addMonths(date, 6)) dates.push(date);
  for (let month = 12; month > 1; month--) dates.push(addMonths(today, -month));
  for (let week = 4; week > 0; week--) dates.push(fromDay(today, -7 * week));
  return dates.map((date) => new Date(Date.parse(startOfDay(date)) + 7 * 3_600_000).toISOString());
}
