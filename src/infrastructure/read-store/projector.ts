import pg from 'pg';
import { decode } from '../../application/codec.js';
import type { EventStore } from '../../application/ports/event-store.js';
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
    for (const p of this.projections) await this.catchUpOne(p, head).catch((error: unknown) => failed.push(error));
    if (failed.length > 0) throw failed[0];
  }

  /** Follows the log until the signal aborts. */
  async run(signal: AbortSignal, onError: (error: unknown) => void): Promise<void> {
    const { position } = await this.store.head();
    await this.catchUp().catch(onError);
    for await (const _ of this.store.subscribe(position + 1, signal)) await this.catchUp().catch(onError);
  }

  async status(): Promise<readonly { name: string; position: number; head: number; failure: string | null }[]> {
    const { position: head } = await this.store.head();
    const { rows } = await this.pool.query('select name, position::float8 as position, failure from checkpoint order by name');
    return rows.map((row) => ({ ...row, head }));
  }

  private async catchUpOne(p: Projection, head: number): Promise<void> {
    for (;;) {
      const from = await this.position(p);
      if (from >= head) return;
      for await (const stored of this.store.readAll({ from: from + 1, to: Math.min(head, from + BATCH), batch: BATCH })) {
        await this.project(p, from, stored.map(decode));
        break; // the checkpoint is read again: another process may have worked
      }
    }
  }

  private async position(p: Projection): Promise<number> {
    const { rows } = await this.pool.query<{ position: number }>('select position::float8 as position from checkpoint where name = $1', [p.name]);
    return rows[0]?.position ?? 0;
  }

  private async project(p: Projection, from: number, batch: readonly Recorded[]): Promise<void> {
    const to = batch.at(-1)?.position ?? from;
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      await client.query('set local synchronous_commit = off'); // rows and checkpoint can only be lost together
      const moved = await client.query('update checkpoint set position = $3, failed_at = null, failure = null where name = $1 and position = $2', [p.name, from, to]);
      if (moved.rowCount === 1) await this.write(client, p, batch, to);
      await client.query(moved.rowCount === 1 ? 'commit' : 'rollback');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      if (error instanceof ProjectionFailed) await this.stop(error);
      throw error;
    } finally {
      client.release();
    }
  }

  private async stop({ projection, position, cause }: ProjectionFailed): Promise<void> {
    const failure = cause instanceof Error ? cause.name : 'Error';
    await this.pool.query('update checkpoint set failed_at = $2, failure = $3 where name = $1', [projection, position, failure]);
  }

  private async write(client: pg.PoolClient, p: Projection, batch: readonly Recorded[], to: number): Promise<void> {
    const touched = [...new Set(batch.flatMap((event) => touchedBy(p, event)))];
    if (touched.length === 0) return;
    const groups = new Map(await read(client, p, touched));
    const late = advance(p, groups, batch);
    if (late.size > 0) await this.foldAgain(client, p, groups, late, to);
    await upsert(client, p, touched.flatMap((key) => rowsOf(groups.get(key))));
  }

  /** What came late, or was corrected, is folded again from the key's whole history; surplus rows go. */
  private async foldAgain(client: pg.PoolClient, p: Projection, groups: Map<string, Group>, late: ReadonlyMap<string, ReadonlySet<string>>, to: number) {
    const streams = [...new Set([...late.values()].flatMap((s) => [...s]))];
    const events = (await this.store.readStreams(streams)).filter((e) => e.position <= to).map(decode);
    for (const [key, own] of late) {
      const again = guarded(p, to, () => refold(p, key, events.filter((e) => own.has(e.stream))));
      if (again) groups.set(key, again);
      else groups.delete(key);
    }
    await client.query(`delete from ${quoted(p.name)} where ${quoted(p.primaryKey[0] ?? '')} = any($1)`, [[...late.keys()]]);
  }
}

function guarded<T>(p: Projection, position: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new ProjectionFailed(p.name, position, error);
  }
}

/** Folds a batch onto what is known; returns the keys whose answer needs the whole history, with the streams it stands in. */
function advance(p: Projection, groups: Map<string, Group>, batch: readonly Recorded[]): ReadonlyMap<string, ReadonlySet<string>> {
  const late = new Map<string, Set<string>>();
  for (const event of batch) {
    for (const key of touchedBy(p, event)) {
      const group = groups.get(key);
      if (late.has(key) || isAmendment(event) || (group && event.occurredAt < group.at)) {
        const streams = late.get(key) ?? new Set(group?.streams);
        late.set(key, streams.add(event.stream));
      } else {
        groups.set(key, guarded(p, event.position, () => step(p, group, event, key)));
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
  type.startsWith('timestamptz') ? `to_char(${quoted(name)} at time zone 'UTC', ${ISO}) as ${quoted(name)}` : quoted(name);

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
  const set = columns.filter(([name]) => !p.primaryKey.includes(name)).map(([name]) => `${quoted(name)} = excluded.${quoted(name)}`);
  await client.query(
    `insert into ${quoted(p.name)} (${names.join(', ')})
     select ${names.join(', ')} from jsonb_to_recordset($1::jsonb) as r(${columns.map(([name, type]) => `${quoted(name)} ${sqlType(type)}`).join(', ')})
     on conflict (${p.primaryKey.map(quoted).join(', ')}) do update set ${set.join(', ')}`,
    [JSON.stringify(rows)],
  );
}

