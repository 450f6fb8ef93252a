import type pg from 'pg';
import type { RebuildPhase, RebuildProgress } from '../../../application/ports/read-model-status.js';
import type { Projection } from '../../../projections/projection.js';
import { grantSql } from '../grants.js';
import { quoted } from '../quoted.js';
import { tableSql } from '../tables.js';
import { beside, LOCKS } from './names.js';
import type { Task } from './task.js';

/** The rebuild that is under way or was cut short; undefined when there is none. Whoever rebuilds holds the lock, and a process that died does not. */
export async function progressOf(pool: Pick<pg.Pool, 'query'>): Promise<RebuildProgress | undefined> {
  const { rows } = await pool.query(`
    with read as (select count(*)::int as ranges, max(done_at) as last from rebuild_range),
    found as (
      select rebuild.*, phase = 'building' and read.ranges < rebuild.ranges as reading, read.last from rebuild, read)
    select models, case when reading then 'reading' else phase end as phase, position::float8 as position,
      case when reading then ranges else slices end as slices, done.parts as "slicesDone", done.events,
      extract(epoch from clock_timestamp() - started_at)::float8 as seconds,
      done.lately / greatest(extract(epoch from clock_timestamp() -
        case when reading then started_at else greatest(started_at, last) end)::float8, 0.001) as rate,
      exists (select from pg_locks where locktype = 'advisory' and classid = ${LOCKS.rebuild} and granted
        and database = (select oid from pg_database where datname = current_database())) as running
    from found, lateral (
      select count(*)::int as parts, coalesce(sum(events), 0)::float8 as events,
        coalesce(sum(events) filter (where done_at >= started_at), 0)::float8 as lately
      from (select events, done_at from rebuild_range where reading
        union all select events, done_at from rebuild_slice where not reading) part) done`);
  return rows[0];
}

const namesOf = (projections: readonly Projection[]) => projections.map((p) => `${p.name} ${p.version}`).sort();

/** Goes on with what was cut short where it is the same work, else begins anew. Run by the owner of the tables. */
export async function begin(
  owner: pg.ClientBase,
  projections: readonly Projection[],
  fresh: Omit<Task, 'id'>,
): Promise<Task> {
  const names = namesOf(projections);
  const { rows } = await owner.query(
    'select id, models, position::float8 as position, slices, ranges, phase from rebuild',
  );
  const [found] = rows;
  const same = found && JSON.stringify(found.models) === JSON.stringify(names) && found.phase === 'building';
  // One that an older version began may have read the log in another way.
  if (same && found.ranges > 0 === fresh.ranges > 0) {
    await owner.query('update rebuild set started_at = now()');
    return found;
  }
  await owner.query('begin');
  await clear(owner);
  for (const p of projections) await owner.query(tableSql(p, beside(p)));
  await owner.query(grantSql(projections.map(beside)));
  const made = await owner.query(
    'insert into rebuild (models, position, slices, ranges, phase) values ($1, $2, $3, $4, $5) returning id',
    [names, fresh.position, fresh.slices, fresh.ranges, 'building' satisfies RebuildPhase],
  );
  await owner.query('commit');
  return { ...fresh, id: made.rows[0].id };
}

/** Nothing of a rebuild is left; the live read models were never touched. In a transaction: it waits for slices that are being written. */
export async function clear(owner: pg.ClientBase): Promise<void> {
  await owner.query('delete from rebuild');
  const { rows } = await owner.query(
    String.raw`select tablename from pg_tables where schemaname = 'public' and tablename like '%\_\_beside'`,
  );
  for (const { tablename } of rows) await owner.query(`drop table ${quoted(tablename)}`);
  await owner.query(String.raw`delete from checkpoint where name like '%\_\_beside'`);
  // Locked in the order in which who asks how far it is reads them (`progressOf`): in another one each could wait for the other.
  await owner.query('truncate rebuild_range, rebuild_slice');
}

export const enter = async (owner: pg.ClientBase, phase: RebuildPhase): Promise<void> => {
  await owner.query('update rebuild set phase = $1', [phase]);
};
