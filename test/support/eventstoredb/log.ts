import { randomUUID } from 'node:crypto';
import { decide, type ExpectedRevision } from './append-decision.js';
import type { ProposedEvent, RecordedEvent } from './events.js';

export interface AppendRequest {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly ProposedEvent[];
}

export type AppendResult =
  | { readonly kind: 'success'; readonly revision: number | undefined; readonly position: number | undefined }
  | { readonly kind: 'wrong-expected-revision'; readonly current: number | undefined }
  | { readonly kind: 'too-large'; readonly limit: number };

export interface LogOptions {
  readonly clock?: () => number;
  readonly maxAppendSize?: number;
}

const defaultMaxAppendSize = 1_048_576;
/** A new log begins with the server's own records, so no event stands at 0. */
const firstPosition = 548;
const recordOverhead = 93;

/** What the server keeps: one log, its streams, and what it remembers of recent event ids. Knows nothing of gRPC. */
export class EventLog {
  readonly #clock: () => number;
  readonly #maxAppendSize: number;
  readonly #all: RecordedEvent[] = [];
  readonly #streams = new Map<string, RecordedEvent[]>();
  readonly #boundaries = new Set<number>([0]);
  readonly #recent = new Map<string, RecordedEvent>();
  readonly #listeners = new Set<() => void>();
  readonly #tombstones = new Set<string>();
  #end = firstPosition;

  constructor({ clock = Date.now, maxAppendSize = defaultMaxAppendSize }: LogOptions = {}) {
    this.#clock = clock;
    this.#maxAppendSize = maxAppendSize;
    this.#recordSystemEvent('$$$scavenges', '$metadata', { $maxCount: 1_000 });
  }

  get all(): readonly RecordedEvent[] {
    return this.#all;
  }

  /** The position which the next record will get. */
  get end(): number {
    return this.#end;
  }

  stream(name: string): readonly RecordedEvent[] {
    return this.#streams.get(name) ?? [];
  }

  /** Whether a record begins or the log ends there; a position within a record cannot be read from. */
  isBoundary(position: number): boolean {
    return position === this.#end || this.#boundaries.has(position);
  }

  append({ stream, expected, events }: AppendRequest): AppendResult {
    if (sizeOf(events) > this.#maxAppendSize) return { kind: 'too-large', limit: this.#maxAppendSize };
    const standing = this.stream(stream);
    const state = {
      events: standing,
      hasMetadata: this.stream(`$$${stream}`).length > 0,
      recentlyAppended: (eventId: string) => this.#recent.get(eventId),
    };
    const ids = events.map((event) => event.id);
    const decision = decide(stream, state, expected, ids);
    if (decision.kind === 'wrong-expected-revision') return { kind: decision.kind, current: standing.at(-1)?.revision };
    if (decision.kind === 'repeated') {
      return { kind: 'success', revision: decision.last.revision, position: decision.last.position };
    }
    return this.#appendAll(stream, events);
  }

  /** Calls back after every append, when all of its events stand. @returns what ends it */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** As a scavenge does after streams were deleted: their records are gone, all others stand where they stood. */
  scavenge(isGone: (stream: string) => boolean): void {
    this.#all.splice(0, this.#all.length, ...this.#all.filter(({ stream }) => !isGone(stream)));
    for (const stream of this.#streams.keys()) if (isGone(stream)) this.#streams.delete(stream);
  }

  /** Events of a stream below a revision are gone, as by `$tb` or `$maxCount` and a scavenge. */
  truncate(stream: string, before: number): void {
    const gone = new Set(this.stream(stream).filter(({ revision }) => revision < before));
    this.#streams.set(
      stream,
      this.stream(stream).filter((event) => !gone.has(event)),
    );
    this.#all.splice(0, this.#all.length, ...this.#all.filter((event) => !gone.has(event)));
  }

  /** As a restore of an older backup does: the records of a stream at the end of the log are gone, and their places are given again. */
  cutOff(stream: string): void {
    const first = this.stream(stream)[0]?.position ?? this.#end;
    this.scavenge((name) => name === stream);
    this.#end = first;
  }

  /** As a restore of the server's backup: of the records in streams of others than the server only the first so many, each `moved` further on. */
  restore(records: number, moved = 0): void {
    const own = this.#all.filter(({ stream }) => !stream.startsWith('$'));
    const gone = new Set(own.slice(records));
    this.#end = (own[records]?.position ?? this.#end) + moved;
    const left = this.#all.filter((event) => !gone.has(event));
    this.#boundaries.clear();
    this.#boundaries.add(0);
    this.#streams.clear();
    this.#all.splice(0, this.#all.length);
    for (const event of left) {
      const again = { ...event, position: event.position + moved };
      this.#all.push(again);
      this.#boundaries.add(again.position);
      this.#streams.set(event.stream, [...this.stream(event.stream), again]);
    }
  }

  tombstone(stream: string): void {
    this.#tombstones.add(stream);
  }

  isTombstoned(stream: string): boolean {
    return this.#tombstones.has(stream);
  }

  /** As a restart does: repetitions with ANY are no longer recognised. */
  forgetRecentIds(): void {
    this.#recent.clear();
  }

  #appendAll(stream: string, events: readonly ProposedEvent[]): AppendResult {
    const recorded = events.map((event) => this.#record(stream, event));
    for (const event of recorded) if (!this.#recent.has(event.id)) this.#recent.set(event.id, event);
    for (const listener of [...this.#listeners]) listener();
    return { kind: 'success', revision: this.stream(stream).at(-1)?.revision, position: recorded.at(-1)?.position };
  }

  #recordSystemEvent(stream: string, type: string, content: unknown): void {
    const data = Buffer.from(JSON.stringify(content));
    this.#record(stream, { id: randomUUID(), type, contentType: 'application/json', data, metadata: new Uint8Array() });
  }

  #record(stream: string, event: ProposedEvent): RecordedEvent {
    const events = this.#streams.get(stream) ?? [];
    const recorded = {
      ...event,
      stream,
      revision: (events.at(-1)?.revision ?? -1) + 1,
      position: this.#end,
      created: this.#clock(),
    };
    events.push(recorded);
    this.#streams.set(stream, events);
    this.#all.push(recorded);
    this.#boundaries.add(recorded.position);
    this.#end += recordOverhead + stream.length + event.type.length + event.data.byteLength + event.metadata.byteLength;
    return recorded;
  }
}

/** Only data counts. */
function sizeOf(events: readonly ProposedEvent[]): number {
  return events.reduce((size, event) => size + event.data.byteLength, 0);
}
