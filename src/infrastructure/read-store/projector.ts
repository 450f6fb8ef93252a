import pg from 'pg';
import { decode } from '../../application/codec.js';
import { type EventStore, StoreUnavailable } from '../../application/ports/event-store.js';
import type { Recorded } from '../../domain/kernel/event.js';
import { isAmendment } from '../../domain/kernel/history.js';
import { type Group, type Projection, refold, sqlType, step, touchedBy } from '../../projections/projection.js';
import { columnsOf, quoted } from './tables.js';

/** A read model that cannot fold an event stops there and says so; it never skips (REL I16). */
export class ProjectionFailed extends Error {
  constructor(
    readonly projection: string,
    readonly position: number,
    cause: unknown,
  ) {
    super(`the read model ${projection} stopped at position ${position}`, { cause });
  }
}

const BATCH = 500;

/** Keeps the read models at the head of the log: a batch folded in memory, one upsert, the checkpoint by compare-and-set, one transaction. */
export class Projector {
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly projections: readonly Projection[],
  ) {}

  /** Returns when every read model has reached the head as it was when it was called. @throws ProjectionFailed */
  async catchUp(): Promise<void> {
    const { position: head } = await this.store.head();
    const failed: unknown[] = [];
    for (const p of this.projections)
      await patiently(() => this.catchUpOne(p, head)).catch((error: unknown) => failed.push(error));
    if (failed.length > 0) throw failed.find(isConnectionLoss) ?? failed[0];
  }

  /** Follows the log until the signal aborts. */
  async run(signal: AbortSignal, onError: (error: unknown) => void): Promise<void> {
    const head = await untilConnected(signal, onError, () => this.store.head());
    await untilConnected(signal, onError, () => this.catchUp());
    for await (const _ of this.store.subscribe((head?.position ?? 0) + 1, signal)) {
      await untilConnected(signal, onError, () => this.catchUp());
    }
  }

  async status(): Promise<readonly { name: string; position: number; head: number; failure: string | null }[]> {
    const { position: head } = await this.store.head();
    const { rows } = await this.pool.query(
      'select name, position::float8 as position, failure from checkpoint order by name',
    );
    return rows.map((row) => ({ ...row, head }));
  }

  private async catchUpOne(p: Projection, head: number): Promise<void> {
    for (;;) {
      const from = await this.position(p);
      if (from >= head) return;
      for await (const stored of this.store.readAll({
        from: from + 1,
        to: Math.min(head, from + BATCH),
        batch: BATCH,
      })) {
        await this.project(p, from, stored.map(decode));
        break; // the checkpoint is read again: another process may have worked
      }
    }
  }

  private async position(p: Projection): Promise<number> {
    const { rows } = await this.pool.query<{ position: number }>(
      'select position::float8 as position from checkpoint where name = $1',
      [p.name],
    );
    if (!rows[0]) throw new Error(`the read model ${p.name} has no table: migrate the read store first`);
    return rows[0].position;
  }

  private async project(p: Projection, from: number, batch: readonly Recorded[]): Promise<void> {
    const to = batch.at(-1)?.position ?? from;
    const client = await this.pool.connect();
    client.on('error', ignored); // a server that dies while we hold it fails the query, not the process
    try {
      await client.query('begin');
      await client.query('set local synchronous_commit = off'); // rows and checkpoint can only be lost together
      const moved = await client.query(
        'update checkpoint set position = $3, failed_at = null, failure = null where name = $1 and position = $2',
        [p.name, from, to],
      );
      if (moved.rowCount === 1) await this.write(client, p, batch, to);
      await client.query(moved.rowCount === 1 ? 'commit' : 'rollback');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      if (error instanceof ProjectionFailed) await this.stop(error);
      throw error;
    } finally {
      client.off('error', ignored);
      client.release();
    }
  }

  private async stop({ projection, position, cause }: ProjectionFailed): Promise<void> {
    const failure = cause instanceof Error ? cause.name : 'Error';
    await this.pool.query('update checkpoint set failed_at = $2, failure = $3 where name = $1', [
      projection,
      position,
      failure,
    ]);
  }

  private async write(client: pg.PoolClient, p: Projection, batch: readonly Recorded[], to: number): Promise<void> {
    const touched = [...new Set(batch.flatMap((event) => touchedBy(p, event)))];
    if (touched.length === 0) return;
    const groups = new Map(await read(client, p, touched));
    const before = new Map(groups);
    const late = advance(p, groups, batch);
    if (late.size > 0) await this.foldAgain(p, groups, late, to);
    await deleteSurplus(client, p, before, groups);
    await upsert(
      client,
      p,
      touched.flatMap((key) => rowsOf(groups.get(key))),
    );
  }

  /** What came late, or was corrected, is folded again from the key's whole history. */
  private async foldAgain(
    p: Projection,
    groups: Map<string, Group>,
    late: ReadonlyMap<string, ReadonlySet<string>>,
    to: number,
  ) {
    const streams = [...new Set([...late.values()].flatMap((s) => [...s]))];
    const events = (await this.store.readStreams(streams)).filter((e) => e.position <= to).map(decode);
    for (const [key, own] of late) {
      const again = guarded(p, to, () =>
        refold(
          p,
          key,
          events.filter((e) => own.has(e.stream)),
        ),
      );
      if (again) groups.set(key, again);
      else groups.delete(key);
    }
  }
}

