import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { standingOf } from '../../../src/application/authorization/standing.js';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { ROLES } from '../../../src/infrastructure/event-store/postgres/roles.js';
import { LIMITS, poolTo, surviving } from '../../../src/infrastructure/postgres/connections.js';
import { beginAs } from '../../../src/infrastructure/read-store/row-security.js';
import { TableModels } from '../../../src/infrastructure/read-store/table-models.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { walled } from '../../../src/infrastructure/read-store/walled.js';
import { holds } from '../../../src/projections/condition.js';
import { projections } from '../../../src/projections/index.js';
import type { RowWallContext } from '../../../src/projections/wall-context.js';
import { WALLS } from '../../../src/projections/walls.js';
import { type TestServer, testServer } from '../../support/postgres.js';
import { plans } from '../../support/specification.js';

let server: TestServer;
let url: string;
let owner: pg.Pool;
const pools = new Map<string, pg.Pool>();
/** One for each role: a server takes a hundred connections. */
const pool = (role: string, max = 2) => {
  const key = `${role} ${max}`;
  const made = pools.get(key) ?? poolTo(url, { limits: LIMITS.reading, name: 'spec', role, pipeline: true }, max);
  pools.set(key, made);
  return made;
};

/** Two Infohuse, four agencies; each case with its concern, obligation, alert, chain, look and the rest. `n` says whose it is. */
const FILL = `
create temp table of as select n, case when n % 3 = 0 then 'koege' else 'koebenhavn' end as infohus, 'A' || n % 4 as agency,
  md5('c' || n)::uuid as case_id, md5('b' || n)::uuid as concern_id, md5('d' || n)::uuid as deadline_id from generate_series(1, 24) n;
insert into case_list select r.* from of, json_populate_record(null::case_list, json_build_object(
  'caseId', case_id, 'infohus', infohus, 'status', 'open', 'caseType', 'child', 'level', 'general', 'responsible', agency, 'openedAt', now(),
  'lastAt', now(), 'agencies', case when n % 8 = 1 then '[]' else json_build_array(agency) end, 'asked', case when n % 8 = 1 then json_build_array(agency) else '[]' end,
  'knownTo', json_build_array(agency), 'openOffers', 0, 'waits', false, 'workers', '[]'::json, 'unassigned', false, 'offering', false, 'newsAt', now(),
  'newsType', 'x', 'newsBy', 'x', 'newsOf', 'x', 'state', '{}'::json, 'touches', '[]'::json, '_at', now(), '_streams', '[]'::json)) r;
insert into concern_facts select r.* from of, json_populate_record(null::concern_facts, json_build_object(
  'concernId', concern_id, 'infohus', infohus, 'receivedAt', now(), 'registeredBy', 'A' || (n + 1) % 4, 'caseId', case_id, 'standing', 'in-a-case',
  'unassessed', false, 'forms', '[]'::json, 'documents', '[]'::json, 'facts', '{}'::json, '_at', now(), '_streams', '[]'::json)) r;
insert into obligations select r.* from of, json_populate_record(null::obligations, json_build_object(
  'source', 'case-' || case_id, 'n', 0, 'deadlineId', deadline_id, 'infohus', infohus, 'obligation', 'triage', 'standing', 'open', 'dueAt', now(),
  'soonAt', now(), 'held', false, 'place', n::text, 'viewers', json_build_array('on-case:' || agency), 'agencies', '[]'::json, 'assigned', '{}'::json, 'facts', '{}'::json)) r;
insert into obligation_viewers select 'case-' || case_id, 0, infohus, 'on-case:' || agency, 'triage', now(), n::text from of;
insert into deadline_alerts select r.* from of, json_populate_record(null::deadline_alerts, json_build_object(
  'alertId', deadline_id, 'deadlineId', deadline_id, 'infohus', infohus, 'obligation', 'triage', 'state', 'overdue', 'dueAt', now(), 'at', now(),
  'caseId', case_id, '_at', now(), '_streams', '[]'::json)) r;
insert into handover_chain select r.* from of, json_populate_record(null::handover_chain, json_build_object(
  'caseId', case_id, 'seq', 0, 'agency', agency, 'since', now(), 'offers', '{}'::json, '_at', now(), '_streams', '[]'::json)) r;
insert into late_registrations select r.* from of, json_populate_record(null::late_registrations, json_build_object(
  'stream', 'case-' || case_id, 'infohus', infohus, 'caseId', case_id, 'late', 1, 'tallies', '[]'::json, '_at', now(), '_streams', '[]'::json)) r;
insert into late_registrations select r.* from of, json_populate_record(null::late_registrations, json_build_object(
  'stream', 'concern-' || concern_id, 'infohus', infohus, 'concernId', concern_id, 'late', 1, 'tallies', '[]'::json, '_at', now(), '_streams', '[]'::json)) r;
insert into disclosures select r.* from of, json_populate_record(null::disclosures, json_build_object(
  'stream', 'case-' || case_id, 'eventId', deadline_id, 'infohus', infohus, 'home', infohus, 'caseId', case_id, 'fromAgency', 'A' || (n + 2) % 4, 'at', now(), 'recordedAt', now(), 'toAgency', 'A' || (n + 1) % 4, 'legalBasis', 'x', 'constellation', 'none',
  'categories', '[]'::json, 'statements', 0, 'documents', 0, '_at', now(), '_streams', '[]'::json)) r;
insert into disclosures select r.* from of, json_populate_record(null::disclosures, json_build_object(
  'stream', 'concern-' || concern_id, 'eventId', deadline_id, 'infohus', infohus, 'home', infohus, 'concernId', concern_id, 'fromAgency', 'A' || (n + 2) % 4, 'at', now(), 'recordedAt', now(), 'toAgency', 'A' || (n + 1) % 4, 'legalBasis', 'x', 'constellation', 'none',
  'categories', '[]'::json, 'statements', 0, 'documents', 0, '_at', now(), '_streams', '[]'::json)) r;
insert into support select r.* from of, json_populate_record(null::support, json_build_object(
  'caseId', case_id, 'id', case_id, 'infohus', infohus, 'what', 'case', 'kind', 'x', 'begun', now(), 'facts', '{}'::json, '_at', now(), '_streams', '[]'::json)) r;
insert into registers select r.* from of, json_populate_record(null::registers, json_build_object(
  'stream', 'activity-' || n, 'aggregate', 'activity', 'id', n::text, 'infohus', infohus, 'at', now(), 'state', '{}'::json, '_at', now(), '_streams', '[]'::json)) r;
insert into figures select r.* from of, json_populate_record(null::figures, json_build_object(
  'stream', 'history-' || n, 'eventId', case_id, 'infohus', infohus, 'indicator', 'x', 'year', 2016, 'value', 1, 'source', 'x', 'historical', true,
  'occurredAt', now(), 'position', n, '_at', now(), '_streams', '[]'::json)) r;
insert into looks select r.* from of, json_populate_record(null::looks, json_build_object(
  'stream', 'access-' || n, 'look', n::text, 'way', 'opened', 'record', 'case', 'recordId', case_id, 'purpose', 'casework', 'userId', 'u' || n % 2,
  'agency', agency, 'role', 'caseworker', 'day', '2026-01-01', 'first', now(), 'last', now(), 'count', 1, '_at', now(), '_streams', '[]'::json)) r;`;

