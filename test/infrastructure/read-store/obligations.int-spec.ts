import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { deadlineFacts } from '../../../src/application/obligations/deadlines.js';
import { nextAlerts } from '../../../src/application/obligations/next-alert.js';
import {
  isAmongObligations,
  loadsOf,
  OWED,
  partOf,
  rowsFrom,
  WORK_ORDERS,
} from '../../../src/application/obligations/query.js';
import type { Recorded } from '../../../src/domain/kernel/event.js';
import { OBLIGATIONS } from '../../../src/domain/obligations/index.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import { surviving } from '../../../src/infrastructure/postgres/connections.js';
import { ObligationWriter } from '../../../src/infrastructure/read-store/obligations/writer.js';
import { Projector } from '../../../src/infrastructure/read-store/projector.js';
import { TableModels } from '../../../src/infrastructure/read-store/table-models.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { FoldedModels } from '../../../src/projections/folded-models.js';
import { projections } from '../../../src/projections/index.js';
import type { ObligationQuery } from '../../../src/projections/obligations/obligation-query.js';
import { OBLIGATIONS_MODEL, type ObligationRow } from '../../../src/projections/obligations/obligations.js';
import { sortsOf } from '../../../src/projections/order.js';
import { appendTo, asRead, histories, record } from '../../projections/histories.js';
import { WHOLE_DOMAIN_IMPORTED_AT, wholeDomainFile } from '../../support/generator/index.js';
import { memoryInstallation } from '../../support/installation.js';
import { type TestServer, testServer } from '../../support/postgres.js';

const IMPORTED = new Date(WHOLE_DOMAIN_IMPORTED_AT).toISOString();
let server: TestServer;
let pool: pg.Pool;
let product: ReturnType<typeof memoryInstallation>;
let life: readonly Recorded[];
beforeAll(async () => {
  server = await testServer();
  const url = await server.freshDatabase();
  await migrate(url);
  pool = surviving(new pg.Pool({ connectionString: url, max: 4 }));
  await migrateReadStore(pool, projections);
  product = memoryInstallation(() => IMPORTED);
  await product.import(wholeDomainFile(1, { infohus: 'koege' }).split('\n').filter(Boolean));
  life = await product.log();
});
afterAll(async () => {
  await pool.end();
  await server.stop();
});
beforeEach(async () => {
  await pool.query(`truncate obligation_plans, ${projections.map((p) => `"${p.name}"`).join(', ')}`);
  await pool.query('update checkpoint set position = 0, newest = null, failed_at = null, failure = null');
});

const PLANS = loadPlans('plans').map((p) => p.plan);
const ANEW = { eventId: '5f0e7bb4-1111-4000-8000-000000000001', commandId: '5f0e7bb4-1111-4000-8000-000000000002' };
/** The plans of København for the made-up Infohus of random histories. */
const MADE_UP = PLANS.filter((p) => p.infohus === 'koebenhavn').map((p) => ({ ...p, infohus: 'KBH' }));
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));
const bySource = (a: ObligationRow, b: ObligationRow) =>
  a.source < b.source ? -1 : a.source > b.source ? 1 : a.n - b.n;

async function written(): Promise<{ rows: unknown; alerts: unknown }> {
  const everything: ObligationRow[] = [];
  for (const infohus of ['KBH', 'koege', 'koebenhavn'])
    everything.push(...(await TableModels.over(pool).obligations.find({ infohus, now: IMPORTED })));
  const { rows: alerts } = await pool.query(
    `select "deadlineId"::text, "planId", source, infohus, at from obligation_alerts order by "deadlineId", "planId"`,
  );
  return { rows: everything.sort(bySource), alerts: alerts.map((a) => ({ ...a, at: a.at.toISOString() })) };
}

/** What the facts say, from a fold of the log: no table is asked. */
async function computed(log: readonly Recorded[], plans: readonly Plan[]) {
  const models = FoldedModels.of(log);
  const rows: ObligationRow[] = [];
  for (const infohus of ['KBH', 'koege', 'koebenhavn'])
    rows.push(...rowsFrom(await deadlineFacts(models, { infohus }, plans), plans));
  const told = await models.alerts();
  const alerts = rows.flatMap((row) =>
    nextAlerts(
      row,
      plans,
      told.filter((alert) => alert.deadlineId === row.deadlineId),
    ),
  );
  const key = (a: (typeof alerts)[number]) => `${a.deadlineId} ${a.planId}`;
  return plain({ rows: rows.sort(bySource), alerts: alerts.sort((a, b) => (key(a) < key(b) ? -1 : 1)) });
}

