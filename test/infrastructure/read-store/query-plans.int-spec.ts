import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { ROLES } from '../../../src/infrastructure/event-store/postgres/roles.js';
import { LIMITS, poolTo, surviving } from '../../../src/infrastructure/postgres/connections.js';
import { conditionSql, selectCount, selectPart } from '../../../src/infrastructure/read-store/list-sql.js';
import { over } from '../../../src/infrastructure/read-store/prepared.js';
import { type Db, type Sql, sql } from '../../../src/infrastructure/read-store/sql.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { walled } from '../../../src/infrastructure/read-store/walled.js';
import {
  CASE_ORDERS,
  type CaseQuery,
  listedCases,
  listedNews,
  within,
} from '../../../src/projections/case-list/case-query.js';
import { type ConcernQuery, listedConcerns } from '../../../src/projections/concern-facts/concern-query.js';
import { projections } from '../../../src/projections/index.js';
import { isText, sortsOf } from '../../../src/projections/order.js';
import type { PageRequest, VisibilityScope } from '../../../src/projections/scope.js';
import type { RowWallContext } from '../../../src/projections/wall-context.js';
import { type TestServer, testServer } from '../../support/postgres.js';

let server: TestServer;
let pool: pg.Pool;
let db: Db;
let url: string;
const pools = new Map<string, pg.Pool>();

const AGENCIES = `json_build_array('A' || n % 40, case when n % 3 = 0 then 'BIG' else 'none' end)`;
/** Large enough that to read a table through is never the cheapest way to a page; in both Infohus, half of it closed, few agencies on each, one on many. */
const FILL = `
insert into case_list
select r.* from generate_series(1, 20000) n,
  json_populate_record(null::case_list, json_build_object(
    'caseId', md5(n::text)::uuid, 'infohus', case when n % 10 = 0 then 'koege' else 'koebenhavn' end,
    'status', case when n % 5 = 0 then 'open' else 'closed' end, 'caseType', 'child', 'level', 'general',
    'responsible', 'A' || n % 40, 'openedAt', timestamptz '2016-01-01' + n * interval '1 hour',
    'lastAt', timestamptz '2016-01-01' + n * interval '1 hour', 'agencies', ${AGENCIES},
    'asked', '[]'::json, 'knownTo', ${AGENCIES}, 'openOffers', 0, 'waits', n % 50 = 0,
    'workers', case when n % 5 = 0 then json_build_array('A' || n % 40 || '/u' || n % 7) else '[]'::json end,
    'unassigned', n % 45 = 0, 'offering', n % 35 = 0, 'newsAt', timestamptz '2016-01-01' + n * interval '1 hour',
    'newsType', 'CaseTriaged', 'newsBy', 'u1', 'newsOf', 'A1',
    'closedAt', case when n % 5 > 0 then timestamptz '2017-01-01' + n * interval '1 hour' end,
    'pendingTo', case when n % 400 = 0 then 'A1' end, 'state', '{}'::json, 'touches', '[]'::json,
    '_at', '2016-01-01', '_streams', '[]'::json)) r;
insert into concern_facts
select r.* from generate_series(1, 20000) n,
  json_populate_record(null::concern_facts, json_build_object(
    'concernId', md5('c' || n)::uuid, 'infohus', case when n % 10 = 0 then 'koege' else 'koebenhavn' end,
    'receivedAt', timestamptz '2016-01-01' + n * interval '1 hour', 'registeredBy', 'A' || (n + 7) % 40,
    'caseId', case when n % 2 = 0 then md5(n::text)::uuid end,
    'standing', case when n % 2 = 0 then 'in-a-case' when n % 3 = 0 then 'undecided' else 'ended' end,
    'keptAs', case when n % 2 = 1 and n % 3 > 0 then 'concern-dismissed' end,
    'keptSince', case when n % 2 = 1 and n % 3 > 0 then timestamptz '2017-01-01' + n * interval '1 hour' end,
    'unassessed', n % 3 = 0, 'forms', '[]'::json, 'documents', '[]'::json, 'facts', '{}'::json, '_at', '2016-01-01', '_streams', '[]'::json)) r;
analyze case_list; analyze concern_facts;`;

beforeAll(async () => {
  server = await testServer();
  const connection = await server.freshDatabase();
  await migrate(connection);
  url = connection;
  pool = surviving(new pg.Pool({ connectionString: connection, max: 2 }));
  await migrateReadStore(pool, projections);
  await pool.query(FILL);
  db = over(pool);
});
afterAll(async () => {
  for (const made of [...pools.values(), pool]) await made.end();
  await server.stop();
});

/** The steps of the plan that read a table, as `Index Scan case_list`. */
const reads = async (statement: Sql, by: Db = db) => steps(await planOf(statement, by));
async function planOf(statement: Sql, by: Db): Promise<Node | undefined> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Node }] }>`explain (format json) ${statement}`.execute(by);
  return rows[0]?.['QUERY PLAN'][0].Plan;
}
interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Node[];
}
const nodes = (node: Node | undefined): readonly Node[] =>
  node === undefined ? [] : [node, ...(node.Plans ?? []).flatMap(nodes)];