const ignored = (): void => undefined;
/** Milliseconds between attempts after the connection was lost; then it is an error. */
const PAUSES = [20, 50, 100, 200, 500, 1000, 2000] as const;

/** What a lost connection leaves undone is done again: rows and checkpoint are one transaction. */
async function patiently(work: () => Promise<void>): Promise<void> {
  for (const pause of PAUSES) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionLoss(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return work();
}

/** Without it what an outage left undone would stay undone until the next event is written. */
async function untilConnected<T>(
  signal: AbortSignal,
  onError: (error: unknown) => void,
  work: () => Promise<T>,
): Promise<T | undefined> {
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      onError(error);
      if (!isConnectionLoss(error)) return undefined;
      await new Promise((resolve) => setTimeout(resolve, PAUSES[4]));
    }
  }
  return undefined;
}

/** 08 connection, 57P0x shutdown and start-up, 53300 no free connection; without SQLSTATE: the socket, or pg's own words for it. */
function isConnectionLoss(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return true;
  if (error instanceof pg.DatabaseError) return /^(08|57P0|53300)/.test(error.code ?? '');
  if (!(error instanceof Error)) return false;
  return (
    /^E[A-Z]+$/.test(String((error as NodeJS.ErrnoException).code)) ||
    /^Connection terminated|not queryable|closed the connection/.test(error.message)
  );
}

/** A key that was folded again, or begins anew, may have fewer rows than before. */
async function deleteSurplus(
  client: pg.PoolClient,
  p: Projection,
  before: ReadonlyMap<string, Group>,
  after: ReadonlyMap<string, Group>,
) {
  const ids = (group: Group | undefined) =>
    (group?.rows ?? []).map((row) =>
      p.primaryKey.map((name) => String((row as Record<string, unknown>)[name])).join(' '),
    );
  const shrunk = [...before].filter(([key, group]) => {
    const now = new Set(ids(after.get(key)));
    return ids(group).some((id) => !now.has(id));
  });
  if (shrunk.length === 0) return;
  await client.query(`delete from ${quoted(p.name)} where ${quoted(p.primaryKey[0] ?? '')} = any($1)`, [
    shrunk.map(([key]) => key),
  ]);
}

function guarded<T>(p: Projection, position: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new ProjectionFailed(p.name, position, error);
  }
}

/** Folds a batch onto what is known; returns the keys whose answer needs the whole history, with the streams it stands in. */
function advance(
  p: Projection,
  groups: Map<string, Group>,
  batch: readonly Recorded[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const late = new Map<string, Set<string>>();
  for (const event of batch) {
    for (const key of touchedBy(p, event)) {
      const group = groups.get(key);
      // A key without rows is not remembered: what its stream held before must be read.
      const unordered = group ? event.occurredAt < group.at : event.version > 1;
      if (late.has(key) || isAmendment(event) || unordered) {
        const streams = late.get(key) ?? new Set(group?.streams);
        late.set(key, streams.add(event.stream));
      } else {
        groups.set(
          key,
          guarded(p, event.position, () => step(p, group, event, key)),
        );
      }
    }
  }
  return late;
}

const rowsOf = (group: Group | undefined): readonly Record<string, unknown>[] =>
  group ? group.rows.map((row) => ({ ...row, _at: group.at, _streams: group.streams })) : [];

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
/** Instants are read back as UTC text with milliseconds, as events hold them. */
export const selected = (name: string, type: string): string =>
  type.startsWith('timestamptz')
    ? `to_char(${quoted(name)} at time zone 'UTC', ${ISO}) as ${quoted(name)}`
    : quoted(name);

async function read(client: pg.PoolClient, p: Projection, keys: readonly string[]): Promise<Map<string, Group>> {
  const key = p.primaryKey[0] ?? '';
  const list = columnsOf(p).map(([name, type]) => selected(name, sqlType(type)));
  const { rows } = await client.query(
    `select ${list.join(', ')} from ${quoted(p.name)} where ${quoted(key)} = any($1) order by ${p.primaryKey.map(quoted).join(', ')}`,
    [keys],
  );
  const groups = new Map<string, Group>();
  for (const { _at, _streams, ...row } of rows) {
    const known = groups.get(row[key]);
    groups.set(row[key], { rows: [...(known?.rows ?? []), row], at: _at, streams: _streams });
  }
  return groups;
}

async function upsert(client: pg.PoolClient, p: Projection, rows: readonly Record<string, unknown>[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = columnsOf(p);
  const names = columns.map(([name]) => quoted(name));
  const set = columns
    .filter(([name]) => !p.primaryKey.includes(name))
    .map(([name]) => `${quoted(name)} = excluded.${quoted(name)}`);
  await client.query(
    `insert into ${quoted(p.name)} (${names.join(', ')})
     select ${names.join(', ')} from json_to_recordset($1::json) as r(${columns.map(([name, type]) => `${quoted(name)} ${sqlType(type)}`).join(', ')})
     on conflict (${p.primaryKey.map(quoted).join(', ')}) do update set ${set.join(', ')}`,
    [JSON.stringify(rows)],
  );
}