async function live(log: readonly Recorded[], sizes: readonly number[], plans: readonly Plan[]) {
  const store = new MemoryStore();
  let position = 0;
  const writer = new ObligationWriter(pool, store, async () => plans);
  const projector = new Projector(pool, store, projections, undefined, writer);
  for (let n = 0; position < log.length; n += 1) {
    const to = position + (sizes[n % sizes.length] ?? 1);
    await appendTo(store, log.slice(position, to));
    position = to;
    await projector.catchUp();
  }
}

/** The life's own log, followed in steps of so many events. */
async function followed(step: number, plans: readonly Plan[]): Promise<void> {
  const writer = new ObligationWriter(pool, product.store, async () => plans);
  const projector = new Projector(pool, product.store, projections);
  for (let to = step; ; to += step) {
    await projector.catchUp(Math.min(to, life.length));
    await writer.catchUp();
    if (to >= life.length) return;
  }
}

describe('The read model of obligations', () => {
  it('holds what the facts say, whatever came late, was corrected or annulled, in whatever batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        async (entries, sizes) => {
          // All of it: a history may hold no event at all, and then nothing is written anew.
          const { version: _, ...own } = OBLIGATIONS_MODEL;
          const tables = [...Object.values(own), ...projections.map((p) => p.name)];
          await pool.query(`truncate ${tables.map((name) => `"${name}"`).join(', ')}`);
          await pool.query('update checkpoint set position = 0, newest = null');
          const log = record(entries);
          await live(log, sizes, MADE_UP);
          expect(await written()).toEqual(await computed(asRead(log), MADE_UP));
        },
      ),
      { numRuns: 15 },
    );
  });

  it('holds of a life with everything what the facts say, written as it goes or all at once', async () => {
    await followed(37, PLANS);
    const asItWent = await written();
    expect(asItWent).toEqual(await computed(life, PLANS));
    const { rows: viewers } = await pool.query(
      `select count(*)::int as n, count(distinct (o.source, o.n, viewer))::int as once from obligation_viewers v
       join obligations o using (source, n) where viewer = any(o.viewers) and o.obligation = v.obligation and o."dueAt" = v."dueAt" and o.place = v.place`,
    );
    const open = (asItWent.rows as ObligationRow[]).filter(({ standing }) => standing === 'open');
    const seen = open.reduce((sum, row) => sum + row.viewers.length, 0);
    expect(viewers[0]).toEqual({ n: seen, once: seen });
    expect((await pool.query('select count(*)::int as n from obligation_viewers')).rows[0].n).toBe(seen);
    expect((asItWent.rows as unknown[]).length).toBeGreaterThan(100);
    await pool.query(`update checkpoint set position = 0 where name = 'obligations'`);
    await new ObligationWriter(pool, product.store, async () => PLANS).catchUp();
    expect(await written()).toEqual(asItWent);
  });

  it('writes again what a plan that is adopted later touches, and nothing else', async () => {
    const moved = PLANS.map((plan) =>
      plan.infohus === 'koege' ? { ...plan, reofferMonths: { ...plan.reofferMonths, months: [1, 2] } } : plan,
    ) as readonly Plan[];
    await followed(500, PLANS);
    await new ObligationWriter(pool, product.store, async () => moved).catchUp();
    expect(await written()).toEqual(await computed(life, moved));
    const { rows } = await pool.query('select xmin::text as x, source from obligations order by source, n');
    await new ObligationWriter(pool, product.store, async () => moved).catchUp();
    expect((await pool.query('select xmin::text as x, source from obligations order by source, n')).rows).toEqual(rows);
  });

  it('is never behind for that somebody looked, and is for what is owed until it has been computed', async () => {
    const store = new MemoryStore();
    const log = record(fc.sample(histories, { numRuns: 20, seed: 7 }).find(({ length }) => length > 5) ?? []);
    await appendTo(store, log);
    const writer = new ObligationWriter(pool, store, async () => MADE_UP);
    await new Projector(pool, store, projections, undefined, writer).catchUp();
    const idle = { catchUp: async () => undefined, goAlong: writer.goAlong.bind(writer) };
    const projector = new Projector(pool, store, projections, undefined, idle);
    const models = TableModels.over(pool);
    const [first] = log as [Recorded];
    const version = 1 + log.filter(({ stream }) => stream === first.stream).length;
    const stands = async () => [(await models.stand()).reached, (await models.obligations.since()) !== undefined];
    await appendTo(store, [
      { ...first, ...ANEW, type: 'ExportMade', stream: 'access-somebody-2031-01-01', version: 1 },
    ]);
    await projector.catchUp();
    expect(await stands()).toEqual([log.length + 1, true]);
    await appendTo(store, [{ ...first, eventId: ANEW.commandId, commandId: ANEW.eventId, version }]);
    await projector.catchUp();
    expect(await stands()).toEqual([log.length + 1, false]);
    await writer.catchUp();
    expect((await models.stand()).reached).toBe(log.length + 2);
  });

  it('answers every question in SQL as the rows answer it one by one, in pages or whole', async () => {
    await followed(500, PLANS);
    const table = TableModels.over(pool).obligations;
    const all = rowsFrom(await deadlineFacts(FoldedModels.of(life), { infohus: 'koege' }, PLANS), PLANS);
    const workers = all.flatMap(({ assigned }) =>
      Object.entries(assigned).map(([of, userId]) => ({ agency: of, userId })),
    );
    expect(workers.length).toBeGreaterThan(0);
    const agency = fc.constantFrom('VEL', 'SOC', 'FAM', 'SSPK', 'MVSJ', 'KRIM');
    const instant = fc
      .integer({ min: Date.parse('2024-01-01'), max: Date.parse('2031-01-01') })
      .map((ms) => new Date(ms).toISOString());
    const query: fc.Arbitrary<ObligationQuery> = fc.record({
      infohus: fc.constant('koege'),
      now: fc.oneof(instant, fc.constantFrom(...all.map((row) => row.dueAt))),
      reach: fc.option(
        fc.record({ agency, by: fc.subarray(['on-case', 'asked', 'registrar', 'infohus-police'] as const) }),
        { nil: undefined },
      ),
      states: fc.option(
        fc.subarray(['upcoming', 'due-soon', 'overdue', 'met', 'met-late', 'lapsed', 'missed'] as const),
        {
          nil: undefined,
        },
      ),
      // A few are asked kind by kind, many together.
      names: fc.option(
        fc.oneof(
          fc.subarray(['triage', 'progress', 'reoffer-1', 'decision'] as const),
          fc.subarray([...OBLIGATIONS], { minLength: 6 }),
        ),
        { nil: undefined },
      ),
      from: fc.option(instant, { nil: undefined }),
      before: fc.option(instant, { nil: undefined }),
      whom: fc.option(agency, { nil: undefined }),
      notWhom: fc.option(agency, { nil: undefined }),
      open: fc.option(fc.constantFrom('all', 'not-waiting'), { nil: undefined }),
      caseIds: fc.option(fc.subarray([...new Set(all.flatMap((row) => row.caseId ?? []))].slice(0, 9)), {
        nil: undefined,
      }),
      assigned: fc.option(fc.constantFrom(...workers), { nil: undefined }),
      sort: fc.option(fc.constantFrom(...sortsOf(WORK_ORDERS)), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(query, fc.integer({ min: 1, max: 40 }), async (q, limit) => {
        const earliestFirst = plain(all.filter(isAmongObligations(q)));
        const expected = q.sort === '-due' ? earliestFirst.toReversed() : earliestFirst;
        expect(await table.find(q)).toEqual(expected);
        const owed = { ...q, states: OWED };
        const byWorker = loadsOf(all.filter(isAmongObligations(owed)), q.now, 'SOC');
        expect(new Set(await table.loads(owed, 'SOC'))).toEqual(new Set(byWorker));
        expect(await table.count(q, 50)).toBe(Math.min(50, expected.length));
        const first = await table.find(q, { limit });
        const last = first.at(-1);
        const second = last ? await table.find(q, { limit, after: last }) : [];
        expect([...first, ...second]).toEqual(expected.slice(0, 2 * limit));
        const none = { ...q, states: [] };
        expect(await table.findEach([{ query: none }, { query: q, part: { limit } }, { query: q }])).toEqual([
          ...[[], expected.slice(0, limit), expected],
        ]);
        expect(await table.countEach([q, none, q], 50)).toEqual([
          ...[Math.min(50, expected.length), 0, Math.min(50, expected.length)],
        ]);
        const before = expected[limit];
        if (before)
          expect(await table.find(q, { limit: 3, upTo: before })).toEqual(
            partOf(earliestFirst, { limit: 3, upTo: before }, q),
          );
      }),
      { numRuns: 120 },
    );
  });
});
