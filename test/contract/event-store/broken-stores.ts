import {
  type Append,
  type Appended,
  type EventStore,
  type StoredEvent,
  VersionConflict,
} from '../../../src/application/ports/event-store.js';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { hex, id } from './fixtures.js';

/** Negative controls (REL I21): each has one defect that has been seen in a published store; the suite must catch every one. */

/** Appends wherever the stream happens to be. */
export class WithoutVersionCheck extends MemoryStore {
  override async append(append: Append): Promise<Appended> {
    try {
      return await super.append(append);
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      const writes = append.writes.map((write) =>
        write.stream === error.stream ? { ...write, expectedVersion: error.actual } : write,
      );
      return this.append({ ...append, writes });
    }
  }
}

/** A guard is only checked where the stream is also written. */
export class WithoutGuards extends MemoryStore {
  override append(append: Append): Promise<Appended> {
    return super.append({ ...append, writes: append.writes.filter(({ events }) => events.length > 0) });
  }
}

const FIRST_AFTER_GAP = 3;
const shift = <T extends { readonly position: number }>(row: T): T =>
  row.position < FIRST_AFTER_GAP ? row : { ...row, position: row.position + 1 };

/** A number was drawn and its transaction rolled back: position 3 is never used. */
export class WithGap extends MemoryStore {
  override async append(append: Append): Promise<Appended> {
    const answer = await super.append(append);
    return { ...answer, events: answer.events.map(shift) };
  }
  override async *readAll(...range: Parameters<EventStore['readAll']>): AsyncIterable<readonly StoredEvent[]> {
    for await (const batch of super.readAll(...range)) yield batch.map(shift);
  }
  override async head() {
    return shift(await super.head());
  }
}

/** Acknowledges all events of an append and keeps all but the last. */
export class LosingTheLast extends MemoryStore {
  override async append(append: Append): Promise<Appended> {
    const writes = append.writes.map((write) =>
      write.events.length > 1 ? { ...write, events: write.events.slice(0, -1) } : write,
    );
    const answer = await super.append({ ...append, writes });
    const given = append.writes.flatMap(({ stream, expectedVersion, events }) =>
      events.map(({ eventId, type }, index) => ({
        stream,
        version: expectedVersion + index + 1,
        eventId,
        type,
      })),
    );
    const first = answer.events[0];
    const events = given.map((event, index) => ({
      ...event,
      position: (first?.position ?? 0) + index,
      recordedAt: first?.recordedAt ?? append.clock,
    }));
    return { ...answer, events };
  }
}

/** Forgets command ids: a repeated command is appended again at the stream's newest version. */
export class ForgettingCommands extends WithoutVersionCheck {
  #count = 0;
  override append(append: Append): Promise<Appended> {
    this.#count += 1;
    return super.append({ ...append, commandId: id(`${append.commandId} ${this.#count}`) });
  }
}

/** Takes the same command id for the same request: answers with the fingerprint of the caller. */
export class TrustingFingerprints extends MemoryStore {
  override async append(append: Append): Promise<Appended> {
    return { ...(await super.append(append)), fingerprint: append.fingerprint };
  }
}

/** Takes the wall clock as it comes. */
export class WithoutMonotonicTime extends MemoryStore {
  readonly #clocks = new Map<string, string>();
  override async append(append: Append): Promise<Appended> {
    const answer = await super.append(append);
    for (const { eventId } of answer.events) this.#clocks.set(eventId, append.clock);
    return answer;
  }
  override async *readAll(...range: Parameters<EventStore['readAll']>): AsyncIterable<readonly StoredEvent[]> {
    for await (const batch of super.readAll(...range))
      yield batch.map((event) => ({
        ...event,
        recordedAt: this.#clocks.get(event.eventId) ?? event.recordedAt,
      }));
  }
}

/** A reader that passes a lower position still in flight: every subscription skips one event (REL 0.1). */
export class SkippingSubscriber extends MemoryStore {
  override async *subscribe(from: number, signal: AbortSignal): AsyncIterable<readonly StoredEvent[]> {
    for await (const batch of super.subscribe(from, signal)) {
      const seen = batch.filter(({ position }) => position !== 5);
      if (seen.length > 0) yield seen;
    }
  }
}

/** Stores a re-serialisation instead of the bytes (REL 0.6). */
export class Reserialising extends MemoryStore {
  override append(append: Append): Promise<Appended> {
    const again = (bytes: Uint8Array) => {
      const text = Buffer.from(bytes).toString();
      return hex(bytes) === hex(Buffer.from(text)) ? bytes : Buffer.from(text);
    };
    const writes = append.writes.map((write) => ({
      ...write,
      events: write.events.map((event) => ({ ...event, bytes: again(event.bytes) })),
    }));
    return super.append({ ...append, writes });
  }
}

/** Writes the streams of an append one after another. */
export class StreamByStream extends MemoryStore {
  override async append(append: Append): Promise<Appended> {
    const answers: Appended[] = [];
    for (const [index, write] of append.writes.entries()) {
      if (write.events.length === 0) continue;
      const commandId = index === 0 ? append.commandId : id(`${append.commandId} ${index}`);
      answers.push(await super.append({ ...append, commandId, writes: [write] }));
    }
    const [first] = answers;
    if (first === undefined) return super.append(append);
    return { ...first, events: answers.flatMap(({ events }) => events) };
  }
}

/** Turns a batch round instead of the range: right for a short log, wrong for one of several batches. */
export class ReversingBatches extends MemoryStore {
  override async *readAll({ direction, ...range }: NonNullable<Parameters<EventStore['readAll']>[0]> = {}) {
    for await (const batch of super.readAll(range)) yield direction === 'backwards' ? [...batch].reverse() : batch;
  }
}

/** An acknowledgement that comes before the event can be read. */
export class AcknowledgingEarly extends MemoryStore {
  readonly #late = new Map<string, number>();
  override async append(append: Append): Promise<Appended> {
    const answer = await super.append(append);
    for (const { stream, version } of answer.events) this.#late.set(stream, version);
    setTimeout(() => this.#late.clear(), 5);
    return answer;
  }
  override async readStream(stream: string, range = {}): Promise<readonly StoredEvent[]> {
    const late = this.#late.get(stream);
    return (await super.readStream(stream, range)).filter(({ version }) => version !== late);
  }
}

/** A subscription that begins again from the start of its last batch when it is opened anew. */
export class RepeatingSubscriber extends MemoryStore {
  override subscribe(from: number, signal: AbortSignal): AsyncIterable<readonly StoredEvent[]> {
    return super.subscribe(Math.max(1, from - 1), signal);
  }
}

/** Its leaves begin one event too late. */
export class WithLeavesOfOthers extends MemoryStore {
  async *leaves(from: number, to: number): AsyncIterable<readonly Uint8Array[]> {
    for await (const batch of super.readAll({ from: from + 1, to })) yield batch.map((e) => e.leaf);
  }
}

/** Takes whatever bears a known command id for a repetition. */
export class WithoutParts extends MemoryStore {
  override append({ firstOrdinal: _, ...append }: Append): Promise<Appended> {
    return super.append(append);
  }
}
