import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { parsed } from '../../../application/log-source.js';
import { crossStreamKeys, crossStreamTypesOf, typesOf } from '../../../projections/folding/fold-slice.js';
import type { Source } from '../../../projections/folding/raw.js';
import { finder, slicesOf } from '../../../projections/folding/slices.js';
import type { Projection } from '../../../projections/projection.js';
import { eventIn, type LogRow, streamIn, typeIn } from './log-rows.js';
import { LOCKS } from './names.js';
import { inParts } from './parts.js';
import type { ReadRange } from './source.js';
import { type Finished, SpillFile, sectionsOf } from './spill-file.js';
import { TornSpill, unlessNoRoom } from './spill-folder.js';
import type { Task } from './task.js';

/** How the log is read once, and put by slices into files of the rebuild's own. */
export interface Spilling {
  readonly read: ReadRange;
  /** Of this rebuild alone: see `spillFolder`. */
  readonly folder: string;
}
interface Note extends Finished {
  readonly range: number;
  readonly file: string;
}

/**
 * Reads what nobody has read yet, and gives the slices from the files. Any number of processes may do this.
 * @returns a source that throws TornSpill where a file is gone or short: then it is to be called again
 */
export async function spilled(
  task: Task,
  { read, folder }: Spilling,
  { pool, projections, signal }: { pool: pg.Pool; projections: readonly Projection[]; signal: AbortSignal },
): Promise<Source> {
  const ranges = {
    id: task.id,
    count: task.ranges,
    table: 'rebuild_range',
    column: 'range',
    lock: LOCKS.range,
  } as const;
  for (;;) {
    await inParts(pool, signal, ranges, async (client, range) => {
      await clean(folder, range);
      const file = `${range}-${randomUUID()}`;
      const made = await spill(join(folder, file), { task, range, read, projections, signal });
      await client.query('insert into rebuild_range (range, file, events, size, blocks) values ($1, $2, $3, $4, $5)', [
        ...[range, file, made.events, made.size, JSON.stringify(made.blocks)],
      ]);
    }).catch(unlessNoRoom(folder));
    const { rows } = await pool.query<Note>('select range, file, size::float8 as size, blocks from rebuild_range');
    // Another process may have found one torn since they were all there.
    if (rows.length === task.ranges) return fromFiles(folder, rows);
  }
}

/** What a process that died over this range has left. One that only seems dead writes on into what nobody can find. */
async function clean(folder: string, range: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const left = (await readdir(folder)).filter((name) => name.startsWith(`${range}-`));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

interface SpillTask {
  readonly task: Task;
  readonly range: number;
  readonly read: ReadRange;
  readonly projections: readonly Projection[];
  readonly signal: AbortSignal;
}

/** Written anew under a name of its own; what is not finished is taken away. */
async function spill(path: string, part: SpillTask): Promise<Finished & { readonly events: number }> {
  const file = await SpillFile.create(path, part.task.slices);
  try {
    const events = await fill(file, part);
    return { ...(await file.finish()), events };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function fill(file: SpillFile, { task, range, read, projections, signal }: SpillTask): Promise<number> {
  const slicesFor = spreading(projections, task.slices);
  const each = Math.ceil(task.position / task.ranges);
  const [from, to] = [range * each + 1, Math.min((range + 1) * each, task.position)];
  let events = 0;
  for await (const { data, rows } of read({ from, to, types: typesOf(projections) })) {
    signal.throwIfAborted();
    for (const row of rows)
      for (const slice of slicesFor(data, row)) file.add(slice, data.subarray(row.begin, row.end));
    events += rows.length;
    if (file.full) await file.flush();
  }
  return events;
}

/** The slices that an event concerns: its own stream's, and those of keys it says something of though they are not in its stream's name. */
function spreading(projections: readonly Projection[], slices: number) {
  const sliceOf = finder(slicesOf(slices));
  const everywhere = new Set(crossStreamTypesOf(projections));
  return (data: Buffer, row: LogRow): Iterable<number> => {
    const own = sliceOf(streamIn(data, row));
    if (!everywhere.has(typeIn(data, row))) return [own];
    const keys = crossStreamKeys(projections, parsed(eventIn(data, row)));
    return new Set([own, ...keys.map(sliceOf)]);
  };
}

const fromFiles = (folder: string, notes: readonly Note[]): Source =>
  async function* ({ slice }) {
    for (const { range, file, ...finished } of notes) {
      const sections = await sectionsOf(join(folder, file), finished, slice.number);
      if (sections === undefined) throw new TornSpill(range, file);
      for (const { data, rows } of sections) yield rows.map((row) => eventIn(data, row));
    }
  };
