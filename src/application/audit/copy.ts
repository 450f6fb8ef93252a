import { grouped } from '../../domain/kernel/grouped.js';
import { canonical } from '../canonical.js';
import { textOf } from '../input/decode.js';
import { InputFault } from '../input/fault.js';
import { FILE, strictJson } from '../input/strict-json.js';
import {
  type EventStore,
  type Segment,
  type StoredEvent,
  type StreamWrite,
  VersionConflict,
} from '../ports/event-store.js';

/** What was copied, and that it is the same. */
export interface Copied {
  readonly copied: number;
  /** Stood in the target already, from an earlier run. */
  readonly found: number;
  readonly verified: number;
}
/** The two logs are not the same; nothing was removed from either. */
export class CopyDiffers extends Error {
  constructor(what: string) {
    super(`the copy differs: ${what}`);
  }
}

/** What a log is copied from: a store, or an archive of one. */
export type ReadableLog = Pick<EventStore, 'head' | 'readAll' | 'findCommand' | 'readSegments'>;

/** Events that are compared at a time: both sides must give as many. */
const BATCH = 1000;

/**
 * Copies a log into another store, command by command: the same bytes under the same command ids, recorded when they were recorded. Stopped at
 * any point it goes on where it stopped, because what stands of a command is not appended again. Nobody may write to the target meanwhile, and
 * what is written to the source afterwards is copied by running it again.
 * @throws CopyDiffers, StoreUnavailable
 */
export async function copyLog(
  from: ReadableLog,
  to: EventStore,
  progress: (position: number) => void = () => undefined,
): Promise<Copied> {
  const { position: end } = await from.head();
  let [copied, found] = [0, 0];
  for await (const command of commandsOf(from, end)) {
    const outcome = await append(from, to, command);
    if (outcome === 'appended') copied += command.length;
    else found += command.length;
    progress(command.at(-1)?.position ?? 0);
  }
  return { copied, found, verified: await verifyCopy(from, to, end) };
}

/** Events of one command that stand together: all of them, or what others' events left together of them. */
async function* commandsOf(store: ReadableLog, end: number): AsyncGenerator<readonly StoredEvent[]> {
  let command: StoredEvent[] = [];
  for await (const batch of store.readAll({ to: end })) {
    for (const event of batch) {
      if (command[0] && command[0].commandId !== event.commandId) {
        yield command;
        command = [];
      }
      command.push(event);
    }
  }
  if (command.length > 0) yield command;
}

async function append(from: ReadableLog, to: EventStore, events: readonly StoredEvent[]) {
  const [first] = events as [StoredEvent];
  for (const event of events) assertReadable(event);
  const segments = grouped(await from.readSegments(events.map((e) => e.eventId)), (s) => s.eventId);
  try {
    const { outcome } = await to.append({
      commandId: first.commandId,
      fingerprint: await fingerprintOf(from, first),
      ...(first.ordinal > 0 ? { firstOrdinal: first.ordinal } : {}),
      ...(first.promise === undefined ? {} : { promise: first.promise }),
      // The target records the later of this and what it recorded last: the same instant, since it never falls.
      clock: first.recordedAt,
      writes: writesOf(events, segments),
    });
    return outcome;
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
    throw new CopyDiffers(`at position ${first.position} the target holds something else in that stream`);
  }
}

/** It stands with the first event of a command, and nowhere else. */
async function fingerprintOf(from: ReadableLog, { commandId, ordinal }: StoredEvent): Promise<Uint8Array> {
  if (ordinal > 0) return NO_FINGERPRINT;
  const known = await from.findCommand(commandId);
  if (!known) throw new CopyDiffers('the source does not find a command that stands in it');
  return known.fingerprint;
}
const NO_FINGERPRINT = new Uint8Array(32);

/** What stands in the target stands for ever: bytes that are no event, or that could be read in two ways, do not come in. @throws CopyDiffers */
function assertReadable({ bytes, position }: StoredEvent): void {
  try {
    const text = textOf(bytes);
    if (canonical(strictJson(text, FILE)) === text) return;
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    throw new CopyDiffers(`the source holds at position ${position} what no target takes: it ${error.message}`);
  }
  throw new CopyDiffers(`the source holds at position ${position} an event that is not written as events are`);
}

function writesOf(
  events: readonly StoredEvent[],
  segments: ReadonlyMap<string, readonly Segment[]>,
): readonly StreamWrite[] {
  return [...grouped(events, (e) => e.stream)].map(([stream, own]) => ({
    stream,
    expectedVersion: (own[0]?.version ?? 1) - 1,
    events: own.map(({ eventId, type, bytes }) => ({ eventId, type, bytes, segments: segments.get(eventId) ?? [] })),
  }));
}

/** Streams, versions, bytes, recorded times, sealed segments and, where positions are one's own, positions and leaves: event by event. */
async function verifyCopy(from: ReadableLog, to: EventStore, end: number): Promise<number> {
  const copy = to.readAll({ batch: BATCH })[Symbol.asyncIterator]();
  let verified = 0;
  for await (const batch of from.readAll({ to: end, batch: BATCH })) {
    const { value: others = [] } = await copy.next();
    for (const [i, event] of batch.entries()) compare(event, others[i], to.capabilities.contiguous);
    await compareSegments(from, to, batch);
    verified += batch.length;
  }
  return verified;
}

function compare(event: StoredEvent, other: StoredEvent | undefined, leaves: boolean): void {
  const at = `at position ${event.position}`;
  if (!other) throw new CopyDiffers(`${at} it ends`);
  const { bytes, leaf, position: _, promise: __, ...rest } = event;
  const same = Object.entries(rest).every(([name, value]) => other[name as keyof typeof rest] === value);
  if (!same || Buffer.compare(other.bytes, bytes) !== 0) throw new CopyDiffers(`${at} stands another event`);
  if (leaves && Buffer.compare(other.leaf, leaf) !== 0) throw new CopyDiffers(`${at} the leaf is another`);
}

async function compareSegments(from: ReadableLog, to: EventStore, batch: readonly StoredEvent[]): Promise<void> {
  const ids = batch.map(({ eventId }) => eventId);
  const [given, kept] = [await from.readSegments(ids), await to.readSegments(ids)];
  const shown = ({ eventId, segment, keyId, salt, nonce, ciphertext, tag }: Segment) =>
    [eventId, segment, keyId, ...[salt, nonce, ciphertext, tag].map((o) => Buffer.from(o).toString('base64'))].join(
      ' ',
    );
  const there = new Set(kept.map(shown));
  const missing = given.find((segment) => !there.has(shown(segment)));
  if (missing || kept.length !== given.length) throw new CopyDiffers('a sealed text is missing or another');
}