const steps = (node: Node | undefined): readonly string[] =>
  nodes(node).flatMap((one) => (one['Relation Name'] ? [`${one['Node Type']} ${one['Relation Name']}`] : []));
const readThrough = (all: readonly string[]) => all.filter((step) => step.startsWith('Seq Scan'));

const AT = { at: '2017-03-01T00:00:00.000Z', id: '00000000-0000-4000-8000-000000000000' };
const PAGES: readonly PageRequest[] = [{ limit: 51 }, { limit: 51, below: AT }, { limit: 51, above: AT }];
/** The same page of a list that stands in another order. */
const inOrderOf = ({ limit, below, above }: PageRequest, sort: string | undefined): PageRequest => {
  const at = isText(CASE_ORDERS, sort ?? CASE_ORDERS.first) ? { ...AT, at: 'A3' } : AT;
  return { limit, below: below && at, above: above && at };
};
const on = (agency: string, ...by: VisibilityScope['by'][number][]): { reach: VisibilityScope } => ({
  reach: { agency, by },
});
const KBH = { infohus: 'koebenhavn' };
const CASES: Readonly<Record<string, CaseQuery>> = {
  'of an Infohus': KBH,
  open: { ...KBH, status: 'open' },
  'of a span of days': { ...KBH, from: '2016-06-01T00:00:00.000Z', before: '2016-06-08T00:00:00.000Z' },
  'held by an agency': { ...KBH, responsible: 'A3' },
  'open, held by an agency': { ...KBH, responsible: 'A3', status: 'open' },
  'that wait': { ...KBH, waits: true },
  'where a handover waits': { ...KBH, pending: true },
  'of one caseworker': { ...KBH, worker: { agency: 'A5', userId: 'u1' } },
  'of nobody': { ...KBH, unassigned: true },
  'of nobody, of who is on them': { ...KBH, unassigned: true, ...on('A3', 'on-case') },
  'where an offer waits': { ...KBH, offering: true },
  'of who is on them': { ...KBH, ...on('A3', 'on-case', 'asked') },
  'open, of who is on them': { ...KBH, status: 'open', ...on('A3', 'on-case') },
  ...Object.fromEntries(
    sortsOf(CASE_ORDERS).flatMap((sort) => [
      [`by ${sort}`, { ...KBH, sort }],
      [`open, by ${sort}`, { ...KBH, status: 'open', sort }],
      [`of who is on them, by ${sort}`, { ...KBH, sort, ...on('A3', 'on-case') }],
    ]),
  ),
};
const CONCERNS: Readonly<Record<string, ConcernQuery>> = {
  'of an Infohus': KBH,
  undecided: { ...KBH, standing: 'undecided' },
  'that police have not assessed': { ...KBH, unassessed: true },
  'of a span of days': { ...KBH, from: '2016-06-01T00:00:00.000Z', before: '2016-06-08T00:00:00.000Z' },
  'of the police': { ...KBH, ...on('KP', 'infohus-police') },
  'undecided, of who registered them': { ...KBH, standing: 'undecided', ...on('A3', 'registrar', 'on-case', 'asked') },
};

describe('To answer a page of a list no table is read through:', () => {
  it.each(Object.keys(CASES))('cases %s', async (name) => {
    for (const page of PAGES) {
      const found = await reads(
        selectPart(sql`*`, listedCases(CASES[name] ?? KBH), inOrderOf(page, CASES[name]?.sort)),
      );
      expect(found.length).toBeGreaterThan(0);
      expect({ page, through: readThrough(found) }).toEqual({ page, through: [] });
    }
  });
  it.each(Object.keys(CONCERNS))('concerns %s', async (name) => {
    for (const page of PAGES) {
      const found = await reads(selectPart(sql`*`, listedConcerns(CONCERNS[name] ?? KBH), page));
      expect(found.length).toBeGreaterThan(0);
      expect({ page, through: readThrough(found) }).toEqual({ page, through: [] });
    }
  });
  it('nor to say which of some cases are within a reach', async () => {
    const ids = [sql`md5('1')::uuid`, sql`md5('2')::uuid`];
    const reach = conditionSql(within({ agency: 'A3', by: ['on-case'] }));
    const found = await reads(sql`select "caseId" from case_list where "caseId" in (${sql.join(ids)}) and ${reach}`);
    expect([found.length > 0, readThrough(found)]).toEqual([true, []]);
  });
  it.each([{}, on('A3', 'on-case', 'asked')])('nor to say what others have recorded since: %j', async (whose) => {
    const q = { ...KBH, ...whose, since: '2018-04-01T00:00:00.000Z', notBy: 'u2' };
    const found = await reads(selectPart(sql`*`, listedNews(q), { limit: 5 }));
    expect([found.length > 0, readThrough(found)]).toEqual([true, []]);
  });
  it('nor to count what an agency has, as far as it is counted', async () => {
    const found = await reads(selectCount(listedCases({ ...KBH, responsible: 'A3', status: 'open' }), 100));
    expect([found.length > 0, readThrough(found)]).toEqual([true, []]);
  });
  it('nor to count what is kept longer than it may be', async () => {
    const before = '2017-02-01T00:00:00.000Z';
    const cases = await reads(selectCount(listedCases({ ...KBH, closedBefore: before }), 1e9));
    const concerns = await reads(
      selectCount(listedConcerns({ ...KBH, kept: { as: 'concern-dismissed', before } }), 1e9),
    );
    expect([cases.length > 0, concerns.length > 0, readThrough([...cases, ...concerns])]).toEqual([true, true, []]);
  });
  it('and one that is read through would be seen', async () => {
    const noIndex = { ...listedCases(KBH), at: 'level' };
    expect(readThrough(await reads(selectPart(sql`*`, noIndex, { limit: 51 })))).toEqual(['Seq Scan case_list']);
  });
});

