import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { allPages, pageOf } from '../../../src/application/queries/paging.js';
import { CONCERN_STATUSES } from '../../../src/domain/concern/status.js';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { surviving } from '../../../src/infrastructure/postgres/connections.js';
import { PersonIndexTable } from '../../../src/infrastructure/read-store/person-index-table.js';
import { TableModels } from '../../../src/infrastructure/read-store/table-models.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { type CaseRow, workerOf } from '../../../src/projections/case-list/case-list.js';
import {
  CASE_ORDERS,
  CASES,
  type CaseQuery,
  isAmongCases,
  listedNews,
  NEWS,
} from '../../../src/projections/case-list/case-query.js';
import type { ConcernRow } from '../../../src/projections/concern-facts/concern-facts.js';
import {
  CONCERN_ORDERS,
  type ConcernQuery,
  isAmongConcerns,
} from '../../../src/projections/concern-facts/concern-query.js';
import { isListed } from '../../../src/projections/condition.js';
import { projections } from '../../../src/projections/index.js';
import { isAmongLooks, type LooksQuery, newestLook } from '../../../src/projections/looks/look-query.js';
import { type LookRow, WAYS } from '../../../src/projections/looks/looks.js';
import { countedAs, countedIn, type NumberRow } from '../../../src/projections/numbers/numbers.js';
import {
  inOrder,
  newestFirst,
  type Orders,
  orderOf,
  partOf,
  placedBy,
  sortsOf,
} from '../../../src/projections/order.js';
import type { Cursor, PageRequest, VisibilityScope } from '../../../src/projections/scope.js';
import { each, tallyOf, workloadsIn } from '../../../src/projections/tally.js';
import { type TestServer, testServer } from '../../support/postgres.js';

let server: TestServer;
let pool: pg.Pool;
let models: TableModels;
beforeAll(async () => {
  server = await testServer();
  const url = await server.freshDatabase();
  await migrate(url);
  pool = surviving(new pg.Pool({ connectionString: url, max: 4 }));
  await migrateReadStore(pool, projections);
  models = TableModels.over(pool);
});
afterAll(async () => {
  await pool.end();
  await server.stop();
});

