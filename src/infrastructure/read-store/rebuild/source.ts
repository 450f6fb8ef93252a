import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { decode } from '../../../application/codec.js';
import type { EventStore, StoredEvent } from '../../../application/ports/event-store.js';
import type { Recorded } from '../../../domain/kernel/event.js';
import { holds, type Slice, TAIL } from './slices.js';

/** An event before it is parsed: a slice of the log is held in this form, because parsed it would be some four times as large. */
export type RawEvent = Pick<StoredEvent, 'position' | 'recordedAt' | 'stream' | 'type' | 'bytes'>;

/** What of the log a slice needs. */
export interface Wanted {
  readonly slice: Slice;
  /** Up to this position, inclusive. */
  readonly to: number;
  /** Event types that any read model folds. */
  readonly types: readonly string[];
  /** Types that come to every slice, because they say something of keys that are not in their stream's name. */
  readonly everywhere: readonly string[];
}

/** A slice of the log, in any order: a history is put in order when it is complete. The log itself is what a rebuild spills to: each slice reads it once. */
export type Source = (wanted: Wanted) => AsyncIterable<readonly RawEvent[]>;

/** From any store: everything is read, and what is not wanted is left out. */
export const fromStore = (store: EventStore): Source =>
  async function* ({ slice, to, types, everywhere }) {
    const [known, all] = [new Set(types), new Set(everywhere)];
    for await (const batch of store.readAll({ to }))
      yield batch.filter((e) => known.has(e.type) && (all.has(e.type) || holds(slice, e.stream)));
  };

/** From the table of the log, chosen and sent by the server: COPY in binary, so that bytes stay bytes. */
export const fromTable = (pool: pg.Pool): Source =>
  async function* (wanted) {
    const client = await pool.connect();
    let done = false;
    try {
      const rows = client.query(copyTo(selection(wanted)));
      let left: Buffer = Buffer.alloc(0);
      let begun = false;
      for await (const chunk of rows as AsyncIterable<Buffer>) {
        const all = left.length === 0 ? chunk : Buffer.concat([left, chunk]);
        if (!begun && all.length < HEADER) {
          left = all;
          continue;
        }
        const { events, end } = parse(all, begun ? 0 : HEADER);
        begun = true;
        left = all.subarray(end);
        yield events;
      }
      done = true;
    } finally {
      client.release(!done); // a COPY that was not read to its end leaves the connection in the middle of it
    }
  };

function selection({ slice: { from, below }, to, types, everywhere }: Wanted): string {
  const tail = `right(stream, ${TAIL}) collate "C"`;
  const edges = [...(from ? [`${tail} >= ${literal(from)}`] : []), ...(below ? [`${tail} < ${literal(below)}`] : [])];
  const own = edges.length === 0 ? 'true' : edges.join(' and ');
  const any = (names: readonly string[]) => `type = any(${literal(`{${names.join(',')}}`)}::text[])`;
  return `copy (select position, recorded_at, stream, type, bytes from public.event
    where position <= ${to} and ${any(types)} and ((${own}) or ${any(everywhere)})) to stdout (format binary)`;
}
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Signature, flags and the length of an extension that is never there. */
const HEADER = 19;
/** Microseconds since 2000, as the server counts. */
const EPOCH = Date.UTC(2000, 0, 1);

/** The complete rows of a piece; `end` is where an incomplete one begins. The trailer is a row of -1 fields. */
function parse(data: Buffer, start: number): { events: readonly RawEvent[]; end: number } {
  const events: RawEvent[] = [];
  let at = start;
  while (at + 2 <= data.length && data.readInt16BE(at) === 5) {
    const fields: Buffer[] = [];
    let next = at + 2;
    while (fields.length < 5 && next + 4 <= data.length) {
      const size = data.readInt32BE(next);
      if (next + 4 + size > data.length) break;
      fields.push(data.subarray(next + 4, next + 4 + size));
      next += 4 + size;
    }
    if (fields.length < 5) break;
    const [position, recorded, stream, type, bytes] = fields as [Buffer, Buffer, Buffer, Buffer, Buffer];
    events.push({
      position: Number(position.readBigInt64BE()),
      recordedAt: new Date(EPOCH + Number(recorded.readBigInt64BE()) / 1000).toISOString(),
      stream: stream.toString(),
      type: type.toString(),
      bytes,
    });
    at = next;
  }
  return { events, end: at };
}

export const parsed = (raw: RawEvent): Recorded => decode(raw);
