import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate, PostgresStore } from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import { ROLES } from '../../../src/infrastructure/event-store/postgres/roles.js';
import { connectionTo, LIMITS } from '../../../src/infrastructure/postgres/connections.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { projections } from '../../../src/projections/index.js';
import { command, event, segment } from '../../contract/event-store/fixtures.js';
import { type TestServer, testServer } from '../../support/postgres.js';

let server: TestServer;
let url: string;
beforeAll(async () => {
  server = await testServer();
  url = await server.freshDatabase();
  await migrate(url);
  const owner = new pg.Pool({ connectionString: url, max: 1 });
  await migrateReadStore(owner, projections);
  await owner.end();
  const store = await PostgresStore.open(url);
  const events = [event('a', { segments: [segment('a', 0), segment('a', 1)] })];
  await store.append(command('a', [{ stream: 'person-1', expectedVersion: 0, events }]));
  await store.close();
});
afterAll(() => server.stop());

const LOOK = {
  log: 'select bytes from public.event',
  fingerprint: 'select fingerprint from public.event',
  earlierFingerprint: 'select hmac from public.fingerprint',
  ciphertext: 'select ciphertext from public.segment',
  which: 'select event_id, segment from public.segment',
  readModel: 'select * from public.case_list',
};
const CHANGE = {
  append: 'select public.append_one()',
  insert: `insert into public.event (position) values (9)`,
  head: 'update public.head set position = 9',
  readModel: `update public.checkpoint set failure = null`,
  erase: 'delete from public.segment where segment = 1',
  schema: 'create table public.mine (x int)',
  guards: 'alter table public.event disable trigger all',
};
type May = readonly (`look ${keyof typeof LOOK}` | `change ${keyof typeof CHANGE}`)[];

/** Everything a role may do; all the rest is refused. */
const MAY: Readonly<Record<keyof typeof ROLES, May>> = {
  app: ['look log', 'look fingerprint', 'look earlierFingerprint', 'look ciphertext', 'look which'],
  projector: ['look readModel', 'change readModel'],
  reader: ['look readModel'],
  asker: ['look readModel'],
  party: ['look readModel'],
  eraser: ['look which', 'change erase'],
  auditor: ['look log', 'look ciphertext', 'look which'],
};

describe('A role of the database', () => {
  for (const [name, role] of Object.entries(ROLES))
    it(`${name} may do what it is for, and nothing else`, async () => {
      const client = new pg.Client(connectionTo(url, { limits: LIMITS.request, name: 'spec', role }));
      await client.connect();
      const tried = async (sql: string) => {
        await client.query('begin');
        const code = await client.query(sql).then(
          () => 'done',
          (error: pg.DatabaseError) => error.code,
        );
        await client.query('rollback');
        // Wrong arguments are found before rights are asked: what may be executed at all is asked for by itself.
        return code !== '42501' && code !== '42883' && code !== '23502' && code !== '22023';
      };
      const all = [
        ...Object.entries(LOOK).map(([what, sql]) => [`look ${what}`, sql] as const),
        ...Object.entries(CHANGE).map(([what, sql]) => [`change ${what}`, sql] as const),
      ];
      const could: string[] = [];
      for (const [what, sql] of all) if (await tried(sql)) could.push(what);
      const { rows } = await client.query(
        `select current_user as role, has_function_privilege(p.oid, 'execute') as append from pg_proc p where proname = 'append_one'`,
      );
      await client.end();
      expect(rows).toEqual([{ role, append: name === 'app' }]);
      expect(could.sort()).toEqual([...MAY[name as keyof typeof ROLES]].sort());
    });
});