const AGENCIES = ['SOF', 'BUF', 'POL', 'REG'] as const;
const agency = fc.constantFrom(...AGENCIES);
/** Few instants and many rows: most rows are told apart by their id alone. */
const instant = fc.integer({ min: 0, max: 5 }).map((day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString());
const infohus = fc.constantFrom('koebenhavn', 'koege');
const worker = fc.record({ agency, userId: fc.constantFrom('anna', 'bo') });

const caseRow: fc.Arbitrary<CaseRow> = fc
  .record({
    caseId: fc.uuid(),
    infohus,
    status: fc.constantFrom('open', 'closed'),
    caseType: fc.constantFrom('child', 'adult'),
    level: fc.constantFrom('general', 'targeted'),
    responsible: agency,
    openedAt: instant,
    lastAt: instant,
    more: fc.uniqueArray(agency, { maxLength: 2 }),
    asked: fc.uniqueArray(agency, { maxLength: 2 }),
    pendingTo: fc.option(agency),
    waits: fc.boolean(),
    unassigned: fc.boolean(),
    offering: fc.boolean(),
    workers: fc.uniqueArray(worker, { maxLength: 2 }).map((all) => all.map((w) => workerOf(w.agency, w.userId))),
    newsAt: instant,
    newsBy: fc.constantFrom('anna', 'bo'),
    closedAt: fc.option(instant),
  })
  .map(({ more, ...row }) => {
    const agencies = [...new Set([row.responsible, ...more])];
    const knownTo = [...new Set([...agencies, ...row.asked])];
    const rest = { openOffers: 0, state: {} as CaseRow['state'], touches: [] };
    return { ...row, ...rest, newsType: 'CaseTriaged', newsOf: 'SOF', agencies, knownTo };
  });
const CONCERN_IDS = [1, 2, 3, 4].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
const WITHOUT_CASE = ['undecided', 'substantiated', 'unsubstantiated', 'ended'] as const;
const concernRow = (cases: readonly CaseRow[]): fc.Arbitrary<ConcernRow> =>
  fc
    .record({
      concernId: fc.oneof(fc.constantFrom(...CONCERN_IDS), fc.uuid()),
      infohus,
      receivedAt: instant,
      registeredBy: agency,
      policeKnowSince: fc.constant(null),
      unassessed: fc.boolean(),
      caseId: fc.option(fc.constantFrom('00000000-0000-4000-8000-000000000000', ...cases.map((c) => c.caseId))),
      ended: fc.boolean(),
      found: fc.constantFrom(...WITHOUT_CASE),
      ending: fc.option(fc.constantFrom('irrelevant', 'forwarded')),
      outcome: fc.constant(null),
      forms: fc.array(fc.constantFrom('hybrid', 'other'), { maxLength: 2 }),
      keptAs: fc.option(fc.constantFrom('concern-dismissed', 'concern-unsubstantiated')),
      keptSince: fc.option(instant),
      documents: fc.constant([]),
      facts: fc.constant({} as ConcernRow['facts']),
    })
    .map(({ ended, found, ...row }) => {
      const standing = row.caseId === null ? found : ended ? 'ended' : 'in-a-case';
      return { ...row, standing };
    });
const rows = fc.uniqueArray(caseRow, { maxLength: 40, selector: (row) => row.caseId }).chain((cases) =>
  fc.record({
    cases: fc.constant(cases),
    concerns: fc.uniqueArray(concernRow(cases), { maxLength: 40, selector: (c) => c.concernId }),
  }),
);

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 2 });
const reach: fc.Arbitrary<VisibilityScope> = fc.record({
  agency,
  by: fc.subarray(['on-case', 'asked', 'registrar', 'infohus-police'] as const),
});
const caseQuery: fc.Arbitrary<CaseQuery> = fc.record({
  infohus,
  reach: maybe(reach),
  status: maybe(fc.constantFrom('open', 'closed')),
  responsible: maybe(agency),
  caseType: maybe(fc.constantFrom('child', 'adult')),
  from: maybe(instant),
  before: maybe(instant),
  closedBefore: maybe(instant),
  pending: maybe(fc.boolean()),
  waits: maybe(fc.boolean()),
  worker: maybe(worker),
  unassigned: maybe(fc.boolean()),
  offering: maybe(fc.boolean()),
  news: maybe(fc.record({ since: instant, notBy: fc.constantFrom('anna', 'bo') })),
  sort: maybe(fc.constantFrom(...sortsOf(CASE_ORDERS))),
});
const concernQuery: fc.Arbitrary<ConcernQuery> = fc.record({
  infohus,
  concernIds: fc.option(fc.array(fc.constantFrom(...CONCERN_IDS), { maxLength: 3 }), { nil: undefined, freq: 5 }),
  reach: maybe(reach),
  standing: maybe(fc.constantFrom(...CONCERN_STATUSES)),
  unassessed: maybe(fc.boolean()),
  kept: maybe(fc.record({ as: fc.constantFrom('concern-dismissed', 'concern-unsubstantiated'), before: instant })),
  from: maybe(instant),
  before: maybe(instant),
  sort: maybe(fc.constantFrom(...sortsOf(CONCERN_ORDERS))),
});
/** A part of a list: beyond the place of one of its rows (which is not in it), or of none. */
const wanted = maybe(
  fc.record({
    limit: fc.integer({ min: 1, max: 9 }),
    side: fc.constantFrom('below' as const, 'above' as const, undefined),
    nth: fc.nat({ max: 50 }),
    stray: fc.record({ at: instant, id: fc.uuid() }),
  }),
);
type Wanted = typeof wanted extends fc.Arbitrary<infer W> ? W : never;
function partIn(places: readonly Cursor[], want: Wanted, by: string): PageRequest | undefined {
  if (!want) return undefined;
  const { limit, side, nth, stray } = want;
  const beside = by === 'responsible' ? { ...stray, at: 'REG' } : stray;
  return side ? { limit, [side]: places[nth % (places.length + 1)] ?? beside } : { limit };
}

