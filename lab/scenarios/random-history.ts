import { createHash } from 'node:crypto';
import { encode, hashOf } from '../../src/application/codec.js';
import type { Append, EventToAppend, StreamWrite } from '../../src/application/ports/event-store.js';
import type { Envelope } from '../../src/domain/kernel/event.js';
import { namesIn } from '../../src/domain/kernel/names.js';
import { isFixed } from '../../src/domain/kernel/schema.js';
import { eventNamed } from '../../src/domain/registry.js';
import { Random } from '../../src/interface/cli/demo-data/random.js';
import type { Data } from './histories/builder.js';
import { histories } from './histories/histories.js';
import { type Entry, RandomEvents } from './random-events.js';

const SEALED = { $sealed: 'y'.repeat(43), segment: 0 };

/** What was put into a history, so that a run can say whether it was tried. */
export interface Counts {
  events: number;
  late: number;
  corrections: number;
  annulments: number;
  'of several keys': number;
  'amendments of several keys': number;
}
export interface RandomHistory {
  /** In order; `first` is the position of the first event of each. */
  readonly appends: readonly (Append & { readonly first: number })[];
  readonly counts: Counts;
  /** Of all bytes. */
  readonly digest: string;
}

/**
 * A history by chance: realistic ones, among them events in any order on few streams, late ones, corrections and annulments. The same seed
 * gives the same bytes at the same positions.
 */
export function randomHistory(seed: number, size: number): RandomHistory {
  const random = new Random(seed);
  const known = realistic(Math.max(size, ALL_TYPES), random);
  const history = new HistoryBuilder(random, new RandomEvents(random, known.flat()));
  for (const command of beginning(known, size)) {
    while (random.chance(0.4)) history.addRandom();
    history.add(command);
  }
  return written(history.commands, random);
}

/** Events after which the scenarios have told of everything they know. */
const ALL_TYPES = 4000;

type Command = readonly Entry[];

function* beginning(commands: readonly Command[], size: number): Generator<Command> {
  let events = 0;
  for (const command of commands) {
    yield command;
    events += command.length;
    if (events >= size) return;
  }
}

function realistic(size: number, random: Random): readonly Command[] {
  const commands = new Map<string, Entry[]>();
  for (const batch of histories({ events: size, seed: random.whole(1, 1e9), late: 0.08 }))
    for (const { bytes, recordedAt } of batch) {
      const event: Envelope<string, Data> = JSON.parse(bytes.toString());
      const { stream, type, data, actor, controller, regime, occurredAt, commandId } = event;
      const command = commands.get(commandId) ?? [];
      commands.set(commandId, command);
      command.push({ stream, type, data, actor, controller, regime, occurredAt, recordedAt });
    }
  const all = [...commands.values()];
  const entries = all.flat();
  // Dated at any time that the history knows, also before the first of its stream.
  for (const entry of entries) if (random.chance(0.04)) entry.occurredAt = random.one(entries).occurredAt;
  return all;
}

/** What was told so far, for what is told of it afterwards. */
class HistoryBuilder {
  readonly commands: Command[] = [];
  readonly #told: Entry[] = [];

  constructor(
    private readonly random: Random,
    private readonly events: RandomEvents,
  ) {}

  add(command: Command): void {
    this.commands.push(command);
    for (const entry of command) if (!entry.amends) this.#told.push(entry);
  }

  /** An event in any order, or one that puts right or takes back what was told, perhaps what was put right or taken back before. */
  addRandom(): void {
    if (this.random.chance(0.35)) this.#addAmendment();
    else this.add([this.events.next()]);
  }

