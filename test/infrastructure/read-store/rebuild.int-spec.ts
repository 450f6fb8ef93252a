import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { fromStore, parsed } from '../../../src/application/log-source.js';
import type { Recorded } from '../../../src/domain/kernel/event.js';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { PostgresStore } from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import { ROLES } from '../../../src/infrastructure/event-store/postgres/roles.js';
import { LIMITS, poolTo, surviving } from '../../../src/infrastructure/postgres/connections.js';
import { Projector } from '../../../src/infrastructure/read-store/projector.js';
import {
  Rebuild,
  type RebuildDependencies,
  RebuildRunning,
} from '../../../src/infrastructure/read-store/rebuild/rebuild.js';
import { fromTable } from '../../../src/infrastructure/read-store/rebuild/source.js';
import { begin, clear, progressOf } from '../../../src/infrastructure/read-store/rebuild/state.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { foldSlice } from '../../../src/projections/folding/fold-slice.js';
import { holds, slicesOf } from '../../../src/projections/folding/slices.js';
import { projections } from '../../../src/projections/index.js';
import { fold, type Group } from '../../../src/projections/projection.js';
import { appendTo, asRead, histories, record } from '../../projections/histories.js';
import { type TestServer, testServer } from '../../support/postgres.js';

let server: TestServer;
let pool: pg.Pool;
let url: string;
beforeAll(async () => {
  server = await testServer();
  url = await server.freshDatabase();
  await migrate(url);
  pool = surviving(new pg.Pool({ connectionString: url, max: 8 }));
  await migrateReadStore(pool, projections);
});
afterAll(async () => {
  await pool.end();
  await server.stop();
});
beforeEach(async () => {
  await pool.query(`truncate ${projections.map((p) => `"${p.name}"`).join(', ')}`);
  await pool.query('update checkpoint set position = 0, failed_at = null, failure = null');
});

