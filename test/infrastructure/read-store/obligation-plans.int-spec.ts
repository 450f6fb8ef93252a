import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { ROLES } from '../../../src/infrastructure/event-store/postgres/roles.js';
import { LIMITS, poolTo, surviving } from '../../../src/infrastructure/postgres/connections.js';
import { ObligationTable } from '../../../src/infrastructure/read-store/obligations/table.js';
import { over } from '../../../src/infrastructure/read-store/prepared.js';
import type { Db } from '../../../src/infrastructure/read-store/sql.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { walled } from '../../../src/infrastructure/read-store/walled.js';
import { projections } from '../../../src/projections/index.js';
import type { ObligationQuery } from '../../../src/projections/obligations/obligation-query.js';
import { type TestServer, testServer } from '../../support/postgres.js';

/** All overdue, of many kinds, and of one agency; of a kind that few are of the oldest alone. */
const FILL = `
insert into obligations select r.* from generate_series(1, 20000) n, json_populate_record(null::obligations, json_build_object(
  'source', 'case-' || n, 'n', 0, 'deadlineId', md5('d' || n)::uuid, 'infohus', 'koebenhavn',
  'obligation', case when n <= 12 then 'decision' else 'kind-' || n % 15 end, 'standing', 'open',
  'dueAt', timestamptz '2016-01-01' + n * interval '1 hour', 'soonAt', timestamptz '2016-01-01', 'held', false, 'place', n::text,
  'viewers', json_build_array('on-case:BIG', 'owes:A' || n % 40), 'agencies', '[]'::json, 'assigned', '{}'::json, 'facts', '{}'::json)) r;
insert into obligation_viewers select source, n, infohus, viewer, obligation, "dueAt", place from obligations, unnest(viewers) viewer;
analyze obligations; analyze obligation_viewers;`;

let server: TestServer;
let pool: pg.Pool;
let party: pg.Pool;
beforeAll(async () => {
  server = await testServer();
  const url = await server.freshDatabase();
  await migrate(url);
  pool = surviving(new pg.Pool({ connectionString: url, max: 2 }));
  await migrateReadStore(pool, projections);
  await pool.query(FILL);
  party = poolTo(url, { limits: LIMITS.reading, name: 'spec', role: ROLES.party, pipeline: true }, 1);
});
afterAll(async () => {
  await party.end();
  await pool.end();
  await server.stop();
});

interface Node {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
}
/** Rows that were looked at in a table, answered or not. */
const looked = (node: Node): number =>
  (node['Relation Name'] ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'] : 0) +
  (node.Plans ?? []).reduce((sum, one) => sum + looked(one), 0);

/** How many rows are looked at to answer what is asked of the table. */
async function lookedAt(ask: (table: ObligationTable) => Promise<unknown>, db: Db): Promise<number> {
  let all = 0;
  const explaining: Db = {
    moment: (work) => work(explaining),
    async ask(text, values) {
      const answer = await db.ask(`explain (analyze, format json) ${text}`, values);
      const [row] = answer.rows as [{ 'QUERY PLAN': [{ Plan: Node }] }];
      all += looked(row['QUERY PLAN'][0].Plan);
      return { ...answer, rows: [] };
    },
  };
  await ask(new ObligationTable(explaining));
  return all;
}

const NOW = '2031-01-01T10:00:00.000Z';
const NEWEST = { limit: 5, upTo: { dueAt: NOW, place: '' } };
const decisions = { infohus: 'koebenhavn', now: NOW, open: 'all', names: ['decision'] } as const;
const ofBig: ObligationQuery = { ...decisions, reach: { agency: 'BIG', by: ['on-case', 'asked'] } };

/** Home asks each block for a few kinds: in the order of all that is owed thousands of others were read before the first of them (docs/bench.md). */
describe('Of a kind that few are of, no others are looked at', () => {
  const standing = { userId: 'u1', agency: 'BIG', infohuse: ['koebenhavn'], cases: [], concerns: [], owed: [] };
  const behindWall = () => walled(party, { ...standing, viewers: ['on-case:BIG'], audit: '', record: '' });
  const asked: Readonly<Record<string, readonly [ObligationQuery, () => Db]>> = {
    'by an agency': [ofBig, () => over(pool)],
    'by an agency, behind its wall': [ofBig, behindWall],
    'by who sees all of the Infohus': [decisions, () => over(pool)],
  };
  it.each(Object.keys(asked))('%s', async (name) => {
    const [query, db] = asked[name] ?? [decisions, () => over(pool)];
    const rows = await lookedAt((table) => table.findEach([{ query, part: NEWEST }]), db());
    const counted = await lookedAt((table) => table.countEach([query], 1000), db());
    expect([rows >= 5, rows < 50, counted >= 12, counted < 50]).toEqual([true, true, true, true]);
  });
  it('and where all kinds are asked they are read in their own order', async () => {
    const rows = await lookedAt(
      (t) => t.findEach([{ query: { ...ofBig, names: undefined }, part: NEWEST }]),
      over(pool),
    );
    expect([rows >= 5, rows < 50]).toEqual([true, true]);
  });
});
