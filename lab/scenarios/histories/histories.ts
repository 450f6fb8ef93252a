import { Random } from '../../../src/interface/cli/demo-data/random.js';
import { HOUR, type Scenario, type Step, type World } from './builder.js';
import { ByTime } from './by-time.js';
import { concernScenario } from './concern-scenario.js';
import { infohusNumber } from './infohuse.js';
import { Recorder, type Written } from './recorder.js';
import { activityScenario, hotlineScenario, meetingScenario, partnerScenario, surveys } from './register-scenarios.js';

const BEGIN = Date.parse('2017-01-01T08:00:00.000Z');
const YEARS = 9;
const SPAN = YEARS * 365 * 24 * HOUR;
/** Measured: what a scenario comes to on average. It only decides how close they follow each other. */
const EVENTS_A_SCENARIO = 13;
const BATCH = 1000;

export interface HistoryOptions {
  readonly events: number;
  readonly seed?: number;
  /** Share of events dated before what their stream holds. */
  readonly late?: number;
  readonly infohuse?: number;
  /** More of them, in the first Infohus from the beginning. */
  readonly scenarios?: readonly ((world: World) => Scenario)[];
}
export type Batches = Generator<readonly Written[], void, void>;

/** What begins, and how often of a hundred times. */
const SCENARIOS = (
  [
    [66, concernScenario],
    [12, activityScenario],
    [10, meetingScenario],
    [9, hotlineScenario],
    [3, partnerScenario],
  ] as const
).flatMap(([weight, scenario]) => Array<(world: World) => Scenario>(weight).fill(scenario));

/**
 * Histories of Infohuse over nine years as the log holds them, in batches of stored events in the order of positions. The same options
 * give the same bytes. The log ends with the command that reaches `events`, in the midst of open cases.
 */
export function* histories({ events, seed = 1, late = 0, infohuse = 2, scenarios = [] }: HistoryOptions): Batches {
  const random = new Random(seed);
  const recorder = new Recorder(random, late);
  let batch: Written[] = [];
  for (const [moment, command] of commands(random, events, infohuse, scenarios)) {
    batch.push(...recorder.record(command, moment));
    if (batch.length >= BATCH) {
      yield batch;
      batch = [];
    }
    if (recorder.position >= events) break;
  }
  if (batch.length > 0) yield batch;
}

type Timed = readonly [moment: number, command: Step];

/** The scenarios side by side: whatever is due next happens next. Endless. */
function* commands(
  random: Random,
  events: number,
  count: number,
  more: NonNullable<HistoryOptions['scenarios']>,
): Generator<Timed, void, void> {
  const due = new ByTime<{ readonly scenario: Scenario; readonly command: Step }>();
  let clock = BEGIN;
  const houses = Array.from({ length: count }, (_, i) => infohusNumber(i));
  const worlds = houses.map((infohus, i): World => {
    return { random, now: () => clock, infohus, neighbour: houses[(i + 1) % count] ?? infohus };
  });
  const goOn = (scenario: Scenario) => {
    const { done, value } = scenario.next();
    if (!done) due.add(clock + value.after * HOUR + random.whole(0, HOUR - 1), { scenario, command: value });
  };
  for (const scenario of more) for (const world of worlds.slice(0, 1)) goOn(scenario(world));
  for (const world of worlds) goOn(surveys(world, YEARS));
  const between = (SPAN * EVENTS_A_SCENARIO) / events;
  for (let arrival = BEGIN; ; ) {
    if (arrival <= due.next()) {
      clock = arrival;
      goOn(random.one(SCENARIOS)(random.one(worlds)));
      arrival += Math.ceil(between * 2 * random.next());
      continue;
    }
    clock = due.next();
    const { scenario, command } = due.take();
    yield [clock, command];
    goOn(scenario);
  }
}