  #addAmendment(): void {
    const told = this.random.chance(0.6) ? this.#told.filter((entry) => entry.isRandom) : this.#told;
    if (told.length > 0) this.add([this.#amendment(told)]);
  }

  #amendment(told: readonly Entry[]): Entry {
    const { random } = this;
    const amends = random.one(random.chance(0.5) ? told.slice(-40) : told);
    const { stream, type: target, data, actor, controller, regime } = amends;
    const about = { ids: namesIn(shapeOf(amends), data), reason: SEALED, target };
    const annuls = random.chance(0.3);
    return {
      ...{ amends, stream, actor, controller, regime, occurredAt: this.events.instant() },
      type: annuls ? 'EventAnnulled' : 'EventCorrected',
      data: annuls ? about : { ...about, changes: this.#changes(amends) },
    };
  }

  #changes(entry: Entry): Data {
    const { random } = this;
    const shape = shapeOf(entry);
    const open = Object.entries(this.events.like(entry.type).data).filter(
      ([name, value]) => !isFixed(shape[name]) && !isSealed(value),
    );
    const field = open.length > 0 ? [random.one(open)] : [];
    const moved = field.length === 0 || random.chance(0.6);
    return {
      ...Object.fromEntries(field),
      ...(moved ? { occurredAt: entry.isRandom ? this.events.instant() : random.one(this.#told).occurredAt } : {}),
    };
  }
}

const shapeOf = ({ stream, type }: Entry) => eventNamed(stream, type)?.schema.shape ?? {};
const isSealed = (value: unknown) => value !== null && typeof value === 'object' && '$sealed' in value;

/** Commands are appended one by one, or some of them as one. */
function* asAppends(commands: readonly Command[], random: Random): Generator<Command> {
  for (let at = 0; at < commands.length; ) {
    const many = random.chance(0.2) ? random.whole(2, 25) : 1;
    yield commands.slice(at, at + many).flat();
    at += many;
  }
}

/** A stream that is being written. */
interface Head {
  version: number;
  previous: string | null;
  newest: string;
}

function written(commands: readonly Command[], random: Random): RandomHistory {
  const streams = new Map<string, Head>();
  const counts: Counts = {
    ...{ events: 0, late: 0, corrections: 0, annulments: 0 },
    ...{ 'of several keys': 0, 'amendments of several keys': 0 },
  };
  const digest = createHash('sha256');
  let clock = '2017-01-01T00:00:00.000Z';
  const appends = [...asAppends(commands, random)].map((entries) => {
    const commandId = random.uuid();
    for (const { recordedAt } of entries) if (recordedAt !== undefined && recordedAt > clock) clock = recordedAt;
    const first = counts.events + 1;
    const writes = [...byStream(entries)].map(([stream, own]): StreamWrite => {
      const head = streams.get(stream) ?? { version: 0, previous: null, newest: '' };
      streams.set(stream, head);
      const expectedVersion = head.version;
      return { stream, expectedVersion, events: own.map((entry) => event(entry, head, commandId, random, counts)) };
    });
    for (const { events } of writes) for (const { bytes } of events) digest.update(bytes);
    const fingerprint = createHash('sha256').update(commandId).digest();
    return { first, commandId, fingerprint, clock, writes };
  });
  return { appends, counts, digest: digest.digest('hex') };
}

function byStream(entries: Command): ReadonlyMap<string, Command> {
  const streams = new Map<string, Entry[]>();
  for (const entry of entries) streams.set(entry.stream, [...(streams.get(entry.stream) ?? []), entry]);
  return streams;
}

function event(entry: Entry, head: Head, commandId: string, random: Random, counts: Counts): EventToAppend {
  const { stream, type, actor, controller, regime, occurredAt, amends } = entry;
  const eventId = random.uuid();
  entry.eventId = eventId;
  const envelope: Envelope = {
    ...{
      eventId,
      type,
      schemaVersion: eventNamed(stream, type)?.schemaVersion ?? 1,
      stream,
      version: ++head.version,
      occurredAt,
      actor,
      controller,
      regime,
    },
    ...{ commandId, correlationId: commandId, causationId: commandId },
    data: amends ? { ...entry.data, eventId: amends.eventId } : entry.data,
  };
  // What is sealed stands in the data as it does in the bytes already.
  const bytes = encode(envelope, head.previous, []);
  head.previous = hashOf(bytes);
  count(counts, entry, head);
  return { eventId, type, bytes, segments: [] };
}

const several = (ids: unknown) => Array.isArray(ids) && ids.length > 1;

function count(counts: Counts, { type, data, occurredAt }: Entry, head: Head): void {
  counts.events++;
  if (several((data.ids as Data | undefined)?.concernIds)) counts['amendments of several keys']++;
  if (type === 'EventCorrected') counts.corrections++;
  else if (type === 'EventAnnulled') counts.annulments++;
  else if (occurredAt < head.newest) counts.late++;
  if (occurredAt > head.newest) head.newest = occurredAt;
  if (several(data.concernIds)) counts['of several keys']++;
}

/** One append a line: what a writer of another process reads. */
export const asLines = (history: RandomHistory): string =>
  history.appends.map((append) => `${JSON.stringify(append, base64)}\n`).join('');

export const fromLine = (line: string): RandomHistory['appends'][number] => JSON.parse(line, fromBase64);

const base64 = (_: string, value: unknown) => {
  // A buffer's own toJSON has been called by now.
  const bytes = value as { readonly type?: string; readonly data?: readonly number[] } | null;
  if (bytes?.type === 'Buffer' && Array.isArray(bytes.data)) return asText(Uint8Array.from(bytes.data));
  return value instanceof Uint8Array ? asText(value) : value;
};
const asText = (bytes: Uint8Array) => ({ base64: Buffer.from(bytes).toString('base64') });
const fromBase64 = (_: string, value: unknown) => {
  const text = (value as { readonly base64?: unknown } | null)?.base64;
  return typeof text === 'string' ? Buffer.from(text, 'base64') : value;
};