beforeAll(async () => {
  server = await testServer();
  url = await server.freshDatabase();
  await migrate(url);
  owner = surviving(new pg.Pool({ connectionString: url, max: 1 }));
  await migrateReadStore(owner, projections);
  await owner.query(FILL);
});
afterAll(async () => {
  for (const made of [...pools.values(), owner]) await made.end();
  await server.stop();
});

const NOBODY: RowWallContext = {
  ...{
    userId: 'u1',
    agency: 'A1',
    infohuse: ['koebenhavn'],
    cases: [],
    concerns: [],
    owed: [],
    viewers: [],
    audit: '',
    record: '',
  },
};
const READERS: Readonly<Record<string, RowWallContext>> = {
  'of an agency that is on some cases': { ...NOBODY, viewers: ['on-case:A1', 'owes:A1'] },
  'of an agency of both Infohuse': { ...NOBODY, infohuse: ['koebenhavn', 'koege'], viewers: ['on-case:A1'] },
  'of the police: every concern of their Infohus': { ...NOBODY, concerns: ['koebenhavn'], viewers: ['infohus-police'] },
  'who coordinates one Infohus': { ...NOBODY, cases: ['koebenhavn'], concerns: ['koebenhavn'], owed: ['koebenhavn'] },
  'who oversees both': {
    ...{ ...NOBODY, infohuse: ['koebenhavn', 'koege'], cases: ['koebenhavn', 'koege'] },
    ...{ concerns: ['koebenhavn', 'koege'], owed: ['koebenhavn', 'koege'], audit: 'on' },
  },
  'with no relation at all': { ...NOBODY, agency: '', infohuse: [] },
};
type Row = Readonly<Record<string, unknown>>;
const all = async (client: Pick<pg.Pool, 'query'>, table: string): Promise<readonly Row[]> =>
  (await client.query(`select * from ${table} order by to_json(${table}.*)::text`)).rows;

