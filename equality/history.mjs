import { createHash } from 'node:crypto';
import { histories } from '../bench/histories/histories.mjs';
import { Random } from '../bench/histories/random.mjs';
import { prng } from '../campaign/prng.mjs';
import { canonical } from '../dist/application/canonical.js';
import { Wild } from './wild.mjs';

const aggregateOf = (stream) => stream.slice(0, stream.indexOf('-'));
/** As the product says which events may not be corrected where: what an event is about stays. */
const FIXED =
  /Ids?$|^(infohus|toInfohus|toAgency|fromAgency|responsibleAgency|agencies|disclosure|consent|subjects?|guardianConsent|byAgency|agency|planHash|caseTriagedAt)$/;

/**
 * A history by chance: realistic ones, among them events in any order on few streams, late ones, corrections and annulments. The same seed
 * gives the same bytes at the same positions.
 * @returns the appends in order, each with the position of its first event, and what was put in
 */
export function historyOf(seed, size) {
  const chance = prng(seed);
  const known = realistic(seed, Math.max(size, ALL_TYPES), chance);
  const wild = new Wild(chance, known.flat());
  const telling = new Telling(chance, wild);
  for (const command of beginning(known, size)) {
    while (chance.chance(0.4)) telling.add([chance.chance(0.35) ? telling.amendment() : wild.entry()]);
    telling.add(command);
  }
  return written(telling.commands, new Random(seed), chance);
}

/** Events after which the realistic histories have told of everything they know. */
const ALL_TYPES = 4000;

function* beginning(commands, size) {
  let events = 0;
  for (const command of commands) {
    yield command;
    events += command.length;
    if (events >= size) return;
  }
}

function realistic(seed, size, chance) {
  const commands = new Map();
  for (const batch of histories({ events: size, seed, late: 0.08 })) {
    for (const { bytes, recordedAt } of batch) {
      const { stream, type, data, actor, controller, regime, occurredAt, commandId } = JSON.parse(bytes);
      const entry = {
        aggregate: aggregateOf(stream),
        stream,
        type,
        data,
        actor,
        controller,
        regime,
        occurredAt,
        recordedAt,
      };
      commands.set(commandId, [...(commands.get(commandId) ?? []), entry]);
    }
  }
  const all = [...commands.values()];
  // Dated at any time that the history knows, also before the first of its stream.
  for (const command of all)
    for (const entry of command) if (chance.chance(0.04)) entry.occurredAt = chance.one(all)[0].occurredAt;
  return all;
}

/** What was told so far, for what is told of it afterwards. */
class Telling {
  commands = [];
  #told = [];

  constructor(chance, wild) {
    this.chance = chance;
    this.wild = wild;
  }

  add(command) {
    if (command[0] === undefined) return;
    this.commands.push(command);
    for (const entry of command) if (!entry.amends) this.#told.push(entry);
  }

  /** Puts right or takes back something that was told, perhaps what was put right or taken back before. */
  amendment() {
    const { chance } = this;
    const pool = chance.chance(0.6) ? this.#told.filter((entry) => entry.wild) : this.#told;
    if (pool.length === 0) return undefined;
    const amends = chance.one(chance.chance(0.5) ? pool.slice(-40) : pool);
    const { stream, type: target, data, actor, controller, regime } = amends;
    const ids = Object.fromEntries(Object.entries(data).filter(([name]) => /Ids?$/.test(name)));
    const about = { ids, reason: { $sealed: 'y'.repeat(43), segment: 0 }, target };
    const annuls = chance.chance(0.3);
    return {
      ...{ amends, stream, actor, controller, regime, occurredAt: this.wild.instant() },
      type: annuls ? 'EventAnnulled' : 'EventCorrected',
      data: annuls ? about : { ...about, changes: this.#changes(amends) },
    };
  }

  #changes(entry) {
    const like = Object.entries(this.wild.like(entry.type).data).filter(
      ([name, value]) => !FIXED.test(name) && value?.$sealed === undefined,
    );
    const [field, value] = like.length > 0 ? this.chance.one(like) : [];
    const moved = field === undefined || this.chance.chance(0.6);
    return {
      ...(field === undefined ? {} : { [field]: value }),
      ...(moved ? { occurredAt: entry.wild ? this.wild.instant() : this.chance.one(this.#told).occurredAt } : {}),
    };
  }
}

/** Commands are appended one by one, or some of them as one. */
function* appends(commands, chance) {
  for (let at = 0; at < commands.length; ) {
    const many = chance.chance(0.2) ? chance.whole(2, 25) : 1;
    yield commands.slice(at, at + many).flat();
    at += many;
  }
}

function written(commands, random, chance) {
  const streams = new Map();
  const counts = {
    events: 0,
    late: 0,
    corrections: 0,
    annulments: 0,
    'of several keys': 0,
    'amendments of several keys': 0,
  };
  const digest = createHash('sha256');
  let recordedAt = '2017-01-01T00:00:00.000Z';
  const all = [...appends(commands, chance)].map((entries) => {
    const commandId = random.uuid();
    for (const entry of entries) if (entry.recordedAt > recordedAt) recordedAt = entry.recordedAt;
    const first = counts.events + 1;
    const writes = [...byStream(entries)].map(([name, own]) => {
      const stream = known(streams, name);
      const expectedVersion = stream.version;
      return {
        stream: name,
        expectedVersion,
        events: own.map((entry) => event(entry, stream, commandId, random, counts)),
      };
    });
    for (const { events } of writes) for (const { bytes } of events) digest.update(bytes);
    return { first, commandId, clock: recordedAt, writes };
  });
  return { appends: all, counts, digest: digest.digest('hex') };
}

function byStream(entries) {
  const streams = new Map();
  for (const entry of entries) streams.set(entry.stream, [...(streams.get(entry.stream) ?? []), entry]);
  return streams;
}

const known = (streams, name) => {
  if (!streams.has(name)) streams.set(name, { version: 0, previous: null, newest: '' });
  return streams.get(name);
};

function event(entry, stream, commandId, random, counts) {
  const { amends, wild: _, aggregate: __, recordedAt: ___, ...told } = entry;
  entry.eventId = random.uuid();
  const data = amends ? { ...told.data, eventId: amends.eventId } : told.data;
  const version = ++stream.version;
  const envelope = {
    ...told,
    data,
    version,
    eventId: entry.eventId,
    commandId,
    correlationId: commandId,
    causationId: commandId,
  };
  const bytes = canonical({ ...envelope, schemaVersion: 1, previous: stream.previous });
  stream.previous = createHash('sha256').update(bytes).digest('base64url');
  count(counts, entry, stream);
  return { eventId: entry.eventId, type: entry.type, bytes };
}

function count(counts, { type, data, occurredAt }, stream) {
  counts.events++;
  if ((data.ids?.concernIds?.length ?? 0) > 1) counts['amendments of several keys']++;
  if (type === 'EventCorrected') counts.corrections++;
  else if (type === 'EventAnnulled') counts.annulments++;
  else if (occurredAt < stream.newest) counts.late++;
  if (occurredAt > stream.newest) stream.newest = occurredAt;
  if ((data.concernIds?.length ?? 0) > 1) counts['of several keys']++;
}
