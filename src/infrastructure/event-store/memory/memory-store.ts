import type { SegmentEraser, SegmentRef } from '../../../application/ports/erasing.js';
import {
  type Append,
  type Appended,
  type EventStore,
  type LogRange,
  type ReadRange,
  type Segment,
  type StoredEvent,
  VersionConflict,
} from '../../../application/ports/event-store.js';
import { checkAppend, LARGEST_APPEND } from '../append-check.js';
import { follow, Wake } from '../follow.js';
import { leafHash } from '../leaf.js';

const BATCH = 1000;
const BEGINNING = '1970-01-01T00:00:00.000Z';

/** The log of one process, for tests and the as-of fold. Each append runs without yielding, hence atomic and contiguous. */
export class MemoryStore implements EventStore, SegmentEraser {
  readonly capabilities = { atomic: true, contiguous: true, largestAppend: LARGEST_APPEND } as const;
  readonly #log: StoredEvent[] = [];
  readonly #streams = new Map<string, StoredEvent[]>();
  readonly #commands = new Map<string, Omit<Appended, 'outcome'>>();
  readonly #segments = new Map<string, readonly Segment[]>();
  readonly #wake = new Wake();

  async append(append: Append): Promise<Appended> {
    checkAppend(append);
    const before = this.#commands.get(append.commandId);
    const { firstOrdinal = 0 } = append;
    if (before !== undefined && before.events.length > firstOrdinal) return { outcome: 'duplicate', ...before };
    for (const { stream, expectedVersion } of append.writes) {
      const actual = this.#streams.get(stream)?.length ?? 0;
      if (actual !== expectedVersion) throw new VersionConflict(stream, expectedVersion, actual);
    }
    const events = this.#insert(append);
    const given = { events: events.map(summary), fingerprint: Uint8Array.from(append.fingerprint) };
    const whole = before ? { ...before, events: [...before.events, ...given.events] } : given;
    this.#commands.set(append.commandId, whole);
    this.#wake.ring();
    return { outcome: 'appended', ...given };
  }

  #insert(append: Append): StoredEvent[] {
    const newest = this.#log.at(-1)?.recordedAt ?? BEGINNING;
    const recordedAt = append.clock > newest ? append.clock : newest;
    const inserted: StoredEvent[] = [];
    for (const { stream, events } of append.writes) {
      const rows = this.#streams.get(stream) ?? [];
      for (const { eventId, type, bytes, segments } of events) {
        const position = this.#log.length + 1;
        const own = Uint8Array.from(bytes);
        const stored: StoredEvent = {
          position,
          stream,
          version: rows.length + 1,
          eventId,
          type,
          commandId: append.commandId,
          ordinal: (append.firstOrdinal ?? 0) + inserted.length,
          recordedAt,
          bytes: own,
          leaf: leafHash(position, recordedAt, own),
        };
        this.#log.push(stored);
        rows.push(stored);
        inserted.push(stored);
        this.#segments.set(eventId, segments.map(ownSegment).sort(bySegment));
      }
      if (rows.length > 0) this.#streams.set(stream, rows);
    }
    return inserted;
  }

  async readStream(stream: string, range: ReadRange = {}): Promise<readonly StoredEvent[]> {
    return cut(this.#streams.get(stream) ?? [], range);
  }

  async readStreams(streams: readonly string[]): Promise<readonly StoredEvent[]> {
    return [...new Set(streams)]
      .flatMap((stream) => this.#streams.get(stream) ?? [])
      .sort((a, b) => a.position - b.position);
  }

  async *readAll({ batch = BATCH, types, ...ends }: LogRange = {}): AsyncIterable<readonly StoredEvent[]> {
    const rows = cut(this.#log, ends).filter(({ type }) => types === undefined || types.includes(type));
    for (let next = 0; next < rows.length; next += batch) yield rows.slice(next, next + batch);
  }

  async head(): Promise<{ readonly position: number; readonly recordedAt: string }> {
    const newest = this.#log.at(-1);
    return { position: newest?.position ?? 0, recordedAt: newest?.recordedAt ?? BEGINNING };
  }

  async findCommand(commandId: string): Promise<Omit<Appended, 'outcome'> | undefined> {
    return this.#commands.get(commandId);
  }

  async positionAt(recordedAt: string): Promise<number> {
    return this.#log.findLast((event) => event.recordedAt <= recordedAt)?.position ?? 0;
  }

  async readSegments(eventIds: readonly string[]): Promise<readonly Segment[]> {
    return [...new Set(eventIds)].flatMap((eventId) => this.#segments.get(eventId) ?? []);
  }

  /** As a `SegmentEraser`. */
  async erase(segments: readonly SegmentRef[]): Promise<void> {
    for (const { eventId, segment } of segments) {
      const left = (this.#segments.get(eventId) ?? []).filter((s) => s.segment !== segment);
      this.#segments.set(eventId, left);
    }
  }

  subscribe(from: number, signal: AbortSignal): AsyncIterable<readonly StoredEvent[]> {
    const read = async (next: number) => cut(this.#log, { from: next, to: next + BATCH - 1 });
    return follow(read, this.#wake, from, signal);
  }
}

/** Rows are numbered from 1 without a gap, in a stream and in the log. */
function cut(
  rows: readonly StoredEvent[],
  { from = 1, to = rows.length, direction }: ReadRange,
): readonly StoredEvent[] {
  const within = rows.slice(Math.max(1, from) - 1, Math.max(0, to));
  return direction === 'backwards' ? within.reverse() : within;
}

const summary = ({ position, stream, version, eventId, type, recordedAt }: StoredEvent) => ({
  position,
  stream,
  version,
  eventId,
  type,
  recordedAt,
});

const bySegment = (a: Segment, b: Segment) => a.segment - b.segment;

/** A caller that reuses its buffers must not change the log. */
const ownSegment = ({ eventId, segment, keyId, salt, nonce, ciphertext, tag }: Segment): Segment => ({
  eventId,
  segment,
  keyId,
  salt: Uint8Array.from(salt),
  nonce: Uint8Array.from(nonce),
  ciphertext: Uint8Array.from(ciphertext),
  tag: Uint8Array.from(tag),
});
