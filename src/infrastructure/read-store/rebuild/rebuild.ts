import type pg from 'pg';
import type { EventStore } from '../../../application/ports/event-store.js';
import type {
  Difference,
  RebuildProgress as Progress,
  RebuildOptions,
  Rebuilt,
} from '../../../application/ports/read-model-status.js';
import type { Source } from '../../../projections/folding/raw.js';
import type { Projection } from '../../../projections/projection.js';
import { ROLES } from '../../event-store/postgres/roles.js';
import { withConnection } from '../outage.js';
import { Projector } from '../projector.js';
import { quoted } from '../quoted.js';
import { raiseWalls } from '../row-security.js';
import { keysSql } from '../tables.js';
import { build } from './build.js';
import { compare } from './compare.js';
import { beside, LOCKS, outgoing } from './names.js';
import type { ReadRange } from './source.js';
import { forgetSpill, NoRoom, spillFolder, sweep } from './spill-folder.js';
import { begin, clear, enter, progressOf } from './state.js';
import type { Task } from './task.js';

/** Somebody else rebuilds at this moment. */
export class RebuildRunning extends Error {
  constructor() {
    super('a rebuild is under way in another process: wait for it, or end that one first');
  }
}

export interface RebuildDependencies {
  /** Connections of the owner of the tables, and of the role that writes read models. */
  readonly owner: pg.Pool;
  readonly pool: pg.Pool;
  readonly store: EventStore;
  /** Every read model there is: the fence holds the live projector, which works on all of them. */
  readonly live: Projector;
  /** What each slice reads of the log; or how the log is read once, and the folder for what is read. */
  readonly source: Source | LogOnce;
  /** Lets other processes build slices too; resolves when they have ended. Building works without. */
  readonly helpers?: (task: Task, signal: AbortSignal) => Promise<void>;
  readonly processes: number;
}
export interface LogOnce {
  readonly read: ReadRange;
  /** Of this installation alone; on a disk with room for the log. */
  readonly folder: string;
  /** Events that are read or folded at once, where it is not for the default. */
  readonly events?: Parts;
}
interface Parts {
  readonly range: number;
  readonly slice: number;
}

/** Where each slice reads the whole log: some 1.2 kB of each event wait in memory (design: under 512 MB a process). */
const EVENTS_PER_SLICE = 200_000;
/** Where the log is read once slices cost nothing more: small ones need less memory, and end at the same time in all processes. */
const PARTS: Parts = { range: 125_000, slice: 50_000 };
/** How long queries may be made to wait for the swap before it steps back and tries again. Milliseconds. */
const WAIT = 2_000;
const SWAP_TRIES = 30;
/** Memory of the server for sorting one index. */
const SORTING = '256MB';

/**
 * Builds read models beside the live ones, catches up, and swaps them under a fence. The live ones are read and written all the time but for the swap
 * itself, a renaming. Killed at any moment it can be run again: slices that were finished stay.
 */
export class Rebuild {
  constructor(
    private readonly projections: readonly Projection[],
    private readonly around: RebuildDependencies,
  ) {}

