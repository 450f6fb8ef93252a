import { createHash } from 'node:crypto';
import type { StoredEvent } from '../../src/application/ports/event-store.js';
import type { JournalledOutcome, Seen } from './journal.js';

/** Of an event and of an append what is compared. */
export type ComparedEvent = Pick<StoredEvent, 'position' | 'stream' | 'version' | 'commandId' | 'recordedAt'> & {
  readonly bytes: Buffer;
};
export type ComparedAppend = Pick<
  JournalledOutcome,
  'c' | 'outcome' | 'positions' | 'duplicate' | 'sent' | 'refused'
> & {
  readonly b: readonly { readonly bytes: string }[];
};
type Events = readonly ComparedEvent[];

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Holds the log against what the writers were told. Pure: `events` in the order of positions, `appends` as the journals have them, `readers`
 * the positions that each subscriber was given. @returns what is wrong, a line each
 */
export function check(
  events: Events,
  appends: readonly ComparedAppend[],
  readers: readonly (readonly number[])[],
): string[] {
  return [
    ...places(events),
    ...chains(events),
    ...told(events, appends),
    ...readers.flatMap((seen) => [...reading(seen, events.length)]),
  ];
}

function* places(events: Events): Generator<string> {
  let recorded = '';
  for (const [i, event] of events.entries()) {
    if (event.position !== i + 1) return yield `position ${i + 1} is missing or stands twice`;
    if (event.recordedAt < recorded) yield `position ${event.position} was recorded before its predecessor`;
    recorded = event.recordedAt;
  }
}

function* chains(events: Events): Generator<string> {
  const last = new Map<string, { readonly version: number; readonly hash: string }>();
  for (const { stream, version, bytes, position } of events) {
    const before = last.get(stream);
    if (version !== (before?.version ?? 0) + 1)
      yield `stream ${stream} is broken at position ${position}: version ${version}`;
    if (JSON.parse(bytes.toString()).previous !== (before?.hash ?? null))
      yield `stream ${stream} does not follow its predecessor at position ${position}`;
    last.set(stream, { version, hash: hash(bytes) });
  }
}

function* told(events: Events, appends: readonly ComparedAppend[]): Generator<string> {
  const byCommand = new Map<string, ComparedEvent[]>();
  for (const event of events) byCommand.set(event.commandId, [...(byCommand.get(event.commandId) ?? []), event]);
  const given = new Map(appends.map((a) => [a.c, a]));
  for (const [command, stand] of byCommand) {
    const append = given.get(command);
    if (!append) yield `command ${command} stands in the log and was given by nobody`;
    else if (stand.length !== append.b.length)
      yield `command ${command} stands ${stand.length} times, not ${append.b.length}`;
    else if (stand.some((e, i) => e.bytes.toString('base64') !== append.b[i]?.bytes))
      yield `the bytes of command ${command} were altered`;
  }
  for (const { c, outcome, positions, duplicate, sent, refused } of appends) {
    const stand = byCommand.get(c);
    if (duplicate && sent - 1 === refused) yield `command ${c} was told not to persist each time, and stands`;
    if (outcome === 'ack' && !stand) yield `command ${c} was acknowledged and is lost`;
    if (outcome === 'ack' && stand && stand.map((e) => e.position).join() !== positions.join())
      yield `command ${c} was acknowledged elsewhere`;
    if (outcome === 'no' && stand) yield `command ${c} was refused and stands`;
    if (outcome === undefined) yield `what became of command ${c} was never found out`;
  }
}

function* reading(seen: readonly number[], count: number): Generator<string> {
  for (const [i, position] of seen.entries())
    if (position !== i + 1) return yield `a reader got position ${position} where ${i + 1} was next`;
  if (seen.length !== count) yield `a reader got ${seen.length} of ${count} events`;
}

/** Positions at which somebody read something else than what stands there at last: it was not yet safe when it was read. */
export function* altered(events: Events, seen: readonly Seen[]): Generator<string> {
  for (const [position, hashed] of seen) {
    const event = events[position - 1];
    if (!event) yield `position ${position} was read, and does not stand`;
    else if (hash(Buffer.concat([Buffer.from(event.recordedAt), event.bytes])) !== hashed)
      yield `position ${position} was read, and holds something else now`;
  }
}
