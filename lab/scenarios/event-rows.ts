import type { StoredEvent } from '../../src/application/ports/event-store.js';

/** PostgreSQL counts instants from 2000, in microseconds. */
const EPOCH = Date.UTC(2000, 0, 1);
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
const COLUMNS = 10;
/** Of a row: all that is not stream, type and bytes. */
const FIXED = 2 + COLUMNS * 4 + 8 + 4 + 16 + 16 + 4 + 8 + 32;

export const EVENT_COPY =
  'copy event (position, stream, version, event_id, type, command_id, ordinal, recorded_at, bytes, leaf) from stdin (format binary)';

/** Rows of the table `event` in COPY's binary format, a chunk a batch. @param counted called with each batch */
export function* eventRows(
  batches: Iterable<readonly StoredEvent[]>,
  counted: (batch: readonly StoredEvent[]) => void,
): Generator<Buffer> {
  yield HEADER;
  for (const batch of batches) {
    counted(batch);
    yield chunk(batch);
  }
  yield TRAILER;
}

function chunk(events: readonly StoredEvent[]): Buffer {
  const size = events.reduce((n, e) => n + FIXED + e.stream.length + e.type.length + e.bytes.length, 0);
  const out = new Row(Buffer.allocUnsafe(size));
  for (const e of events) {
    out.begin(COLUMNS);
    out.bigint(e.position);
    out.text(e.stream);
    out.int(e.version);
    out.uuid(e.eventId);
    out.text(e.type);
    out.uuid(e.commandId);
    out.int(e.ordinal);
    out.bigint((Date.parse(e.recordedAt) - EPOCH) * 1000);
    out.bytes(e.bytes);
    out.bytes(e.leaf);
  }
  return out.buffer;
}

class Row {
  #at = 0;
  constructor(readonly buffer: Buffer) {}
  begin(columns: number): void {
    this.#at = this.buffer.writeInt16BE(columns, this.#at);
  }
  int(value: number): void {
    this.#size(4);
    this.#at = this.buffer.writeInt32BE(value, this.#at);
  }
  /** Of a safe integer. */
  bigint(value: number): void {
    this.#size(8);
    this.#at = this.buffer.writeInt32BE(Math.floor(value / 0x1_0000_0000), this.#at);
    this.#at = this.buffer.writeUInt32BE(value >>> 0, this.#at);
  }
  /** ASCII. */
  text(value: string): void {
    this.#size(value.length);
    this.#at += this.buffer.write(value, this.#at, 'latin1');
  }
  uuid(value: string): void {
    this.#size(16);
    this.#at += this.buffer.write(value.replaceAll('-', ''), this.#at, 'hex');
  }
  bytes(value: Uint8Array): void {
    this.#size(value.length);
    this.buffer.set(value, this.#at);
    this.#at += value.length;
  }
  #size(size: number): void {
    this.#at = this.buffer.writeInt32BE(size, this.#at);
  }
}
