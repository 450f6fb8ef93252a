import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { adoptRestored } from '../../../src/infrastructure/event-store/eventstoredb/adopt.js';
import { EventStoreDbStore } from '../../../src/infrastructure/event-store/eventstoredb/eventstoredb-store.js';
import { LogRewritten } from '../../../src/infrastructure/event-store/eventstoredb/failures.js';
import { BESIDE_EVENTSTOREDB } from '../../../src/infrastructure/event-store/eventstoredb/schema.sql.js';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { projections } from '../../../src/projections/index.js';
import { command, range, readLog, write } from '../../contract/event-store/fixtures.js';
import { type Double, startDouble } from '../../support/eventstoredb/double.js';
import { type TestServer, testServer } from '../../support/postgres.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

interface Around {
  readonly double: Double;
  /** The log, as a process that starts now finds it. */
  log(): ReturnType<typeof readLog>;
  adopt(lose?: number): ReturnType<typeof adoptRestored>;
  inDatabase(sql: string): Promise<readonly unknown[]>;
  give(name: string, stream: string, version: number): Promise<void>;
}

/** Six events in two streams; everything has been folded. */
async function six(work: (around: Around) => Promise<void>): Promise<void> {
  const double = await startDouble();
  const beside = await server.freshDatabase();
  await migrate(beside, BESIDE_EVENTSTOREDB);
  const pool = new pg.Pool({ connectionString: beside });
  await migrateReadStore(pool, projections);
  const withStore = async <T>(use: (store: EventStoreDbStore) => Promise<T>) => {
    const store = await EventStoreDbStore.open(double.connectionString, beside);
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  };
  const give = (name: string, stream: string, version: number) =>
    withStore(async (store) => void (await store.append(command(name, [write(stream, version, name)]))));
  try {
    for (const n of range(1, 3)) await give(`a${n}`, 'case-a', n - 1);
    for (const n of range(1, 3)) await give(`b${n}`, 'case-b', n - 1);
    await pool.query('update checkpoint set position = 6');
    await work({
      double,
      give,
      log: () => withStore(readLog),
      adopt: (lose) => adoptRestored(double.connectionString, beside, '', lose),
      inDatabase: async (sql) => (await pool.query(sql)).rows,
    });
  } finally {
    await pool.end();
    await double.stop();
  }
}

describe('An event store that was restored from its own backup', () => {
  it('is noticed, and goes on from what it holds when told how much is lost, and not before', () =>
    six(async ({ double, log, adopt, give, inDatabase }) => {
      const before = await log();
      double.log.restore(4);
      await expect(log()).rejects.toBeInstanceOf(LogRewritten);
      const lost = [5, 6].map((n) => ({ position: n, stream: 'case-b', version: n - 3 }));
      const seen = { kept: 4, moved: 0, lost: 2, first: lost.map((one) => expect.objectContaining(one)) };
      for (const lose of [undefined, 0, 1, 3]) expect(await adopt(lose)).toEqual({ ...seen, adopted: false });
      await expect(log()).rejects.toBeInstanceOf(LogRewritten);
      expect(await adopt(2)).toEqual({ ...seen, adopted: true });
      expect(await log()).toEqual(before.slice(0, 4));
      // What was folded from what is gone is folded anew at the next start.
      expect(await inDatabase('select distinct version from checkpoint')).toEqual([{ version: -1 }]);
      await give('b2 again', 'case-b', 1);
      expect((await log()).at(-1)).toMatchObject({ position: 5, stream: 'case-b', version: 2 });
      expect(await adopt()).toMatchObject({ lost: 0, moved: 0, adopted: false });
    }));

  it('that holds everything at other places is numbered as it was', () =>
    six(async ({ double, log, adopt, inDatabase }) => {
      const before = await log();
      double.log.restore(6, 1_000);
      await expect(log()).rejects.toBeInstanceOf(LogRewritten);
      expect(await adopt()).toMatchObject({ kept: 6, moved: 6, lost: 0, adopted: false });
      expect(await adopt(0)).toMatchObject({ kept: 6, moved: 6, lost: 0, adopted: true });
      expect(await log()).toEqual(before);
      expect(await inDatabase('select count(*)::int as n from checkpoint where version < 0')).toEqual([{ n: 0 }]);
    }));

  it('from whose middle something was taken is refused, by name and position, whatever it is told', () =>
    six(async ({ double, adopt }) => {
      double.log.truncate('case-a', 2);
      await expect(adopt(6)).rejects.toThrow(
        /^log-with-holes: the event store lacks version 1 of case-a \(position 1\), version 2 of case-a \(position 2\), and/,
      );
    }));

  it('that holds nothing of the log is another one', () =>
    six(async ({ double, adopt }) => {
      double.log.restore(0);
      await expect(adopt(6)).rejects.toThrow(/^another-log: /);
    }));
});
