import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { StoreUnavailable } from '../../../src/application/ports/event-store.js';
import type { Recorded } from '../../../src/domain/kernel/event.js';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { surviving } from '../../../src/infrastructure/postgres/connections.js';
import { ProjectionFailed, Projector } from '../../../src/infrastructure/read-store/projector.js';
import { TableModels } from '../../../src/infrastructure/read-store/table-models.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { FoldedModels } from '../../../src/projections/folded-models.js';
import { projections } from '../../../src/projections/index.js';
import { fold, type Projection } from '../../../src/projections/projection.js';
import { appendTo, asRead, CASE, type Entry, type Happening, histories, record } from '../../projections/histories.js';
import { type TestServer, testServer } from '../../support/postgres.js';

let server: TestServer;
let pool: pg.Pool;
beforeAll(async () => {
  server = await testServer();
  const url = await server.freshDatabase();
  await migrate(url);
  pool = surviving(new pg.Pool({ connectionString: url, max: 4 }));
  await migrateReadStore(pool, projections);
});
afterAll(async () => {
  await pool.end();
  await server.stop();
});

async function emptied(): Promise<void> {
  await pool.query(`truncate ${projections.map((p) => `"${p.name}"`).join(', ')}`);
  await pool.query('update checkpoint set position = 0, failed_at = null, failure = null');
}
beforeEach(emptied);

