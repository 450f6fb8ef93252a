import { Random } from '../../../src/interface/cli/demo-data/random.js';
import type { Acting, Infohus } from './infohuse.js';

/** What scenarios are built with. */
export type Data = Readonly<Record<string, unknown>>;
/** A stream that is being written, as far as the next event of it must know. */
export interface Stream {
  readonly aggregate: string;
  readonly id: string;
  readonly name: string;
  /** The agency that controls what is said in it; undefined: whoever acts. */
  controller?: string;
  version: number;
  previous: string | null;
  firstAt: number;
  lastAt: number;
}
export interface HeldStream extends Stream {
  controller: string;
}
export type Write = readonly [stream: Stream, type: string, data: Data];
/** A step of a scenario: `after` hours, `actor` gives one command, whose events are the `writes`. */
export interface Step {
  readonly after: number;
  readonly actor: Acting;
  readonly writes: readonly Write[];
}
export type Scenario<R = void> = Generator<Step, R, void>;
/** Where and when a scenario takes place. */
export interface World {
  readonly random: Random;
  readonly now: () => number;
  readonly infohus: Infohus;
  readonly neighbour: Infohus;
}

export const step = (after: number, actor: Acting, ...writes: Write[]): Step => ({ after, actor, writes });

export const newStream = (aggregate: string, id: string): Stream => ({
  aggregate,
  id,
  name: `${aggregate}-${id}`,
  version: 0,
  previous: null,
  firstAt: 0,
  lastAt: 0,
});
export const heldStream = (aggregate: string, id: string, controller: string): HeldStream => ({
  ...newStream(aggregate, id),
  controller,
});

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const DRAWN = 1 << 16;
const CUT = 21;
const chars = (random: Random, count: number) =>
  Array.from({ length: count }, () => BASE64URL[random.whole(0, 63)]).join('');
const TEXT = chars(new Random(1), DRAWN);

/** Looks like base64url of 32 bytes. Two cuts of one drawn text: drawing each character would cost more than all else of an event. */
function commitment(random: Random): string {
  const [from, on] = [random.whole(0, DRAWN - CUT), random.whole(0, DRAWN - CUT)];
  return `${TEXT.slice(from, from + CUT)}${TEXT.slice(on, on + CUT)}${BASE64URL[random.whole(0, 15) << 2]}`;
}

/** A sealed field as it stands in an event's bytes. `segment` counts the event's sealed fields in the order of the bytes. */
export const sealed = (random: Random, segment = 0): Data => ({ $sealed: commitment(random), segment });

export const HOUR = 3_600_000;
/** In hours. */
export const DAY = 24;
export const iso = (ms: number): string => new Date(ms).toISOString();
export const localDate = (ms: number): string => iso(ms).slice(0, 10);

/** Fields in the order of their names, as in all data of the scenarios: what is written out then is canonical. */
export const disclosure = (random: Random, segment = 0): Data => ({
  categories: ['identity', 'assessment'],
  channel: 'written',
  constellation: 'core-group',
  legalBasis: random.one(['RPL115_1_1', 'RPL115_1_2', 'SEL12B']),
  necessity: sealed(random, segment),
  purpose: 'crime-prevention',
});
