import { setImmediate as turn } from 'node:timers/promises';
import type pg from 'pg';
import { parsed as parse } from '../../../application/log-source.js';
import { foldSlice } from '../../../projections/folding/fold-slice.js';
import type { Source } from '../../../projections/folding/raw.js';
import { type Slice, slicesOf } from '../../../projections/folding/slices.js';
import type { Projection } from '../../../projections/projection.js';
import { withConnection } from '../outage.js';
import { rowsOf } from '../rows-sql.js';
import { columnsOf, quoted } from '../tables.js';
import { copyIn, lines } from './copy-rows.js';
import { beside, LOCKS } from './names.js';

/** What every process that builds needs to know; the rest it finds in the database. */
export interface Task {
  /** Which rebuild: one that lost its lock must not fill the tables of the next. */
  readonly id: string;
  readonly position: number;
  readonly slices: number;
}

export interface Building {
  /** Connections of the role that writes read models. */
  readonly pool: pg.Pool;
  readonly projections: readonly Projection[];
  readonly source: Source;
  readonly signal: AbortSignal;
  /** Told after each slice: events read in it. */
  readonly onSlice?: (events: number) => void;
}

/** Keys that are folded before anything else in this process has its turn. */
const AT_ONCE = 1_000;
/** Another rebuild has begun since: this one lost its lock, and has nothing to fill any more. */
export class RebuildReplaced extends Error {
  constructor() {
    super('another rebuild has begun meanwhile, or this one was given up');
  }
}

/** Text of rows that is held before it is sent. Characters. */
const FLUSH = 16 * 2 ** 20;

/**
 * Takes slices that nobody builds and nobody has built, one after the other, until there are none. Any number of processes may do this: a slice is
 * claimed by a lock that falls with its session, and its rows come with the note that it is done, in one transaction.
 */
export async function buildSlices(task: Task, building: Building): Promise<void> {
  const all = slicesOf(task.slices);
  for (;;) {
    let left = false;
    for (const slice of all) {
      building.signal.throwIfAborted();
      const claimed = await withConnection(building.pool, (client) => buildSlice(client, task, slice, building));
      if (!claimed) left = true;
    }
    // What others have claimed may fall back to us if they die.
    if (!left) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** @returns false where another process has claimed it */
async function buildSlice(
  client: pg.PoolClient,
  { id, position }: Task,
  slice: Slice,
  { projections, source, signal, onSlice }: Building,
): Promise<boolean> {
  await client.query('begin');
  await client.query('set local synchronous_commit = off'); // the rows and the note can only be lost together
  const claim = await client.query('select pg_try_advisory_xact_lock($1, $2) as mine', [LOCKS.slice, slice.number]);
  const built = await client.query('select from rebuild_slice where slice = $1', [slice.number]);
  if (!claim.rows[0].mine || built.rowCount === 1) {
    await client.query('rollback');
    return claim.rows[0].mine;
  }
  // Held until the slice is written: the tables cannot be dropped and made again for another rebuild meanwhile.
  const own = await client.query(`select from rebuild where id = $1 and phase = 'building' for key share`, [id]);
  if (own.rowCount === 0) throw new RebuildReplaced();
  const events = await fill(client, position, slice, projections, source, signal);
  await client.query('insert into rebuild_slice (slice, events) values ($1, $2)', [slice.number, events]);
  await client.query('commit');
  onSlice?.(events);
  return true;
}

async function fill(
  client: pg.PoolClient,
  position: number,
  slice: Slice,
  projections: readonly Projection[],
  source: Source,
  signal: AbortSignal,
): Promise<number> {
  const tables = new Map(projections.map((p) => [p, { line: lines(columnsOf(p)), text: [] as string[] }]));
  let [size, handed] = [0, 0];
  const flush = async () => {
    signal.throwIfAborted();
    for (const [p, { text }] of tables) {
      const columns = columnsOf(p).map(([name]) => quoted(name));
      await copyIn(client, quoted(beside(p)), columns, text.splice(0));
    }
    size = 0;
  };
  const events = await foldSlice(projections, { source, parse }, { slice, to: position }, (p, group) => {
    const table = tables.get(p);
    for (const row of rowsOf(group)) {
      const line = table?.line(row) ?? '';
      table?.text.push(line);
      size += line.length;
    }
    if (size > FLUSH) return flush();
    return ++handed % AT_ONCE === 0 ? turn() : undefined; // progress is shown and Ctrl-C is heard meanwhile
  });
  await flush();
  return events;
}
