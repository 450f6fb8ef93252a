import { setImmediate as turn } from 'node:timers/promises';
import type pg from 'pg';
import { parsed as parse } from '../../../application/log-source.js';
import { foldSlice } from '../../../projections/folding/fold-slice.js';
import type { Source } from '../../../projections/folding/raw.js';
import { type Slice, slicesOf } from '../../../projections/folding/slices.js';
import type { Projection } from '../../../projections/projection.js';
import { quoted } from '../quoted.js';
import { rowsOf } from '../rows-sql.js';
import { columnsOf } from '../tables.js';
import { copyIn, lines } from './copy-rows.js';
import { beside, LOCKS } from './names.js';
import { inParts } from './parts.js';
import { type Spilling, spilled } from './spill.js';
import { forgetRange, TornSpill } from './spill-folder.js';
import type { Task } from './task.js';

export interface Building {
  /** Connections of the role that writes read models. */
  readonly pool: pg.Pool;
  readonly projections: readonly Projection[];
  /** What each slice reads; or how the log is read once for all of them. */
  readonly source: Source | Spilling;
  readonly signal: AbortSignal;
}

/** Keys that are folded before anything else in this process has its turn. */
const AT_ONCE = 1_000;
/** Text of rows that is held before it is sent. Characters. */
const FLUSH = 16 * 2 ** 20;

/** Builds what nobody has built yet. Any number of processes may do this. */
export async function build(task: Task, building: Building): Promise<void> {
  const { source, pool } = building;
  if (typeof source === 'function') return buildSlices(task, building, source);
  for (;;) {
    const files = await spilled(task, source, building);
    try {
      return await buildSlices(task, building, files);
    } catch (error) {
      if (!(error instanceof TornSpill)) throw error;
      await forgetRange(pool, error);
    }
  }
}

function buildSlices(
  { id, position, slices: count }: Task,
  { pool, projections, signal }: Omit<Building, 'source'>,
  source: Source,
): Promise<void> {
  const slices = slicesOf(count);
  const shared = { id, count, table: 'rebuild_slice', column: 'slice', lock: LOCKS.slice } as const;
  return inParts(pool, signal, shared, async (client, number) => {
    const slice = slices[number] as Slice;
    const events = await fill(client, position, slice, projections, source, signal);
    await client.query('insert into rebuild_slice (slice, events) values ($1, $2)', [number, events]);
  });
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
