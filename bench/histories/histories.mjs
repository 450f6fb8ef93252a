import { ByTime } from './by-time.mjs';
import { concernStory } from './concern-story.mjs';
import { infohusNumber } from './infohuse.mjs';
import { Random } from './random.mjs';
import { Recorder } from './recorder.mjs';
import { activityStory, hotlineStory, meetingStory, partnerStory, surveys } from './register-stories.mjs';
import { HOUR } from './telling.mjs';

const BEGIN = Date.parse('2017-01-01T08:00:00.000Z');
const YEARS = 9;
const SPAN = YEARS * 365 * 24 * HOUR;
/** Measured: what a story comes to on average. It only decides how close the stories follow each other. */
const EVENTS_A_STORY = 13;
const BATCH = 1000;

/** What begins, and how often of a hundred times. */
const STORIES = [
  [66, concernStory],
  [12, activityStory],
  [10, meetingStory],
  [9, hotlineStory],
  [3, partnerStory],
].flatMap(([weight, story]) => Array(weight).fill(story));

/**
 * Histories of Infohuse over nine years as the log holds them, in batches of stored events in the order of positions. The same options
 * give the same bytes. The log ends with the command that reaches `events`, in the midst of open cases.
 * @param options `late`: share of events dated before what their stream holds; `stories`: more of them, told by the first Infohus from the
 * beginning, each called with its world
 */
export function* histories({ events, seed = 1, late = 0, infohuse = 2, stories = [] }) {
  const random = new Random(seed);
  const recorder = new Recorder(random, late);
  let batch = [];
  for (const [moment, command] of commands(random, events, infohuse, stories)) {
    batch.push(...recorder.record(command, moment));
    if (batch.length >= BATCH) {
      yield batch;
      batch = [];
    }
    if (recorder.position >= events) break;
  }
  if (batch.length > 0) yield batch;
}

/** The stories side by side: whatever is due next happens next. Endless. */
function* commands(random, events, count, more) {
  const due = new ByTime();
  let clock = BEGIN;
  const houses = Array.from({ length: count }, (_, i) => infohusNumber(i));
  const world = (i) => ({ random, now: () => clock, infohus: houses[i], neighbour: houses[(i + 1) % count] });
  const goOn = (story) => {
    const { done, value } = story.next();
    if (!done) due.add(clock + value.after * HOUR + random.below(HOUR), { story, command: value });
  };
  for (const story of more) goOn(story(world(0)));
  for (let i = 0; i < count; i++) goOn(surveys(world(i), YEARS));
  const between = (SPAN * EVENTS_A_STORY) / events;
  for (let arrival = BEGIN; ; ) {
    if (due.size === 0 || arrival <= due.next()) {
      clock = arrival;
      goOn(random.pick(STORIES)(world(random.below(count))));
      arrival += Math.ceil(between * 2 * random.unit());
      continue;
    }
    clock = due.next();
    const { story, command } = due.take();
    yield [clock, command];
    goOn(story);
  }
}
