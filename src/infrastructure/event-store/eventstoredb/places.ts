import type pg from 'pg';
import type { Appended, StoredEvent } from '../../../application/ports/event-store.js';
import { NeedsMending } from '../../../application/refusal.js';
import { grouped } from '../../../domain/kernel/grouped.js';
import { leafHash } from '../leaf.js';
import { LogRewritten } from './failures.js';
import type { Looked, ServerLog } from './server-log.js';
import type { FromServer, Position } from './wire.js';

/** Where an event stands: the number the product knows it by, and where the server keeps it. */
export interface NumberedEvent {
  readonly position: number;
  readonly at: Position;
  readonly eventId: string;
  readonly attempt: string;
  readonly recordedAt: string;
  readonly stream: string;
  readonly version: number;
}
/** What was read last: the events after it are numbered on from here. */
interface Scanned extends Looked {
  readonly position: number;
  readonly recordedAt: string;
}
export type NumberedOfCommand = Appended['events'][number] & { readonly attempt: string };
type Numbered = FromServer & { readonly position: number; readonly recordedAt: string };
interface PlaceRow extends Omit<NumberedEvent, 'at'> {
  readonly commit: string;
  readonly prepare: string;
}

const BATCH = 1000;
const PLACE = `position, commit_position::text as commit, prepare_position::text as prepare, stream, version, event_id as "eventId",
  attempt, recorded_at as "recordedAt"`;
/** The mark is our own last event, whatever was written here by earlier versions. */
const SCANNED = `select s.position, s.recorded_at as "recordedAt", s.commit_position::text as commit, s.prepare_position::text as prepare,
  p.event_id as "eventId", p.commit_position::text as "ownCommit", p.prepare_position::text as "ownPrepare"
  from esdb.scanned s left join esdb.place p on p.position = s.position`;
/** So that the next process does not look through the same events of others again. */
const LOOKED = `update esdb.scanned set commit_position = $2, prepare_position = $3
  where position = $1 and (commit_position is null or commit_position < $2)`;
const PREFIX = `update esdb.scanned set prefix = $1 where prefix is null or (position = 0 and prefix <> $1)`;
const APPENDED = `select position, stream, version, event_id as "eventId", type, recorded_at as "recordedAt", attempt
  from esdb.place where command_id = $1 order by ordinal, position`;
/** Whoever numbered the same events first has won; the loser reads what the winner wrote. Not flushed: what a killed database loses of it is numbered again from the log, the same. */
const NUMBER = `
with moved as (
  update esdb.scanned set position = $2, recorded_at = $3, commit_position = $4, prepare_position = $5, event_id = $6
   where position = $1 and set_config('synchronous_commit', 'off', true) = 'off' returning 1
)
insert into esdb.place (position, commit_position, prepare_position, stream, version, event_id, type, command_id, ordinal, attempt, recorded_at,
  open_promise)
select e.* from moved, unnest($7::bigint[], $8::bigint[], $9::bigint[], $10::text[], $11::int[], $12::uuid[], $13::text[], $14::uuid[],
  $15::int[], $16::uuid[], $17::timestamptz[], $18::boolean[]) as e`;

/**
 * Numbers the events of the server's `$all` 1, 2, 3 … and gives each the latest clock so far as `recordedAt`. Both follow from the order of the
 * log alone, so every process that numbers them comes to the same, and the table can be made again from the log (decision 0008).
 */