async function put(
  table: 'case_list' | 'concern_facts' | 'record_numbers' | 'looks',
  all: readonly object[],
): Promise<void> {
  const own = all.map((row) => ({ ...row, _at: '2024-01-01T00:00:00.000Z', _streams: [] }));
  await pool.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
    JSON.stringify(own),
  ]);
}
async function filled({ cases, concerns }: { cases: readonly CaseRow[]; concerns: readonly ConcernRow[] }) {
  await pool.query('truncate case_list, concern_facts');
  await put('case_list', cases);
  await put('concern_facts', concerns);
}
/** The place of a row in the order that is asked for, and the rows in it. */
const placed = (orders: Orders, { sort }: { readonly sort?: string | undefined }) => ({
  place: placedBy(orders, sort),
  up: orderOf(orders, sort).up,
});
const folded = {
  cases(all: readonly CaseRow[], query: CaseQuery) {
    const { place, up } = placed(CASE_ORDERS, query);
    return all.filter(isAmongCases(query)).sort(inOrder(place, up));
  },
  concerns(all: readonly ConcernRow[], cases: readonly CaseRow[], query: ConcernQuery) {
    const { place, up } = placed(CONCERN_ORDERS, query);
    const caseOf = (id: string) => cases.find((c) => c.caseId === id);
    return all.filter(isAmongConcerns(query, caseOf)).sort(inOrder(place, up));
  },
};
const RUNS = { numRuns: 80 };

describe('A list, its parts and its count', () => {
  it('are of cases what a fold says, whatever is asked for and whoever asks', async () => {
    const law = fc.asyncProperty(rows, caseQuery, wanted, async (all, query, want) => {
      await filled(all);
      const expected = folded.cases(all.cases, query);
      const { place, up } = placed(CASE_ORDERS, query);
      const asked = partIn(expected.map(place), want, orderOf(CASE_ORDERS, query.sort).at);
      expect(await models.cases(query, asked)).toEqual(partOf(expected, place, asked, up));
      expect(await models.countCases(query, 5)).toBe(Math.min(5, expected.length));
    });
    await fc.assert(law, RUNS);
  });

  it('are of concerns what a fold says, whatever is asked for and whoever asks', async () => {
    const law = fc.asyncProperty(rows, concernQuery, wanted, async (all, query, want) => {
      await filled(all);
      const expected = folded.concerns(all.concerns, all.cases, query);
      const { place, up } = placed(CONCERN_ORDERS, query);
      const asked = partIn(expected.map(place), want, 'receivedAt');
      expect(await models.concerns(query, asked)).toEqual(partOf(expected, place, asked, up));
      expect(await models.countConcerns(query, 5)).toBe(Math.min(5, expected.length));
    });
    await fc.assert(law, RUNS);
  });

  it('are of what others recorded what a fold says, and nothing of a case that one is only asked to', async () => {
    const query = fc.record({ infohus, reach: maybe(reach), since: instant, notBy: fc.constantFrom('anna', 'bo') });
    const law = fc.asyncProperty(rows, query, async (all, q) => {
      await filled(all);
      const expected = all.cases.filter(isListed(listedNews(q))).sort(newestFirst(NEWS.placeOf));
      expect(await models.listRows(NEWS, q, { limit: 5 })).toEqual(expected.slice(0, 5));
      expect(await models.countRows(NEWS, q, 5)).toBe(Math.min(5, expected.length));
      expect(expected.every((c) => c.newsBy !== q.notBy && (!q.reach || c.agencies.includes(q.reach.agency)))).toBe(
        true,
      );
    });
    await fc.assert(law, { ...RUNS, numRuns: 40 });
  });

  it('are counted by the database as a fold counts them', async () => {
    const law = fc.asyncProperty(rows, infohus, async (all, of) => {
      await filled(all);
      const own = <R extends { infohus: string }>(some: readonly R[]) => some.filter((r) => r.infohus === of);
      expect(await models.tally(of)).toEqual(tallyOf(each(own(all.cases)), each(own(all.concerns))));
      for (const who of AGENCIES) {
        const reach = { agency: who, by: ['on-case'] } as const;
        const open = all.cases.filter(isAmongCases({ infohus: of, status: 'open', reach }));
        expect(await models.workloads(of, who)).toEqual(workloadsIn(open, who));
      }
    });
    await fc.assert(law, { ...RUNS, numRuns: 40 });
  });
});

