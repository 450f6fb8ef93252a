import type pg from 'pg';
import type { Appended, LogRange, ReadRange, Segment, StoredEvent } from '../../../application/ports/event-store.js';
import { endPool } from '../../postgres/connections.js';
import { isInstant, isUuid } from '../append-check.js';
import { type ConnectionOptions, connectionPool, patiently } from './connection.js';

const ROW = `position, stream, version, event_id as "eventId", type, command_id as "commandId", ordinal, recorded_at as "recordedAt", bytes, leaf`;
const LAST = Number.MAX_SAFE_INTEGER;
const LAST_VERSION = 2 ** 31 - 1;

const READ_STREAM = `select ${ROW} from public.event where stream = $1 and version between $2 and $3 order by version`;
const READ_STREAM_BACK = `${READ_STREAM} desc`;
const READ_STREAMS = `select ${ROW} from public.event where stream = any($1::text[]) order by position`;
const READ_ALL = `select ${ROW} from public.event where position between $1 and $2 order by position limit $3`;
const READ_ALL_BACK = `select ${ROW} from public.event where position between $1 and $2 order by position desc limit $3`;
const READ_TYPES = `select ${ROW} from public.event where position between $1 and $2 and type = any($4) order by position limit $3`;
const READ_TYPES_BACK = `select ${ROW} from public.event where position between $1 and $2 and type = any($4) order by position desc limit $3`;
const LEAVES = `select leaf from public.event where position between $1 and $2 order by position`;
/** Leaves in one answer: some 60 bytes each. */
const LEAVES_AT_ONCE = 20_000;
const HEAD = `select position, recorded_at as "recordedAt" from public.head`;
const COMMAND = `select position, stream, version, event_id as "eventId", type, recorded_at as "recordedAt",
       coalesce(fingerprint, (select f.hmac from public.fingerprint f where f.command_id = $1)) as fingerprint
  from public.event where command_id = $1 order by ordinal`;
const SEGMENTS = `select s.event_id as "eventId", s.segment, s.key_id as "keyId", s.salt, s.nonce, s.ciphertext, s.tag
  from unnest($1::uuid[]) with ordinality w(id, n) join public.segment s on s.event_id = w.id order by w.n, s.segment`;

/** recordedAt grows with position, so an instant is found by halving, without a fourth index on the log (ES E7). */
const POSITION_AT = `
with recursive halving(low, high) as (
  select 0::bigint, h.position from public.head h
  union all
  select case when e.recorded_at <= $1 then e.position else low end,
         case when e.recorded_at <= $1 then high else e.position - 1 end
    from halving join public.event e on e.position = (low + high + 1) / 2
   where low < high)
select low as position from halving where low = high`;

type PreparedStatement = readonly [name: string, text: string];

/** Each has a plan of its own: a filter that may be absent would be planned as if it always were. */
function part(back: boolean, typed: boolean): PreparedStatement {
  if (typed) return back ? ['read-types-back', READ_TYPES_BACK] : ['read-types', READ_TYPES];
  return back ? ['read-all-back', READ_ALL_BACK] : ['read-all', READ_ALL];
}

/** Reads on a small pool of its own; each is repeated while the server is away, within the store's patience. */
export class Reader {
  readonly #pool: pg.Pool;

  constructor(
    url: string,
    /** `leavesAtOnce`: in one answer. */
    readonly options: ConnectionOptions & {
      readonly readers?: number;
      readonly leavesAtOnce?: number;
      readonly onPool?: (pool: pg.Pool) => void;
    },
  ) {
    this.#pool = connectionPool(url, options, options.readers ?? 4);
    options.onPool?.(this.#pool);
  }

  close(): Promise<void> {
    return endPool(this.#pool);
  }

  stream(stream: string, { from = 1, to = LAST_VERSION, direction }: ReadRange): Promise<readonly StoredEvent[]> {
    const last = Math.min(to, LAST_VERSION);
    if (stream.includes('\0') || from > last) return Promise.resolve([]);
    const query: PreparedStatement =
      direction === 'backwards' ? ['read-stream-back', READ_STREAM_BACK] : ['read-stream', READ_STREAM];
    return this.#rows<StoredEvent>(query, [stream, Math.max(1, from), last]);
  }

  streams(streams: readonly string[]): Promise<readonly StoredEvent[]> {
    const names = streams.filter((stream) => !stream.includes('\0'));
    return this.#rows<StoredEvent>(['read-streams', READ_STREAMS], [names]);
  }

  /** At most `limit` events from `from` on, both ends inclusive. */
  log(from: number, to: number, limit: number, goOn?: () => boolean): Promise<readonly StoredEvent[]> {
    return this.#rows<StoredEvent>(['read-all', READ_ALL], [from, to, limit], goOn);
  }

  /** Keyset on position: a batch costs the same at the end of the log as at its beginning. */
  async *batches({ from = 1, to = LAST, batch = 1000, direction, types }: LogRange) {
    const back = direction === 'backwards';
    const query = part(back, types !== undefined);
    for (let [first, last] = [from, to]; first <= last; ) {
      const rows = await this.#rows<StoredEvent>(query, [first, last, batch, ...(types ? [types] : [])]);
      const reached = rows.at(-1);
      if (reached === undefined) return;
      yield rows;
      if (rows.length < batch) return;
      if (back) last = reached.position - 1;
      else first = reached.position + 1;
    }
  }

  async *leaves(from: number, to: number): AsyncIterable<readonly Uint8Array[]> {
    const { leavesAtOnce = LEAVES_AT_ONCE } = this.options;
    for (let first = Math.max(1, from); first <= to; first += leavesAtOnce) {
      const last = Math.min(to, first + leavesAtOnce - 1);
      const rows = await this.#rows<{ leaf: Buffer }>(['leaves', LEAVES], [first, last]);
      if (rows.length > 0) yield rows.map(({ leaf }) => leaf);
      if (rows.length < last - first + 1) return;
    }
  }

  async head(): Promise<{ readonly position: number; readonly recordedAt: string }> {
    const [row] = await this.#rows<{ position: number; recordedAt: string }>(['head', HEAD], []);
    if (row === undefined) throw new Error('the head row of the log is missing');
    return row;
  }

  async command(commandId: string): Promise<Omit<Appended, 'outcome'> | undefined> {
    if (!isUuid(commandId)) return undefined;
    type Row = Appended['events'][number] & { readonly fingerprint: Buffer | null };
    const rows = await this.#rows<Row>(['find-command', COMMAND], [commandId]);
    if (rows.length === 0) return undefined;
    // A log restored without its fingerprints still answers; an empty one equals no request's.
    const fingerprint = rows[0]?.fingerprint ?? new Uint8Array();
    return { events: rows.map(({ fingerprint: _, ...event }) => event), fingerprint };
  }

  async positionAt(recordedAt: string): Promise<number> {
    if (!isInstant(recordedAt)) throw new RangeError('not an ISO UTC instant with milliseconds');
    const [row] = await this.#rows<{ position: number }>(['position-at', POSITION_AT], [recordedAt]);
    return row?.position ?? 0;
  }

  segments(eventIds: readonly string[]): Promise<readonly Segment[]> {
    const ids = [...new Set(eventIds)].filter(isUuid);
    return this.#rows<Segment>(['read-segments', SEGMENTS], [ids]);
  }

  async #rows<R extends pg.QueryResultRow>(
    [name, text]: PreparedStatement,
    values: unknown[],
    goOn?: () => boolean,
  ): Promise<R[]> {
    const run = () => this.#pool.query<R>({ name, text, values });
    return (await patiently(this.options.patience, run, goOn)).rows;
  }
}