export class Places {
  #known: Scanned | undefined;
  /** Of what this process numbered last, by command: whoever appended it asks for it next. */
  #recent: ReadonlyMap<string, readonly Numbered[]> = new Map();
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly log: ServerLog,
  ) {}

  /**
   * The names of streams are kept without what stands before them on the server: under another one other streams would be taken for ours.
   * @throws NeedsMending another-prefix
   */
  async assertPrefix(prefix: string): Promise<void> {
    await this.pool.query(PREFIX, [prefix]);
    const before: string = (await this.pool.query('select prefix from esdb.scanned')).rows[0]?.prefix ?? prefix;
    if (before !== prefix)
      throw new NeedsMending(
        `another-prefix: the database beside the event store belongs to streams whose names begin with "${before}", and ` +
          `EVENT_STORE_PREFIX is "${prefix}": set it to what it was, or name another database and --data for another log`,
      );
  }

  /** Numbers everything that stood in the log when it was called. Who calls during a run shares the next one. @throws LogRewritten */
  catchUp(): Promise<void> {
    this.#next ??= (this.#running ?? Promise.resolve()).then(
      () => this.#begin(),
      () => this.#begin(),
    );
    return this.#next;
  }

  #begin(): Promise<void> {
    this.#next = undefined;
    const run = this.#run().finally(() => {
      if (this.#running === run) this.#running = undefined;
    });
    this.#running = run;
    return run;
  }

  async #run(): Promise<void> {
    for (;;) {
      const scanned = this.#known ?? (await this.#scanned());
      const { events, until, full } = await this.log.after(scanned, BATCH);
      if (events.length > 0) this.#known = await this.#number(scanned, events, until);
      else this.#known = { ...scanned, until };
      if (this.#known && !full) return;
      // Others' events need no row. Whoever looked through many of them says so to the next.
      if (full && events.length === 0 && scanned.mark) await this.#looked(scanned.position, until);
    }
  }

  async #looked(position: number, until: Position | undefined): Promise<void> {
    if (until) await this.pool.query({ name: 'looked', text: LOOKED, values: [position, until.commit, until.prepare] });
  }

  async #scanned(): Promise<Scanned> {
    const { rows } = await this.pool.query({ name: 'scanned', text: SCANNED });
    const { position, recordedAt, commit, prepare, eventId, ownCommit, ownPrepare } = rows[0];
    const at = positionOf(ownCommit, ownPrepare);
    // Without an event of ours nothing would notice that this is another server.
    return { position, recordedAt, mark: at && { at, eventId }, until: at && positionOf(commit, prepare) };
  }

  /** Undefined where another process has numbered on since: what it wrote is read and gone on from. */
  async #number(
    from: Scanned,
    events: readonly FromServer[],
    until: Position | undefined,
  ): Promise<Scanned | undefined> {
    let { position, recordedAt } = from;
    const rows = events.map((event) => {
      position += 1;
      recordedAt = event.clock > recordedAt ? event.clock : recordedAt;
      return { ...event, position, recordedAt };
    });
    const column = (of: (row: (typeof rows)[number]) => unknown) => rows.map(of);
    const { rowCount } = await this.pool.query({
      name: 'number',
      text: NUMBER,
      values: [
        from.position,
        position,
        recordedAt,
        until?.commit,
        until?.prepare,
        rows.at(-1)?.eventId,
        column((r) => r.position),
        column((r) => r.at.commit),
        column((r) => r.at.prepare),
        column((r) => r.stream),
        column((r) => r.version),
        column((r) => r.eventId),
        column((r) => r.type),
        column((r) => r.commandId),
        column((r) => r.ordinal),
        column((r) => r.attempt),
        column((r) => r.recordedAt),
        column((r) => r.promise !== undefined),
      ],
    });
    const last = rows.at(-1);
    if (rowCount === 0) return undefined;
    this.#recent = grouped(rows, ({ commandId }) => commandId);
    return { position, recordedAt, mark: last && { at: last.at, eventId: last.eventId }, until };
  }

  async head(): Promise<{ readonly position: number; readonly recordedAt: string }> {
    const { position, recordedAt } = await this.#scanned();
    return { position, recordedAt };
  }

  async positionAt(instant: string): Promise<number> {
    const { rows } = await this.pool.query(
      'select coalesce(max(position), 0) as position from esdb.place where recorded_at <= $1',
      [instant],
    );
    return rows[0].position;
  }

  /** Of a command whose events, so many, were just acknowledged. */
  async ofAppended(commandId: string, events: number): Promise<readonly NumberedOfCommand[]> {
    const recent = this.#recent.get(commandId) ?? [];
    if (recent.length === events && recent.every(({ ordinal }, i) => ordinal === i)) return recent.map(shown);
    return this.ofCommand(commandId);
  }

  async ofCommand(commandId: string): Promise<readonly NumberedOfCommand[]> {
    return (await this.pool.query({ name: 'of-command', text: APPENDED, values: [commandId] })).rows;
  }

  async openPromises(): Promise<readonly string[]> {
    const { rows } = await this.pool.query(
      'select command_id as "commandId" from esdb.place where open_promise order by position',
    );
    return rows.map(({ commandId }) => commandId);
  }

  async promiseKept(commandId: string): Promise<void> {
    await this.pool.query('update esdb.place set open_promise = false where command_id = $1 and open_promise', [
      commandId,
    ]);
  }

  /** The places of positions from … to, in order. */
  range(from: number, to: number): Promise<readonly NumberedEvent[]> {
    const text = `select ${PLACE} from esdb.place where position between $1 and $2 order by position`;
    return this.#places('range', text, [from, to]);
  }

  /** The places of a stream's versions from … to, in order. */
  ofStream(stream: string, from: number, to: number): Promise<readonly NumberedEvent[]> {
    const text = `select ${PLACE} from esdb.place where stream = $1 and version between $2 and $3 order by version`;
    return this.#places('of-stream', text, [stream, from, to]);
  }

  /** Of each stream, in the order in which they are asked for; 0 where there is none. */
  async versionsOf(streams: readonly string[]): Promise<readonly number[]> {
    const text = `select coalesce((select max(version) from esdb.place p where p.stream = s.stream), 0) as version
      from unnest($1::text[]) with ordinality s(stream, n) order by n`;
    const { rows } = await this.pool.query({ name: 'versions-of', text, values: [streams] });
    return rows.map(({ version }) => version);
  }

  async #places(name: string, text: string, values: unknown[]): Promise<readonly NumberedEvent[]> {
    const { rows } = await this.pool.query<PlaceRow>({ name, text, values });
    return rows.map(({ commit, prepare, ...row }) => ({
      ...row,
      at: { commit: BigInt(commit), prepare: BigInt(prepare) },
    }));
  }
}

const shown = ({ position, stream, version, eventId, type, recordedAt, attempt }: Numbered): NumberedOfCommand => ({
  ...{ position, stream, version, eventId, type, recordedAt, attempt },
});

const positionOf = (commit: string | null, prepare: string | null): Position | undefined =>
  commit === null || prepare === null ? undefined : { commit: BigInt(commit), prepare: BigInt(prepare) };

/** @throws LogRewritten when the event is not the one that was numbered */
export function placed(event: FromServer, place: NumberedEvent | undefined): StoredEvent {
  if (!place || place.eventId !== event.eventId || place.stream !== event.stream || place.version !== event.version)
    throw new LogRewritten(`version ${event.version} of ${event.stream} is not the event that was read there before`);
  const { at: _, clock: __, attempt: ___, ...rest } = event;
  const { position, recordedAt } = place;
  return { ...rest, position, recordedAt, leaf: leafHash(position, recordedAt, event.bytes) };
}

export const missing = ({ stream, version, position }: NumberedEvent) =>
  new LogRewritten(
    `version ${version} of ${stream}, position ${position}, is gone; the stream was deleted or truncated, or the log restored from a backup`,
  );