async function within<T>(
  from: pg.Pool,
  standing: RowWallContext,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await from.connect();
  try {
    await client.query(beginAs(standing));
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** What a wall lets through of these rows, by the conditions themselves. */
async function reached(standing: RowWallContext, table: string, arm: 'whole' | 'part'): Promise<readonly Row[]> {
  const named = new Map<string, Row>();
  const keys = { case_list: 'caseId', concern_facts: 'concernId', obligations: 'deadlineId' };
  for (const [other, key] of Object.entries(keys))
    for (const row of await all(owner, other)) named.set(String(row[key]), row);
  const wall = WALLS[table]?.(standing)[arm];
  return (await all(owner, table)).filter((row) => wall && holds(wall, row, (_, id) => named.get(id)));
}

describe('A question that forgets its condition', () => {
  for (const [who, standing] of Object.entries(READERS))
    it(`finds, for a reader ${who}, the rows of that standing and no other, in every read model`, async () => {
      for (const [role, arm] of [
        [ROLES.asker, 'whole'],
        [ROLES.party, 'part'],
      ] as const)
        for (const table of Object.keys(WALLS)) {
          const found = await within(pool(role), standing, (client) => all(client, table));
          expect({ role, table, found }).toEqual({ role, table, found: await reached(standing, table, arm) });
        }
    });
  it('is held by walls that let some rows through, and not all', async () => {
    const some = READERS['of an agency that is on some cases'] ?? NOBODY;
    for (const table of Object.keys(WALLS)) {
      const [through, rows] = [(await reached(some, table, 'whole')).length, (await all(owner, table)).length];
      expect({ table, isWall: through < rows, rows: rows >= 24 }).toEqual({ table, isWall: true, rows: true });
      if (table !== 'support') expect({ table, isDoor: through > 0 }).toEqual({ table, isDoor: true });
    }
  });
  it('finds nothing through a connection to which nobody said who asks', async () => {
    for (const role of [ROLES.asker, ROLES.party])
      for (const table of Object.keys(WALLS)) expect(await all(pool(role), table)).toEqual([]);
  });
});

describe('A pooled connection', () => {
  it('is given on with nothing of who had it before, also where a question of his failed', async () => {
    const one = pool(ROLES.asker, 1);
    const oversees = READERS['who oversees both'] ?? NOBODY;
    const count = async (standing: RowWallContext) => {
      const { rows } = await walled(one, standing).ask('select count(*)::int as n from case_list', []);
      return rows[0]?.n;
    };
    expect(await count(oversees)).toBe(24);
    expect(await count({ ...NOBODY, agency: 'A9' })).toBe(0);
    expect(await all(one, 'case_list')).toEqual([]);
    await expect(walled(one, oversees).ask('select nothing from nowhere', [])).rejects.toThrow();
    expect(await all(one, 'case_list')).toEqual([]);
    expect(await count(NOBODY)).toBe(4);
  });
  it('is one transaction for all that a reader asks in one turn, and for what is asked of one moment', async () => {
    const one = pool(ROLES.asker, 1);
    const mine = walled(one, READERS['who oversees both'] ?? NOBODY);
    const who = async (of = mine) => (await of.ask('select pg_current_xact_id()::text as id', [])).rows[0]?.id;
    const [first, ...others] = await Promise.all([who(), who(), who()]);
    expect(others).toEqual([first, first]);
    expect(await who()).not.toBe(first);
    const [then, later] = await mine.moment(async (of) => [await who(of), await who(of)]);
    expect(later).toBe(then);
  });
  it('answers nothing where it could not be said who the reader is', async () => {
    const one = pool(ROLES.asker, 1);
    const failing = new Proxy(one, {
      get: (of, name) =>
        name === 'connect'
          ? async () => {
              const client = await of.connect();
              const query = (asked: string | pg.QueryConfig) =>
                client.query(asked === beginAs(NOBODY) ? 'begin; set local nothing.like = ' : asked);
              return Object.assign(Object.create(client), { query });
            }
          : Reflect.get(of, name),
    });
    await expect(walled(failing, NOBODY).ask('select 1 as one', [])).rejects.toThrow('syntax error');
    expect(await all(one, 'case_list')).toEqual([]);
  });
  it('may be asked by many at once, each behind a wall of his own, and reads nothing but', async () => {
    const models = TableModels.over(pool(ROLES.reader), { asker: pool(ROLES.asker, 3), party: pool(ROLES.party, 3) });
    const asked = Array.from({ length: 40 }, async (_, n) => {
      const agency = `A${n % 4}`;
      const mine = models.as({ ...NOBODY, agency });
      const whole = await mine.cases({ infohus: 'koebenhavn' });
      const part = await mine.cases({ infohus: 'koebenhavn', reach: { agency, by: ['on-case', 'asked'] } });
      expect([whole, part].map((rows) => rows.every((row) => row.knownTo.includes(agency)))).toEqual([true, true]);
      expect(whole).toEqual(part);
      expect((await mine.snapshot((then) => then.cases({ infohus: 'koebenhavn' }))).length).toBe(whole.length);
      return whole.length;
    });
    expect((await Promise.all(asked)).every((n) => n > 0)).toBe(true);
  });
  it('says codes with a quote or a comma in them as what they are: values that no row has', async () => {
    for (const odd of [`A1'; set local sagsspor.audit = 'on`, 'A1,A2', ''])
      expect(
        await within(pool(ROLES.asker), { ...NOBODY, agency: odd, infohuse: [odd], cases: [odd] }, (client) =>
          all(client, 'case_list'),
        ),
      ).toEqual([]);
  });
});

describe('A view', () => {
  it('shows a reader what the wall does, where it asks as the reader', async () => {
    await owner.query(
      `create view seen with (security_invoker = true) as select * from case_list; grant select on seen to ${ROLES.asker}`,
    );
    const found = await within(pool(ROLES.asker), NOBODY, (client) => all(client, 'seen'));
    expect(found).toEqual(await reached(NOBODY, 'case_list', 'whole'));
    expect(await all(pool(ROLES.asker), 'seen')).toEqual([]);
  });
  it('of an owner who is no superuser shows nothing: the walls hold the owner of the tables too', async () => {
    const name = `owns_${new URL(url).pathname.slice(3)}`;
    await owner.query(`create role ${name}; alter table case_list owner to ${name}; grant create on schema public to ${name};
      set role ${name}; create view owned as select * from case_list; grant select on owned to ${ROLES.asker}; reset role`);
    const oversees = READERS['who oversees both'] ?? NOBODY;
    expect(await within(pool(ROLES.asker), oversees, (client) => all(client, 'owned'))).toEqual([]);
    await owner.query(`set role ${name}`);
    const own = await all(owner, 'case_list');
    await owner.query(
      `reset role; alter table case_list owner to current_user; drop owned by ${name} cascade; drop role ${name}`,
    );
    expect(own).toEqual([]);
  });
});

describe('Who works for itself', () => {
  it('reads every row: what folds, and what tells of deadlines', async () => {
    for (const role of [ROLES.projector, ROLES.reader])
      for (const table of Object.keys(WALLS))
        expect((await all(pool(role), table)).length).toBe((await all(owner, table)).length);
  });
});

describe('The walls', () => {
  it('stand around every table that a reader’s question may touch, but for those in which nobody is told of', async () => {
    const { rows } = await owner.query<{ name: string; forced: boolean }>(
      `select relname as name, relrowsecurity and relforcerowsecurity as forced from pg_class
       where relkind = 'r' and relnamespace = 'public'::regnamespace and has_table_privilege('${ROLES.asker}', oid, 'select') order by relname`,
    );
    expect(rows.filter(({ forced }) => forced).map(({ name }) => name)).toEqual(Object.keys(WALLS).sort());
    expect(rows.filter(({ forced }) => !forced).map(({ name }) => name)).toEqual([
      'checkpoint',
      'obligation_plans',
      'persons',
      'record_numbers',
    ]);
  });
  it('are raised once, and again where one was taken away or is another', async () => {
    const policies = async () =>
      (await owner.query(`select tablename, policyname, roles::text, cmd, qual from pg_policies order by 1, 2`)).rows;
    const before = await policies();
    await owner.query(`drop policy ${before[0]?.policyname} on ${before[0]?.tablename}; create policy open on case_list using (true);
      alter table looks no force row level security; drop table obligations cascade; update checkpoint set version = 0 where name = 'obligations'`);
    await migrateReadStore(owner, projections);
    expect(await policies()).toEqual(before);
    const forced = await owner.query(`select from pg_class where relname = 'looks' and relforcerowsecurity`);
    expect(forced.rowCount).toBe(1);
  });
});

describe('The standing of a reader', () => {
  const where = { infohuse: ['koebenhavn'], planOf: () => plans.find((plan) => plan.planId === 'koebenhavn-2016') };
  const of = (
    agency: string,
    role: 'caseworker' | 'coordinator' | 'police' | 'analyst' | 'compliance',
    counts = false,
  ) =>
    standingOf(
      {
        actor: { userId: 'u1', agency, role },
        purpose: role === 'compliance' ? 'audit' : role === 'analyst' ? 'reporting' : 'casework',
      } as never,
      where,
      { counts },
    );
  it('is the policy’s: a caseworker has the agency’s part, a coordinator all, police all concerns, an analyst nothing but what is counted', () => {
    expect(of('SOF', 'caseworker')).toMatchObject({ agency: 'SOF', cases: [], concerns: [], owed: [], audit: '' });
    expect(of('BIF', 'coordinator')).toMatchObject({
      cases: ['koebenhavn'],
      concerns: ['koebenhavn'],
      owed: ['koebenhavn'],
    });
    expect(of('KP', 'police')).toMatchObject({ cases: [], concerns: ['koebenhavn'], owed: [] });
    expect(of('OEKF', 'analyst')).toMatchObject({ agency: '', cases: [], concerns: [], viewers: [] });
    expect(of('OEKF', 'analyst', true)).toMatchObject({ agency: '', cases: ['koebenhavn'], audit: '' });
    expect(of('BIF', 'compliance')).toMatchObject({ cases: ['koebenhavn'], audit: 'on' });
  });
});
