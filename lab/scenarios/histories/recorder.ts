import { hash } from 'node:crypto';
import type { StoredEvent } from '../../../src/application/ports/event-store.js';
import { aggregates } from '../../../src/domain/registry.js';
import type { Random } from '../../../src/interface/cli/demo-data/random.js';
import { type Data, iso, type Step, type Stream } from './builder.js';
import { type Acting, regimeOf } from './infohuse.js';

const VERSIONS = new Map(
  aggregates.map((a) => [a.aggregate, new Map(Object.values(a.events).map((e) => [e.type, e.schemaVersion]))]),
);
const versionOf = (aggregate: string, type: string) => VERSIONS.get(aggregate)?.get(type) ?? 1;

/** An event as the log holds it; its bytes can be read as text. */
export type Written = StoredEvent & { readonly bytes: Buffer };

interface Common {
  readonly actor: Acting;
  readonly commandId: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly at: number;
  readonly now: number;
}

/** 0x00, position and recordedAt before the bytes: what the leaf of the Merkle tree is hashed from. */
const PREFIX = 17;

/**
 * Writes commands down as the product stores them: canonical bytes with the hash of the predecessor in the stream, and the leaf. It is
 * the product's `encode` and `leafHash` by other means, which are several times slower; `check.ts` compares both.
 */
export class Recorder {
  position = 0;
  late = 0;

  /** @param share of events that are dated before what their stream holds */
  constructor(
    private readonly random: Random,
    private readonly share: number,
  ) {}

  /** @returns the command's events */
  record({ actor, writes }: Step, now: number): readonly Written[] {
    const commandId = this.random.uuid();
    const recordedAt = iso(now);
    const at = this.occurred(writes[0]?.[0], now);
    const occurredAt = at === now ? recordedAt : iso(at);
    const common = { actor, commandId, occurredAt, recordedAt, at, now };
    return writes.map(([stream, type, data], ordinal) => this.event(stream, type, data, ordinal, common));
  }

  /** What was written down late lies between the first and the newest event of its stream, which every projection of it has folded. */
  private occurred(stream: Stream | undefined, now: number): number {
    const owed = this.share * this.position - this.late;
    if (stream === undefined || owed < 1 || !LATE_IN.has(stream.aggregate) || stream.version < 2) return now;
    if (stream.lastAt - stream.firstAt < 2 || this.random.chance(0.5)) return now;
    return this.random.whole(stream.firstAt + 1, stream.lastAt - 1);
  }

  private event(stream: Stream, type: string, data: Data, ordinal: number, common: Common): Written {
    const { actor, commandId, occurredAt, recordedAt, at, now } = common;
    const eventId = this.random.uuid();
    const controller = stream.controller ?? actor.agency;
    const version = ++stream.version;
    const previous = stream.previous === null ? 'null' : `"${stream.previous}"`;
    const framed = this.framed(
      `{"actor":${actor.json},"causationId":"${commandId}","commandId":"${commandId}","controller":"${controller}","correlationId":"${commandId}","data":${JSON.stringify(data)},"eventId":"${eventId}","occurredAt":"${occurredAt}","previous":${previous},"regime":"${regimeOf(controller)}","schemaVersion":${versionOf(stream.aggregate, type)},"stream":"${stream.name}","type":"${type}","version":${version}}`,
      now,
    );
    const bytes = framed.subarray(PREFIX);
    stream.previous = hash('sha256', bytes, 'base64url');
    if (version === 1) stream.firstAt = at;
    if (at < stream.lastAt) this.late++;
    else stream.lastAt = at;
    const leaf = hash('sha256', framed, 'buffer');
    const { position } = this;
    return { position, stream: stream.name, version, eventId, type, commandId, ordinal, recordedAt, bytes, leaf };
  }

  /** All of it is ASCII: what people wrote is sealed. */
  private framed(json: string, now: number): Buffer {
    const framed = Buffer.allocUnsafe(PREFIX + json.length);
    framed[0] = 0;
    writeNumber(framed, ++this.position, 1);
    writeNumber(framed, now, 9);
    framed.write(json, PREFIX, 'latin1');
    return framed;
  }
}

/** Both are made of several events in one stream; elsewhere a late event is seldom late for a projection. */
const LATE_IN = new Set(['case', 'concern']);

function writeNumber(buffer: Buffer, value: number, offset: number): void {
  buffer.writeUInt32BE(Math.floor(value / 0x1_0000_0000), offset);
  buffer.writeUInt32BE(value >>> 0, offset + 4);
}
