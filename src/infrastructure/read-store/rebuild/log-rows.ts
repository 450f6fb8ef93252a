import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { RawEvent } from '../../../projections/folding/raw.js';

/** Columns of `event`, as COPY in binary sends them and as a spill keeps them. */
export const LOG_COLUMNS = 'position, recorded_at, stream, type, bytes';

/** Complete rows of the log that arrived together. */
export interface Piece {
  readonly data: Buffer;
  readonly rows: readonly LogRow[];
}
/** Where in its piece a row stands: read in place, because a rebuild looks at every event of the log twice. */
export interface LogRow {
  readonly begin: number;
  readonly stream: number;
  readonly type: number;
  readonly bytes: number;
  readonly end: number;
}

/** What a COPY in binary sends, over a connection of its own. */
export async function* copiedRows(pool: pg.Pool, select: string): AsyncGenerator<Piece> {
  const client = await pool.connect();
  client.on('error', ignored); // a server that dies fails the reading, not the process
  let done = false;
  try {
    const chunks = client.query(copyTo(`copy (${select}) to stdout (format binary)`)) as AsyncIterable<Buffer>;
    let left: Buffer = Buffer.alloc(0);
    let start = HEADER;
    for await (const chunk of chunks) {
      const data = left.length === 0 ? chunk : Buffer.concat([left, chunk]);
      left = data;
      if (data.length < start) continue;
      const { rows, end } = rowsIn(data, start);
      start = 0;
      left = data.subarray(end);
      yield { data, rows };
    }
    done = true;
  } finally {
    client.off('error', ignored);
    client.release(!done); // a COPY that was not read to its end leaves the connection in the middle of it
  }
}
const ignored = (): void => undefined;

/** Signature, flags and the length of an extension that is never there. */
const HEADER = 19;
/** Microseconds since 2000, as the server counts. */
const EPOCH = Date.UTC(2000, 0, 1);

const COLUMNS = 5;
/** The number of columns, and the sizes of position and recorded_at before their eight bytes. */
const POSITION = 6;
const RECORDED = 18;
const NAMES = 26;

/** The complete rows of a piece; `end` is where an incomplete one begins, or the trailer, which is a row of -1 columns. */
export function rowsIn(data: Buffer, start: number): { rows: readonly LogRow[]; end: number } {
  const rows: LogRow[] = [];
  let begin = start;
  while (begin + NAMES + 4 <= data.length && data.readInt16BE(begin) === COLUMNS) {
    const stream = begin + NAMES + 4;
    const type = stream + data.readInt32BE(stream - 4) + 4;
    if (type > data.length) break;
    const bytes = type + data.readInt32BE(type - 4) + 4;
    if (bytes > data.length) break;
    const end = bytes + data.readInt32BE(bytes - 4);
    if (end > data.length) break;
    rows.push({ begin, stream, type, bytes, end });
    begin = end;
  }
  return { rows, end: begin };
}

export const streamIn = (data: Buffer, { stream, type }: LogRow): string => data.toString('utf8', stream, type - 4);
export const typeIn = (data: Buffer, { type, bytes }: LogRow): string =>
  known(data.toString('latin1', type, bytes - 4));

/** Its bytes are a view of the piece, and keep all of it in memory. */
export const eventIn = (data: Buffer, row: LogRow): RawEvent => ({
  position: wide(data, row.begin + POSITION),
  recorded: EPOCH + wide(data, row.begin + RECORDED) / 1000,
  stream: streamIn(data, row),
  type: typeIn(data, row),
  bytes: data.subarray(row.bytes, row.end),
});

const types = new Map<string, string>();
/** One string for a type, however many events have it. */
function known(type: string): string {
  const one = types.get(type);
  if (one === undefined) types.set(type, type);
  return one ?? type;
}

/** A 64-bit number that is known to be a safe one. */
const wide = (data: Buffer, at: number): number => data.readInt32BE(at) * 2 ** 32 + data.readUInt32BE(at + 4);