  /** @throws RebuildRunning, ProjectionFailed; the signal's reason when it was aborted, and what was built stays for the next run */
  async run(wishes: RebuildOptions, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<Rebuilt> {
    const tell = async () => {
      const progress = await progressOf(this.around.pool);
      if (progress) onProgress(progress);
    };
    const ticking = setInterval(() => void tell().catch(ignored), 500);
    try {
      return await this.alone((owner) => this.build(owner, wishes, signal));
    } finally {
      clearInterval(ticking);
    }
  }

  /** Removes what a rebuild that was cut short left behind. @throws RebuildRunning */
  abandon(): Promise<void> {
    return this.alone(async (owner) => {
      await owner.query('begin');
      await clear(owner);
      await owner.query('commit');
      await this.sweep();
    });
  }

  /** Removes files that a rebuild left which was killed as it ended. @throws RebuildRunning */
  tidy(): Promise<void> {
    return this.alone(async (owner) => {
      const { rows } = await owner.query<{ id: string }>('select id from rebuild');
      await this.sweep(rows[0]?.id);
    });
  }

  private async sweep(alive?: string): Promise<void> {
    if (typeof this.around.source !== 'function') await sweep(this.around.source.folder, alive);
  }

  /** One rebuild at a time. The lock falls with its session, and what then still builds finds that it was replaced. */
  private alone<T>(work: (owner: pg.PoolClient) => Promise<T>): Promise<T> {
    return withConnection(this.around.owner, async (owner) => {
      const lock = await owner.query('select pg_try_advisory_lock($1, 0) as mine', [LOCKS.rebuild]);
      if (!lock.rows[0].mine) throw new RebuildRunning();
      try {
        return await work(owner);
      } finally {
        // At once also where it failed: a session that is ended keeps its locks until the server has noticed.
        await owner.query('select pg_advisory_unlock($1, 0)', [LOCKS.rebuild]).catch(ignored);
      }
    });
  }

  private async build(owner: pg.PoolClient, wishes: RebuildOptions, signal: AbortSignal): Promise<Rebuilt> {
    const task = await begin(owner, this.projections, this.parted((await this.around.store.head()).position));
    await this.sweep(task.id);
    await this.together(task, signal);
    await this.sweep(); // nobody reads the files any more, and indexes want room
    await this.index(owner, task.position);
    signal.throwIfAborted();
    return this.finish(owner, wishes, signal);
  }

  private parted(position: number): Omit<Task, 'id'> {
    const { source, processes } = this.around;
    const once = typeof source === 'function' ? undefined : (source.events ?? PARTS);
    const wanted = Math.max(1, Math.ceil(position / (once?.slice ?? EVENTS_PER_SLICE)));
    return {
      position,
      slices: processes * Math.ceil(wanted / processes),
      ranges: once ? Math.max(1, Math.ceil(position / once.range)) : 0,
    };
  }

  /** Where others build this process only shows how far they are; what they leave, because they died, is built here. */
  private async together(task: Task, signal: AbortSignal): Promise<void> {
    const { source, pool, helpers } = this.around;
    const own = typeof source === 'function' ? source : { ...source, folder: spillFolder(source.folder, task.id) };
    const failed = new AbortController();
    const helping = helpers?.(task, AbortSignal.any([signal, failed.signal]));
    try {
      await helping;
      await build(task, { pool, projections: this.projections, source: own, signal });
    } catch (error) {
      failed.abort();
      await helping;
      // The database may be on the same disk.
      if (error instanceof NoRoom && typeof own !== 'function') await forgetSpill(pool, own.folder);
      throw error;
    }
  }

  private async index(owner: pg.PoolClient, position: number): Promise<void> {
    await enter(owner, 'indexing');
    await owner.query(`set maintenance_work_mem = '${SORTING}'`);
    for (const p of this.projections) {
      for (const sql of keysSql(p, beside(p))) await owner.query(sql);
      await owner.query(`analyze ${quoted(beside(p))}`);
      await owner.query('insert into checkpoint (name, version, position) values ($1, $2, $3)', [
        beside(p),
        p.version,
        position,
      ]);
    }
  }

  private async finish(owner: pg.PoolClient, wishes: RebuildOptions, signal: AbortSignal): Promise<Rebuilt> {
    const { pool, store, live } = this.around;
    const anew = new Projector(pool, store, this.projections, beside);
    await enter(owner, 'catching-up');
    for (let tries = 1; ; tries++) {
      signal.throwIfAborted();
      await anew.catchUp();
      // To be compared both must stand at one position; to be replaced the live ones may be behind, even empty.
      if (wishes.compare || wishes.dryRun) await live.catchUp();
      try {
        return await this.fenced(owner, anew, wishes);
      } catch (error) {
        await owner.query('rollback');
        if ((error as { code?: string }).code !== LOCK_TIMEOUT || tries === SWAP_TRIES) throw error;
      }
    }
  }

  /** The live checkpoints are held still, so the live rows are; the new ones come to the same position, and take the place. */
  private async fenced(
    owner: pg.PoolClient,
    anew: Projector,
    { compare: asked, dryRun }: RebuildOptions,
  ): Promise<Rebuilt> {
    await owner.query('begin');
    await owner.query(`set local lock_timeout = ${WAIT}`);
    const { rows } = await owner.query<{ position: number }>(
      'select position::float8 as position from checkpoint where name = any($1) for update',
      [this.projections.map((p) => p.name)],
    );
    const live = rows.map((row) => row.position);
    await anew.catchUp(Math.max(...live));
    const position = Math.min(...(await anew.status()).map((model) => model.position));
    const differences: Difference[] = [];
    if (asked || dryRun) {
      if (live.some((one) => one !== position)) throw new Error('the live read models do not stand at one position');
      // The owner is behind the walls too, and would find no live row. An error rolls it back with the rest.
      await owner.query(`set local role ${ROLES.projector}`);
      for (const p of this.projections) differences.push(await compare(owner, p));
      await owner.query('reset role');
    }
    if (!dryRun) for (const p of this.projections) await this.swap(owner, p);
    if (!dryRun) await raiseWalls(owner);
    await clear(owner);
    await owner.query('commit');
    return { swapped: !dryRun, position, differences: asked || dryRun ? differences : undefined };
  }

  private async swap(owner: pg.PoolClient, p: Projection): Promise<void> {
    await owner.query(`alter table ${quoted(p.name)} rename to ${quoted(outgoing(p))}`);
    await owner.query(`alter table ${quoted(beside(p))} rename to ${quoted(p.name)}`);
    // With the walls of others that ask it.
    await owner.query(`drop table ${quoted(outgoing(p))} cascade`);
    await owner.query(
      `update checkpoint live set position = anew.position, version = anew.version, failed_at = null, failure = null
       from checkpoint anew where live.name = $1 and anew.name = $2`,
      [p.name, beside(p)],
    );
  }
}

const LOCK_TIMEOUT = '55P03';
const ignored = (): void => undefined;
