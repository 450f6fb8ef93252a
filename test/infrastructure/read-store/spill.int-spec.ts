import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import type { RebuildProgress as Progress } from '../../../src/application/ports/read-model-status.js';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { PostgresStore } from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import { surviving } from '../../../src/infrastructure/postgres/connections.js';
import { Projector } from '../../../src/infrastructure/read-store/projector.js';
import { build } from '../../../src/infrastructure/read-store/rebuild/build.js';
import { Rebuild, type RebuildDependencies } from '../../../src/infrastructure/read-store/rebuild/rebuild.js';
import { fromTable, type ReadRange } from '../../../src/infrastructure/read-store/rebuild/source.js';
import { NoRoom, spillFolder } from '../../../src/infrastructure/read-store/rebuild/spill-folder.js';
import { progressOf } from '../../../src/infrastructure/read-store/rebuild/state.js';
import type { Task } from '../../../src/infrastructure/read-store/rebuild/task.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { projections } from '../../../src/projections/index.js';
import { appendTo, histories, record } from '../../projections/histories.js';
import { type TestServer, testServer } from '../../support/postgres.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.stop();
});

const root = mkdtempSync(join(tmpdir(), 'sagsspor-spill-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => rmSync(root, { recursive: true, force: true }));

const NEVER = new AbortController().signal;
const WISHES = { compare: true, dryRun: true };
const RANGES = 7;

/** Files of rebuilds, whichever rebuild they are of. */
const files = (): readonly string[] =>
  existsSync(root)
    ? readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .sort()
    : [];

interface Log {
  readonly pool: pg.Pool;
  readonly events: number;
  /** @returns a rebuild of 7 ranges and 6 slices, and which ranges it reads */
  over(more?: { read?: ReadRange; around?: Partial<RebuildDependencies> }): { rebuild: Rebuild; read: number[] };
  /** Dry, so that the live ones stay; they are those of the live run. */
  settle(rebuild: Rebuild): Promise<void>;
}

/** The longest of some random histories in a database of its own, and live read models at its head. */
async function withLog(seed: number, work: (log: Log) => Promise<void>): Promise<void> {
  const url = await server.freshDatabase();
  await migrate(url);
  const pool = surviving(new pg.Pool({ connectionString: url, max: 8 }));
  const store = await PostgresStore.open(url);
  try {
    await migrateReadStore(pool, projections);
    const logs = fc.sample(histories, { numRuns: 60, seed }).map(record);
    await appendTo(
      store as never,
      logs.reduce((a, b) => (b.length > a.length ? b : a)),
    );
    const live = new Projector(pool, store, projections);
    await live.catchUp();
    const { position: events } = await store.head();
    const each = Math.ceil(events / RANGES);
    expect(Math.ceil(events / each)).toBe(RANGES);
    const over: Log['over'] = ({ read: own = fromTable(pool), around } = {}) => {
      const read: number[] = [];
      const noted: ReadRange = (range) => {
        read.push((range.from - 1) / each);
        return own(range);
      };
      const source = { read: noted, folder: root, events: { range: each, slice: Math.ceil(events / 6) } };
      const rebuild = new Rebuild(projections, { owner: pool, pool, store, live, source, processes: 1, ...around });
      return { rebuild, read };
    };
    const settle = async (rebuild: Rebuild) => {
      const { differences } = await rebuild.run(WISHES, NEVER, () => undefined);
      expect(differences?.filter(({ different }) => different > 0)).toEqual([]);
      expect([files(), await progressOf(pool)]).toEqual([[], undefined]);
    };
    await work({ pool, events, over, settle });
  } finally {
    await pool.end();
    await store.close();
  }
}

/** Builds as another process would, with something done before it looks at what was read, or after. */
function other(
  log: Log,
  task: Task,
  signal: AbortSignal,
  around: { before?: () => Promise<unknown>; after?: () => void },
) {
  let { before } = around;
  const query = async (text: string, values?: unknown[]) => {
    await before?.();
    before = undefined;
    const found = await log.pool.query(text, values);
    around.after?.();
    return found;
  };
  const pool = Object.assign(Object.create(log.pool) as pg.Pool, { query });
  const source = { read: fromTable(log.pool), folder: spillFolder(root, task.id) };
  return build(task, { pool, projections, source, signal });
}

/** Reads, then does something before a slice is folded. */
const afterReading =
  (log: Log, work: () => void): NonNullable<RebuildDependencies['helpers']> =>
  async (task) => {
    const stop = new AbortController();
    const after = () => stop.abort(new Error('read'));
    await expect(other(log, task, stop.signal, { after })).rejects.toThrow('read');
    work();
  };

/** Stops a run when it is about to read its nth range. */
async function stopped(log: Log, before: number, why: () => Error = () => new Error('stopped')): Promise<void> {
  let n = 0;
  const read: ReadRange = (range) => {
    if (n++ === before) throw why();
    return fromTable(log.pool)(range);
  };
  await expect(log.over({ read }).rebuild.run(WISHES, NEVER, () => undefined)).rejects.toThrow(why().message);
}

describe('A rebuild that reads the log once', () => {
  it('gives the rows of the live run, whatever the ranges and slices, and leaves no file', async () => {
    for (const [seed, range, slice, processes] of [
      [1, 1, 1, 1],
      [2, 3, 50, 2],
      [3, 1000, 2, 1],
      [4, 13, 5, 3],
    ] as const)
      await withLog(seed, async ({ pool, over, settle }) => {
        const source = { read: fromTable(pool), folder: root, events: { range, slice } };
        await settle(over({ around: { source, processes } }).rebuild);
      });
  });

  it('keeps what it has read from everybody else, and says how far it is', async () => {
    await withLog(5, async (log) => {
      const seen: Progress[] = [];
      const read: ReadRange = async function* (range) {
        const progress = await progressOf(log.pool);
        if (progress) seen.push(progress);
        yield* fromTable(log.pool)(range);
      };
      const look = () => {
        expect(files()).toHaveLength(RANGES);
        expect(files().map((path) => statSync(path).mode & 0o777)).toEqual(Array(RANGES).fill(0o600));
        const folders = readdirSync(root).map((name) => statSync(join(root, name)).mode & 0o777);
        expect(folders).toEqual([0o700]);
      };
      await log.settle(log.over({ around: { helpers: afterReading(log, look) } }).rebuild);
      await log.settle(log.over({ read }).rebuild);
      expect(seen.map(({ phase, slicesDone, slices }) => [phase, slicesDone, slices])).toEqual(
        Array.from({ length: RANGES }, (_, n) => ['reading', n, RANGES]),
      );
    });
  });

  it('stopped between two ranges goes on with those that nobody has read', async () => {
    await withLog(6, async (log) => {
      await stopped(log, 3);
      expect(await progressOf(log.pool)).toMatchObject({ phase: 'reading', slices: RANGES, slicesDone: 3 });
      const { rebuild, read } = log.over();
      await log.settle(rebuild);
      expect(read).toEqual([3, 4, 5, 6]);
    });
  });

  it('reads again what is gone or cut short when it goes on, and nothing else', async () => {
    await withLog(7, async (log) => {
      await stopped(log, 5);
      const [gone = '', short = ''] = files();
      rmSync(gone);
      truncateSync(short, statSync(short).size - 1);
      const { rebuild, read } = log.over();
      await log.settle(rebuild);
      expect(read).toEqual([5, 6, 0, 1]);
    });
  });

  it('reads again what goes away while slices are folded, be it the whole folder', async () => {
    await withLog(8, async (log) => {
      const one = log.over({ around: { helpers: afterReading(log, () => rmSync(files()[2] ?? '')) } });
      await log.settle(one.rebuild);
      expect(one.read).toEqual([2]);
      const empty = () => rmSync(root, { recursive: true });
      const all = log.over({ around: { helpers: afterReading(log, empty) } });
      await log.settle(all.rebuild);
      expect(all.read).toEqual([0, 1, 2, 3, 4, 5, 6]);
    });
  });

  it('folds nothing while a range is missing that another process has found torn', async () => {
    await withLog(13, async (log) => {
      const before = () => log.pool.query('delete from rebuild_range where range = 2');
      const helpers: RebuildDependencies['helpers'] = (task) => other(log, task, NEVER, { before });
      await log.settle(log.over({ around: { helpers } }).rebuild);
    });
  });

  it('takes away what a process left that died as it wrote', async () => {
    await withLog(9, async (log) => {
      await stopped(log, 2);
      const [folder = ''] = readdirSync(root);
      const left = join(root, folder, '3-torn');
      mkdirSync(join(root, 'of-another-rebuild'));
      writeFileSync(left, 'half a row');
      let found = true;
      const helpers = afterReading(log, () => {
        found = existsSync(left);
      });
      await log.settle(log.over({ around: { helpers } }).rebuild);
      expect([found, readdirSync(root)]).toEqual([false, []]);
    });
  });

  it('that finds no room says so, gives back what it took, and leaves the live ones; with room it goes on', async () => {
    await withLog(10, async (log) => {
      const full = () => Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' });
      let n = 0;
      const read: ReadRange = async function* (range) {
        yield* fromTable(log.pool)(range);
        if (n++ === 4) throw full();
      };
      const failed = log.over({ read }).rebuild.run(WISHES, NEVER, () => undefined);
      await expect(failed).rejects.toBeInstanceOf(NoRoom);
      await expect(failed).rejects.toThrow(root);
      expect(files()).toEqual([]);
      expect(await progressOf(log.pool)).toMatchObject({ running: false, phase: 'reading', slicesDone: 0 });
      await log.settle(log.over().rebuild);
    });
  });

  it('that may not write there fails, and not as if the database were away', async () => {
    await withLog(11, async (log) => {
      writeFileSync(root, 'a file where the folder should be');
      await expect(log.over().rebuild.run(WISHES, NEVER, () => undefined)).rejects.toThrow(root);
      rmSync(root);
      await log.settle(log.over().rebuild);
    });
  });

  it('given up leaves no file; those of dead rebuilds go with the next one, or when an installation is tidied', async () => {
    await withLog(12, async (log) => {
      await stopped(log, 3);
      await log.over().rebuild.tidy();
      expect(files()).toHaveLength(3);
      await log.over().rebuild.abandon();
      expect(files()).toEqual([]);
      for (const end of [(rebuild: Rebuild) => rebuild.tidy(), log.settle]) {
        mkdirSync(join(root, 'dead'), { recursive: true });
        await end(log.over().rebuild);
        expect(readdirSync(root)).toEqual([]);
      }
    });
  });
});