const NEVER = new AbortController().signal;
const COMPARING = { compare: true, dryRun: false };
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** Every row of every read model, as it stands in the tables. */
async function contents(): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const { name, primaryKey } of projections) {
    const order = primaryKey.map((column) => `"${column}"`).join(', ');
    const { rows } = await pool.query(`select to_jsonb(t) as row from "${name}" t order by ${order}`);
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

function over(store: MemoryStore, more: Partial<RebuildDependencies> = {}) {
  const live = new Projector(pool, store, projections);
  const around = { owner: pool, pool, store, live, source: fromStore(store), processes: 1, ...more };
  return { live, rebuild: new Rebuild(projections, around) };
}

async function storeOf(log: readonly Recorded[]): Promise<MemoryStore> {
  const store = new MemoryStore();
  await appendTo(store, log);
  return store;
}

describe('A rebuild', () => {
  it('of any history, in any number of slices, gives the rows of the live run and of a fold as of the head', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.constantFrom(1, 2, 3, 7), async (entries, processes) => {
        await pool.query(`truncate ${projections.map((p) => `"${p.name}"`).join(', ')}`);
        await pool.query('update checkpoint set position = 0');
        const log = record(entries);
        const { live, rebuild } = over(await storeOf(log), { processes });
        await live.catchUp();
        const before = await contents();
        const { differences, swapped } = await rebuild.run(COMPARING, NEVER, () => undefined);
        expect([swapped, differences?.filter(({ different }) => different > 0)]).toEqual([true, []]);
        expect(await contents()).toEqual(before);
        const folded = projections.map((p) => [...fold(p, asRead(log)).values()].flatMap((g) => g.rows).length);
        expect(Object.values(before).map((rows) => (rows as unknown[]).length)).toEqual(folded);
      }),
      { numRuns: 15 },
    );
  });

  it('folds each key in exactly one slice, whatever the division', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 1, max: 40 }), async (entries, count) => {
        const log = record(entries);
        const store = await storeOf(log);
        const found = new Map<string, Group>();
        for (const slice of slicesOf(count))
          await foldSlice(
            projections,
            { source: fromStore(store), parse: parsed },
            { slice, to: log.length },
            (p, group) => {
              const name = `${p.name} ${JSON.stringify(group.rows[0])} ${group.at}`;
              expect(found.has(name)).toBe(false);
              found.set(name, group);
            },
          );
        const expected = projections.flatMap((p) =>
          [...fold(p, asRead(log)).values()].map((group) => [p.name, group.rows]),
        );
        const folded = [...found].map(([name, group]) => [name.split(' ', 1)[0], group.rows]);
        const sorted = (all: unknown[]) => all.map((one) => JSON.stringify(plain(one))).sort();
        expect(sorted(folded)).toEqual(sorted(expected));
      }),
      { numRuns: 40 },
    );
  });

  it('divides keys without a gap or an overlap', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 300 }), (key, count) => {
        expect(slicesOf(count).filter((slice) => holds(slice, key))).toHaveLength(1);
      }),
    );
  });

  it('stopped in the middle leaves the live rows alone, and the next run goes on from the finished slices', async () => {
    const [entries] = fc.sample(histories, { numRuns: 1, seed: 11 });
    const { live, rebuild } = over(await storeOf(record(entries ?? [])), { processes: 5 });
    await live.catchUp();
    const before = await contents();
    const stop = new AbortController();
    const read: number[] = [];
    const stopping = over(await storeOf(record(entries ?? [])), {
      processes: 5,
      source: (wanted) => {
        if (wanted.slice.number === 3) stop.abort(new Error('stopped'));
        return fromStore(new MemoryStore())({ ...wanted, to: 0 });
      },
    });
    await expect(stopping.rebuild.run(COMPARING, stop.signal, () => undefined)).rejects.toThrow('stopped');
    expect(await contents()).toEqual(before);
    expect(await progressOf(pool)).toMatchObject({ phase: 'building', slices: 5, slicesDone: 3 });
    const source = fromStore(await storeOf(record(entries ?? [])));
    const going = over(await storeOf(record(entries ?? [])), {
      processes: 5,
      source: (wanted) => {
        read.push(wanted.slice.number);
        return source(wanted);
      },
    });
    await going.rebuild.run({ compare: false, dryRun: true }, NEVER, () => undefined);
    expect(read).toEqual([3, 4]);
    await rebuild.abandon();
    expect(await progressOf(pool)).toBeUndefined();
  });

  it('as a dry run says which rows differ, and leaves the live ones in use', async () => {
    const [entries] = fc.sample(histories, { numRuns: 1, seed: 3 });
    const { live, rebuild } = over(await storeOf(record(entries ?? [])));
    await live.catchUp();
    const { rows } = await pool.query(`update case_list set "caseType" = 'other' returning "caseId"`);
    const { differences, swapped } = await rebuild.run({ compare: true, dryRun: true }, NEVER, () => undefined);
    expect(swapped).toBe(false);
    expect(differences?.find(({ model }) => model === 'case_list')).toMatchObject({
      different: rows.length,
      first: { columns: ['caseType'] },
    });
    expect((await pool.query(`select from case_list where "caseType" = 'other'`)).rowCount).toBe(rows.length);
    expect(await progressOf(pool)).toBeUndefined();
  });

  it('compares also for an owner who is no superuser and is behind the walls too', async () => {
    const own = new URL(await server.freshDatabase());
    const [database, superuser] = [own.pathname.slice(1), own.href];
    const name = `plain_${database.slice(2)}`;
    await pool.query(`create role ${name} login password 'pw1'; alter database ${database} owner to ${name};
      grant ${Object.values(ROLES).join(', ')} to ${name} with set true, inherit false`);
    [own.username, own.password] = [name, 'pw1'];
    await migrate(own.href);
    const owner = surviving(new pg.Pool({ connectionString: own.href, max: 2 }));
    await migrateReadStore(owner, projections);
    const writer = poolTo(own.href, { limits: LIMITS.folding, name: 'spec', role: ROLES.projector }, 4);
    const [entries] = fc.sample(histories, { numRuns: 1, seed: 3 });
    const store = await storeOf(record(entries ?? []));
    const live = new Projector(writer, store, projections);
    const { rebuild } = over(store, { owner, pool: writer, live });
    await live.catchUp();
    expect((await writer.query('select from case_list')).rowCount).toBeGreaterThan(0);
    for (const dryRun of [true, false]) {
      const { differences } = await rebuild.run({ compare: true, dryRun }, NEVER, () => undefined);
      expect(differences?.filter(({ different }) => different > 0)).toEqual([]);
    }
    for (const one of [writer, owner]) await one.end();
    const leaving = new pg.Client({ connectionString: superuser });
    await leaving.connect();
    await leaving.query(`reassign owned by ${name} to current_user; drop owned by ${name}; drop role ${name}`);
    await leaving.end();
  });

  it('lets nobody who asks for a reader see a table before its wall stands', async () => {
    const asked = async (like: string) => {
      const { rows } = await pool.query<{ name: string }>(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname like $1
           and (has_table_privilege($2, oid, 'select') or has_table_privilege($3, oid, 'select')) order by 1`,
        [like, ROLES.asker, ROLES.party],
      );
      return rows.map(({ name }) => name);
    };
    const live = await asked('%');
    const client = await pool.connect();
    await begin(client, projections, { position: 0, slices: 1, ranges: 0 });
    expect(await asked('%\\_\\_beside')).toEqual([]);
    await client.query('begin');
    await clear(client);
    await client.query('commit');
    client.release();
    await over(await storeOf([])).rebuild.run({ compare: false, dryRun: false }, NEVER, () => undefined);
    expect(live).toEqual(expect.arrayContaining(['case_list', 'checkpoint', 'persons']));
    expect(await asked('%')).toEqual(live);
  });

  it('is one at a time', async () => {
    const store = await storeOf([]);
    const { rebuild } = over(store);
    const other = over(store).rebuild.run(COMPARING, NEVER, () => undefined);
    const outcomes = await Promise.allSettled([other, rebuild.run(COMPARING, NEVER, () => undefined)]);
    const refused = outcomes.filter((o) => o.status === 'rejected').map((o) => (o as PromiseRejectedResult).reason);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toBeInstanceOf(RebuildRunning);
  });

  it('misses no event that is written meanwhile, and no query fails or sees a half-built table', async () => {
    const own = await server.freshDatabase();
    await migrate(own);
    const store = await PostgresStore.open(own);
    const tables = surviving(new pg.Pool({ connectionString: own, max: 8 }));
    await migrateReadStore(tables, projections);
    const live = new Projector(tables, store, projections);
    const [entries] = fc.sample(histories, { numRuns: 1, seed: 21 });
    const log = record(entries ?? []);
    const half = Math.floor(log.length / 2);
    await appendTo(store as never, log.slice(0, half));
    await live.catchUp();
    const seen = (await tables.query('select count(*)::int as n from case_list')).rows[0].n;
    let running = true;
    const reading = (async () => {
      let fewest = seen;
      while (running)
        fewest = Math.min(fewest, (await tables.query('select count(*)::int as n from case_list')).rows[0].n);
      return fewest;
    })();
    const writing = (async () => {
      for (const event of log.slice(half)) {
        await appendTo(store as never, [event]);
        await live.catchUp();
      }
    })();
    const folder = mkdtempSync(join(tmpdir(), 'sagsspor-rebuild-'));
    const source = { read: fromTable(tables), folder };
    const around = { owner: tables, pool: tables, store, live, source, processes: 2 };
    for (let n = 0; n < 3; n++) await new Rebuild(projections, around).run(COMPARING, NEVER, () => undefined);
    await writing;
    running = false;
    expect(await reading).toBeGreaterThanOrEqual(seen);
    await live.catchUp();
    const { differences } = await new Rebuild(projections, around).run(
      { compare: true, dryRun: true },
      NEVER,
      () => undefined,
    );
    expect(differences?.filter(({ different }) => different > 0)).toEqual([]);
    await tables.end();
    await store.close();
    rmSync(folder, { recursive: true });
  });
});
