import { hash } from 'node:crypto';
import { regimeOf } from './infohuse.mjs';
import { iso } from './telling.mjs';

/** 0x00, position and recordedAt before the bytes: what the leaf of the Merkle tree is hashed from. */
const PREFIX = 17;

/**
 * Writes commands down as the product stores them: canonical bytes with the hash of the predecessor in the stream, and the leaf. It is
 * the product's `encode` and `leafHash` by other means, which are several times slower; `check.mjs` compares both.
 */
export class Recorder {
  position = 0;
  late = 0;
  #random;
  #share;

  /** @param share of events that are dated before what their stream holds */
  constructor(random, share) {
    this.#random = random;
    this.#share = share;
  }

  /** @returns the command's events */
  record({ actor, writes }, now) {
    const commandId = this.#random.uuid();
    const recordedAt = iso(now);
    const at = this.#occurred(writes[0]?.[0], now);
    const occurredAt = at === now ? recordedAt : iso(at);
    const common = { actor, commandId, occurredAt, recordedAt, at, now };
    return writes.map(([stream, type, data], ordinal) => this.#event(stream, type, data, { ...common, ordinal }));
  }

  /** What was written down late lies between the first and the newest event of its stream, which every projection of it has folded. */
  #occurred(stream, now) {
    const owed = this.#share * this.position - this.late;
    if (owed < 1 || !LATE_IN.has(stream?.aggregate) || stream.version < 2) return now;
    if (stream.lastAt - stream.firstAt < 2 || this.#random.chance(0.5)) return now;
    return stream.firstAt + 1 + this.#random.below(stream.lastAt - stream.firstAt - 1);
  }

  #event(stream, type, data, { actor, commandId, ordinal, occurredAt, recordedAt, at, now }) {
    const eventId = this.#random.uuid();
    const controller = stream.controller ?? actor.agency;
    const version = ++stream.version;
    const previous = stream.previous === null ? 'null' : `"${stream.previous}"`;
    const framed = this.#framed(
      `{"actor":${actor.json},"causationId":"${commandId}","commandId":"${commandId}","controller":"${controller}","correlationId":"${commandId}","data":${JSON.stringify(data)},"eventId":"${eventId}","occurredAt":"${occurredAt}","previous":${previous},"regime":"${regimeOf(controller)}","schemaVersion":1,"stream":"${stream.name}","type":"${type}","version":${version}}`,
      now,
    );
    const bytes = framed.subarray(PREFIX);
    stream.previous = hash('sha256', bytes, 'base64url');
    if (version === 1) stream.firstAt = at;
    if (at < stream.lastAt) this.late++;
    else stream.lastAt = at;
    const leaf = hash('sha256', framed, 'buffer');
    const { name } = stream;
    return {
      position: this.position,
      stream: name,
      version,
      eventId,
      type,
      commandId,
      ordinal,
      recordedAt,
      bytes,
      leaf,
    };
  }

  /** All of it is ASCII: what people wrote is sealed. */
  #framed(json, now) {
    const framed = Buffer.allocUnsafe(PREFIX + json.length);
    framed[0] = 0;
    writeNumber(framed, ++this.position, 1);
    writeNumber(framed, now, 9);
    framed.latin1Write(json, PREFIX);
    return framed;
  }
}

/** Both are made of several events in one stream; elsewhere a late event is seldom late for a projection. */
const LATE_IN = new Set(['case', 'concern']);

function writeNumber(buffer, value, offset) {
  buffer.writeUInt32BE(Math.floor(value / 0x1_0000_0000), offset);
  buffer.writeUInt32BE(value >>> 0, offset + 4);
}