const idsOf = (all: readonly CaseRow[]) => all.map((r) => r.caseId);
const size = fc.integer({ min: 1, max: 12 });
const KBH = { infohus: 'koebenhavn' } as const;
const inKbh = (some: fc.SizeForArbitrary, maxLength: number) =>
  fc
    .uniqueArray(caseRow, { maxLength, size: some, selector: (row) => row.caseId })
    .map((all) => all.map((row) => ({ ...row, ...KBH })));
const broad: fc.Arbitrary<CaseQuery> = fc
  .record({
    status: maybe(fc.constant('open')),
    reach: maybe(agency.map((a) => ({ agency: a, by: ['on-case'] as const }))),
    sort: maybe(fc.constantFrom(...sortsOf(CASE_ORDERS))),
  })
  .map((query) => ({ ...KBH, ...query }));

describe('Whoever reads page by page', () => {
  it('has read the whole list, whatever the size of a page, and comes back by the same pages', async () => {
    const law = fc.asyncProperty(inKbh('max', 40), broad, size, async (cases, query, limit) => {
      await filled({ cases, concerns: [] });
      const whole = idsOf(folded.cases(cases, query));
      const ask = (p: PageRequest) => models.cases(query, p);
      const { place } = placed(CASE_ORDERS, query);
      let page = await pageOf(ask, place, { limit });
      expect(page.above).toBeNull();
      const down = [idsOf(page.rows)];
      for (; page.below && down.length <= whole.length; down.push(idsOf(page.rows)))
        page = await pageOf(ask, place, { limit, below: page.below });
      expect(down.flat()).toEqual(whole);
      const up = [idsOf(page.rows)];
      for (; page.above && up.length <= whole.length; up.unshift(idsOf(page.rows)))
        page = await pageOf(ask, place, { limit, above: page.above });
      expect(up.flat()).toEqual(whole);
    });
    await fc.assert(law, { ...RUNS, numRuns: 40 });
  });

  it('reads nothing twice and misses nothing that stood there, whatever is added meanwhile', async () => {
    const sort = maybe(fc.constantFrom(...sortsOf(CASE_ORDERS)));
    const law = fc.asyncProperty(inKbh('max', 40), inKbh('small', 20), size, sort, async (cases, added, limit, by) => {
      const query = { ...KBH, sort: by };
      await filled({ cases, concerns: [] });
      const coming = added.filter((row) => !idsOf(cases).includes(row.caseId));
      const read: string[] = [];
      for (let below: Cursor | null | undefined; below !== null && read.length <= 60; ) {
        const page = await pageOf((p) => models.cases(query, p), placedBy(CASE_ORDERS, by), { limit, below });
        read.push(...idsOf(page.rows));
        below = page.below;
        await put('case_list', coming.splice(0, 3));
      }
      expect(new Set(read).size).toBe(read.length);
      expect(read).toEqual(expect.arrayContaining(idsOf(cases)));
    });
    await fc.assert(law, { ...RUNS, numRuns: 40 });
  });

  it('exports what the list has, however many pages that takes', async () => {
    const many = fc.sample(caseRow, 1100).map((row) => ({ ...row, ...KBH }));
    await filled({ cases: many, concerns: [] });
    const query = { ...KBH, status: 'open' };
    const exported: string[] = [];
    for await (const page of allPages((p) => models.cases(query, p), CASES.placeOf)) exported.push(...idsOf(page));
    expect(exported).toEqual(idsOf(folded.cases(many, query)));
  });
});