/** Behind the walls a condition that an index answers is looked at after the wall's, unless its operator is known to tell nothing (LEAKPROOF). */
describe('Nor is one behind the walls of a reader', () => {
  const KBH_ALL = { cases: ['koebenhavn'], concerns: ['koebenhavn'], owed: ['koebenhavn'] };
  const standing = (agency: string, more: Partial<RowWallContext> = {}): RowWallContext => ({
    ...{ userId: 'u1', agency, infohuse: ['koebenhavn'], cases: [], concerns: [], owed: [] },
    ...{ viewers: [], audit: '', record: '', ...more },
  });
  const as = (role: string, who: RowWallContext) => {
    const made = pools.get(role) ?? poolTo(url, { limits: LIMITS.reading, name: 'spec', role, pipeline: true }, 1);
    pools.set(role, made);
    return walled(made, who);
  };
  const behind = (scope: CaseQuery | ConcernQuery) => {
    const { reach } = scope;
    if (reach?.by.includes('infohus-police'))
      return as(ROLES.asker, standing(reach.agency, { concerns: ['koebenhavn'] }));
    return reach ? as(ROLES.party, standing(reach.agency)) : as(ROLES.asker, standing('BIF', KBH_ALL));
  };
  it.each(Object.keys(CASES))('cases %s', async (name) => {
    const asked: CaseQuery = CASES[name] ?? KBH;
    for (const page of PAGES) {
      const found = await reads(selectPart(sql`*`, listedCases(asked), inOrderOf(page, asked.sort)), behind(asked));
      expect({ page, through: readThrough(found) }).toEqual({ page, through: [] });
    }
  });
  it.each(Object.keys(CONCERNS))('concerns %s', async (name) => {
    const asked = CONCERNS[name] ?? KBH;
    for (const page of PAGES) {
      const found = await reads(selectPart(sql`*`, listedConcerns(asked), page), behind(asked));
      expect({ page, through: readThrough(found) }).toEqual({ page, through: [] });
    }
  });
  // As they are listed: to sort all of an agency's rows for one page took 77 ms with 100,000 cases, and of its concerns 257 (docs/bench.md).
  it.each(PAGES)('nor are all rows of a large agency sorted for one page: %j', async (page) => {
    const reach = on('BIG', 'registrar', 'on-case', 'asked');
    const [cases, concerns] = [
      listedCases({ ...KBH, ...on('BIG', 'on-case', 'asked') }),
      listedConcerns({ ...KBH, ...reach }),
    ];
    const byLast = listedCases({ ...KBH, sort: '-last', ...on('BIG', 'on-case', 'asked') });
    for (const list of [cases, concerns, byLast, listedCases({ ...KBH, ...on('BIG', 'on-case') })])
      for (const by of [db, behind({ ...KBH, ...reach })]) {
        const found = nodes(await planOf(selectPart(sql`*`, list, page), by));
        const sorted = found
          .filter((one) => one['Node Type'] === 'Sort')
          .flatMap((one) => nodes(one))
          .filter((one) => one['Relation Name']);
        expect({ list: list.table, walled: by !== db, sorted: steps(found[0]).length > 0 && sorted }).toEqual({
          list: list.table,
          walled: by !== db,
          sorted: [],
        });
      }
  });
  it('and the few cases of an agency are found by the index of who knows them', async () => {
    const few = { ...KBH, ...on('A3', 'on-case', 'asked') };
    const { rows } = await sql<{
      'QUERY PLAN': unknown;
    }>`explain (format json) ${selectCount(listedCases(few), 1001)}`.execute(behind(few));
    expect(JSON.stringify(rows)).toContain('case_list_knownTo_idx');
  });
});