const SCOPES = [{ infohus: 'KBH' }, { infohus: 'KBH', agency: 'BUF' }, { infohus: '' }];
/** Every question that queries may ask. */
async function answers(models: TableModels | FoldedModels) {
  return {
    cases: await Promise.all(SCOPES.map((scope) => models.cases(scope))),
    concerns: await Promise.all(SCOPES.map((scope) => models.concerns(scope))),
    holdings: await models.holdings(CASE),
    figures: await models.figures('KBH'),
  };
}
async function rowsInTables(): Promise<Record<string, number>> {
  const counts = projections.map(async ({ name }) => {
    const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from "${name}"`);
    return [name, rows[0]?.n ?? 0] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}
const rowsFolded = (log: readonly Recorded[]) =>
  Object.fromEntries(projections.map((p) => [p.name, [...fold(p, log).values()].flatMap((g) => g.rows).length]));
/** What the log says, as JSON carries it: a field that is undefined is not there. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));

async function live(entries: readonly Entry[], sizes: readonly number[]): Promise<readonly Recorded[]> {
  const log = record(entries);
  const store = new MemoryStore();
  const projector = new Projector(pool, store, projections);
  for (let from = 0, n = 0; from < log.length; n += 1) {
    const to = from + (sizes[n % sizes.length] ?? 1);
    await appendTo(store, log.slice(from, to));
    await projector.catchUp();
    from = to;
  }
  return asRead(log);
}

describe('the live read models', () => {
  it('say what a fold of the whole log says, whatever came late, was corrected or annulled, in whatever batches', async () => {
    await fc.assert(
      fc
        .asyncProperty(
          histories,
          fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
          async (entries, sizes) => {
            const log = await live(entries, sizes);
            expect(await answers(TableModels.over(pool))).toEqual(plain(await answers(FoldedModels.of(log))));
            expect(await rowsInTables()).toEqual(rowsFolded(log));
          },
        )
        .beforeEach(emptied),
      { numRuns: 60 },
    );
  });

  it('lose no event and count none twice when several workers project the same log', async () => {
    const entries: Happening[] = Array.from({ length: 600 }, (_, n) => ({
      stream: 'measurement-trust-KBH',
      type: 'MeasurementRecorded',
      minute: n,
      data: { infohus: 'KBH', indicator: 'trust', year: 2020, value: n, source: 'survey' },
    }));
    const store = new MemoryStore();
    await appendTo(store, record(entries));
    await Promise.all([1, 2, 3].map(() => new Projector(pool, store, projections).catchUp()));
    const figures = await TableModels.over(pool).figures('KBH');
    expect(figures.map((f) => f.value)).toEqual(entries.map((_, n) => n));
  });

  it('are built anew from the log when their version changes', async () => {
    const log = record([
      {
        stream: 'measurement-trust-KBH',
        type: 'MeasurementRecorded',
        minute: 1,
        data: { infohus: 'KBH', indicator: 'trust', year: 2020, value: 1, source: 's' },
      },
    ]);
    const store = new MemoryStore();
    await appendTo(store, log);
    await new Projector(pool, store, projections).catchUp();
    const next = projections.map((p) => ({ ...p, version: p.version + 1 }));
    await migrateReadStore(pool, next);
    expect(await TableModels.over(pool).figures('KBH')).toEqual([]);
    await new Projector(pool, store, next).catchUp();
    expect(await TableModels.over(pool).figures('KBH')).toHaveLength(1);
    await migrateReadStore(pool, projections);
  });
});

describe('a read model that cannot fold an event', () => {
  const entries: Happening[] = [1, 2, 3].map((n) => ({
    stream: 'measurement-trust-KBH',
    type: 'MeasurementRecorded',
    minute: n,
    data: { infohus: 'KBH', indicator: 'trust', year: 2020, value: n, source: 'secret-source' },
  }));
  const breaking = (position: number): readonly Projection[] =>
    projections.map((p) =>
      p.name !== 'figures'
        ? p
        : {
            ...p,
            evolve: (rows, event, key) => {
              if (event.position === position) throw new TypeError(`cannot fold ${JSON.stringify(event.data)}`);
              return p.evolve(rows, event, key);
            },
          },
    );

  it('stops before it and says where, without telling what the event holds; the others go on; mended, it goes on itself', async () => {
    const store = new MemoryStore();
    await appendTo(store, record(entries));
    const failing = new Projector(pool, store, breaking(2));
    await expect(failing.catchUp()).rejects.toThrow(ProjectionFailed);
    const stopped = await failing.status();
    expect(stopped.find((s) => s.name === 'figures')).toMatchObject({
      position: 0,
      head: 3,
      failure: expect.any(String),
    });
    expect(new Set(stopped.filter((s) => s.name !== 'figures').map((s) => s.position))).toEqual(new Set([3]));
    expect(JSON.stringify(stopped)).not.toContain('secret-source');
    const { rows } = await pool.query(`select failed_at::int as at from checkpoint where name = 'figures'`);
    expect(rows).toEqual([{ at: 2 }]);
    await new Projector(pool, store, projections).catchUp();
    expect((await TableModels.over(pool).figures('KBH')).map((f) => f.value)).toEqual([1, 2, 3]);
    expect((await failing.status()).filter((s) => s.failure !== null)).toEqual([]);
  });

  it('stops as well where the database never takes its row: the others go on, and it is said', async () => {
    const store = new MemoryStore();
    await appendTo(store, record(entries));
    const far = (p: Projection): Projection['evolve'] => {
      return (...of) => p.evolve(...of).map((row) => ({ ...row, year: 1e15 as never }));
    };
    const beyond = projections.map((p) => (p.name === 'figures' ? { ...p, evolve: far(p) } : p));
    const failing = new Projector(pool, store, beyond);
    await expect(failing.catchUp()).rejects.toThrow(ProjectionFailed);
    const stopped = await failing.status();
    expect(stopped.filter((s) => s.failure !== null).map((s) => s.name)).toEqual(['figures']);
    expect(new Set(stopped.filter((s) => s.name !== 'figures').map((s) => s.position))).toEqual(new Set([3]));
    await new Projector(pool, store, projections).catchUp();
    expect(await TableModels.over(pool).figures('KBH')).toHaveLength(3);
  });
});

describe('an alert of the year 0, which an old log may hold', () => {
  it('is kept at the edge of the calendar: the database has no such year', async () => {
    const store = new MemoryStore();
    const id = '00000000-0000-4000-8000-000000000009';
    const due = { obligation: 'release', state: 'overdue', step: 0, dueAt: '0000-10-03T22:59:59.999Z' };
    const told = { ...due, to: 'caseworker', agency: 'SOF', infohus: 'KBH', caseId: CASE };
    const [alert] = record([{ stream: `deadline-${id}`, type: 'DeadlineAlertRaised', minute: 1, data: told }]);
    await appendTo(store, alert ? [{ ...alert, occurredAt: '0000-10-03T23:00:00.000Z' }] : []);
    await new Projector(pool, store, projections).catchUp();
    const { rows } = await pool.query(
      'select extract(year from "dueAt")::int as due, extract(year from "at")::int as at from deadline_alerts',
    );
    expect(rows).toEqual([{ due: 1, at: 1 }]);
  });
});

describe('following the log', () => {
  it('outlives the loss of its connections: what was written meanwhile is projected without another event', async () => {
    const store = new MemoryStore();
    const stop = new AbortController();
    const running = new Projector(pool, store, projections).run(stop.signal, () => undefined);
    const figure = (n: number): Happening => ({
      stream: 'measurement-trust-KBH',
      type: 'MeasurementRecorded',
      minute: n,
      data: { infohus: 'KBH', indicator: 'trust', year: 2020, value: n, source: 's' },
    });
    const log = record(Array.from({ length: 40 }, (_, n) => figure(n)));
    for (const event of log) {
      await appendTo(store, [event]);
      await pool
        .query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        )
        .catch(() => undefined);
    }
    await expect(reached(log.length)).resolves.toBe(true);
    stop.abort();
    await running;
    expect((await TableModels.over(pool).figures('KBH')).map((f) => f.value)).toEqual(log.map((_, n) => n));
  });

  it('waits for a log that is not available, and then projects what it holds', async () => {
    class Away extends MemoryStore {
      misses = 2;
      override async head() {
        if (this.misses-- > 0) throw new StoreUnavailable('not-persisted', new Error('away'));
        return super.head();
      }
    }
    const store = new Away();
    const stop = new AbortController();
    const seen: unknown[] = [];
    await appendTo(
      store,
      record([{ stream: `case-${CASE}`, type: 'CaseClosed', minute: 1, data: { reason: 'risk-over' } }]),
    );
    const running = new Projector(pool, store, projections).run(stop.signal, (error) => seen.push(error));
    await expect(reached(1)).resolves.toBe(true);
    stop.abort();
    await running;
    expect(seen).toEqual([expect.any(StoreUnavailable), expect.any(StoreUnavailable)]);
  });

  it('fails, and does not wait for ever, where the tables were never made', async () => {
    const url = await server.freshDatabase();
    await migrate(url);
    const bare = surviving(new pg.Pool({ connectionString: url }));
    await migrateReadStore(bare, projections.slice(1));
    const store = new MemoryStore();
    await appendTo(
      store,
      record([{ stream: `case-${CASE}`, type: 'CaseClosed', minute: 1, data: { reason: 'risk-over' } }]),
    );
    await expect(new Projector(bare, store, projections).catchUp()).rejects.toThrow(/migrate/);
    await bare.end();
  });
});

/** Waits for it, however long it takes here. */
async function reached(head: number): Promise<boolean> {
  for (;;) {
    const { rows } = await pool
      .query<{ low: number }>("select min(position)::int as low from checkpoint where name <> 'obligations'")
      .catch(() => ({ rows: [{ low: -1 }] }));
    if (rows[0]?.low === head) return true;
    await wait(20);
  }
}