/** Blocks of a few series, as the fold leaves them. */
const blocks: fc.Arbitrary<readonly NumberRow[]> = fc
  .uniqueArray(
    fc.record({
      infohus,
      kind: fc.constantFrom('case', 'concern'),
      year: fc.constantFrom(2025, 2026),
      part: fc.nat({ max: 9 }),
      ids: fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 4 }),
    }),
    { maxLength: 25, selector: ({ infohus: i, kind, year, part }) => `${i}/${kind}/${year}/${part}` },
  )
  .map((rows) => rows.map((row) => ({ ...row, block: Object.values(row).join('/'), count: row.ids.length })));

describe('The counts behind numbers, asked of the tables', () => {
  it('are those of a fold, from the id to the count and back', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, fc.nat(99), async (rows, every) => {
        await pool.query('truncate record_numbers');
        await put('record_numbers', rows);
        const ids = rows.flatMap((row) => row.ids).filter((_, i) => (i * 37) % 100 <= every);
        const byId = (found: readonly { readonly id: string }[]) => new Map(found.map((c) => [c.id, c]));
        const found = await models.counted([...ids, '00000000-0000-4000-8000-000000000000']);
        expect(byId(found)).toEqual(byId(countedIn(rows, ids)));
        const series = { infohus: 'koege', kind: 'case', year: 2026 } as const;
        for (const count of [0, 1, 2, 5, 9, 40])
          expect(await models.countedAs(series, count)).toBe(countedAs(rows, series, count));
      }),
      { numRuns: 40 },
    );
  });
});

describe('The index of persons', () => {
  it('finds who has every token, forgets what was before, and is written by one process at a time', async () => {
    const index = new PersonIndexTable(pool);
    const [one, other] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const;
    expect(
      await index.put(
        0,
        7,
        new Map([
          [one, ['a', 'b']],
          [other, ['b', 'b']],
        ]),
      ),
    ).toBe(true);
    expect(await index.put(0, 7, new Map([[one, ['c']]]))).toBe(false);
    expect([await index.having(['b'], 9), await index.having(['b', 'a', 'b'], 9)]).toEqual([[one, other], [one]]);
    expect(await index.having(['b'], 1)).toHaveLength(1);
    expect(
      await index.put(
        7,
        9,
        new Map([
          [one, ['c']],
          [other, []],
        ]),
      ),
    ).toBe(true);
    expect([await index.having(['b'], 9), await index.having(['c'], 9)]).toEqual([[], [one]]);
    expect(await index.position()).toBe(9);
    await index.clear();
    expect([await index.having(['c'], 9), await index.position()]).toEqual([[], 0]);
  });
});

describe('Who looked at what', () => {
  const day = fc.integer({ min: 1, max: 4 }).map((n) => `2024-01-0${n}`);
  const record = fc.constantFrom('-', '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002');
  const user = fc.constantFrom('one', 'two');
  const look: fc.Arbitrary<LookRow> = fc
    .record({ userId: user, agency, way: fc.constantFrom(...WAYS), recordId: record, day, last: instant })
    .chain((row) =>
      fc.uuid().map((unique) => ({
        ...{ stream: `access-${row.userId}-${row.day}`, look: unique, first: row.last, count: 1 },
        ...{ record: 'case', purpose: 'casework', role: 'caseworker', ...row },
      })),
    );
  const asked: fc.Arbitrary<LooksQuery> = fc.record({
    recordIds: maybe(fc.array(record, { maxLength: 2 })),
    userId: maybe(user),
    agency: maybe(agency),
    way: maybe(fc.constantFrom(...WAYS)),
    from: maybe(day),
    before: maybe(day),
  });

  it('is told by the database as a fold tells it', async () => {
    const law = fc.asyncProperty(fc.array(look, { maxLength: 20 }), asked, async (all, query) => {
      await pool.query('truncate looks');
      await put('looks', all);
      expect(await models.looks(query)).toEqual(all.filter(isAmongLooks(query)).sort(newestLook));
    });
    await fc.assert(law, { numRuns: 60 });
  });
});
