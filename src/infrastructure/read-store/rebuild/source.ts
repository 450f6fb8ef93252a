import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { RawEvent, Source, Wanted } from '../../../projections/folding/raw.js';
import { TAIL } from '../../../projections/folding/slices.js';

/** From the table of the log, chosen and sent by the server: COPY in binary, so that bytes stay bytes. */
export const fromTable = (pool: pg.Pool): Source =>
  async function* (wanted) {
    const client = await pool.connect();
    client.on('error', ignored); // a server that dies fails the reading, not the process
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
      client.off('error', ignored);
      client.release(!done); // a COPY that was not read to its end leaves the connection in the middle of it
    }
  };

const ignored = (): void => undefined;

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

const COLUMNS = 5;
/** The number of columns, and the sizes of position and recorded_at before their eight bytes. */
const POSITION = 6;
const RECORDED = 18;
const NAMES = 26;

/**
 * The complete rows of a piece; `end` is where an incomplete one begins. Read in place, without a view for each field: a rebuild does this for every
 * event of the log. The trailer is a row of -1 columns.
 */
function parse(data: Buffer, start: number): { events: readonly RawEvent[]; end: number } {
  const events: RawEvent[] = [];
  let at = start;
  while (at + NAMES + 4 <= data.length && data.readInt16BE(at) === COLUMNS) {
    const stream = at + NAMES + 4;
    const type = stream + data.readInt32BE(stream - 4) + 4;
    if (type > data.length) break;
    const bytes = type + data.readInt32BE(type - 4) + 4;
    if (bytes > data.length) break;
    const end = bytes + data.readInt32BE(bytes - 4);
    if (end > data.length) break;
    events.push({
      position: wide(data, at + POSITION),
      recorded: EPOCH + wide(data, at + RECORDED) / 1000,
      stream: data.toString('utf8', stream, type - 4),
      type: known(data.toString('latin1', type, bytes - 4)),
      bytes: data.subarray(bytes, end),
    });
    at = end;
  }
  return { events, end: at };
}

const types = new Map<string, string>();
/** One string for a type, however many events have it. */
function known(type: string): string {
  const one = types.get(type);
  if (one === undefined) types.set(type, type);
  return one ?? type;
}

/** A 64-bit number that is known to be a safe one. */
const wide = (data: Buffer, at: number): number => data.readInt32BE(at) * 2 ** 32 + data.readUInt32BE(at + 4);
