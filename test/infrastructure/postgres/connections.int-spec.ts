import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import {
  migrate,
  PostgresStore,
  UnsafeDatabase,
} from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import { ROLES } from '../../../src/infrastructure/event-store/postgres/roles.js';
import {
  assertRole,
  connectionTo,
  DatabaseUnavailable,
  LIMITS,
  poolTo,
  withClient,
} from '../../../src/infrastructure/postgres/connections.js';
import { TableModels } from '../../../src/infrastructure/read-store/table-models.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { projections } from '../../../src/projections/index.js';
import { type TestServer, testServer } from '../../support/postgres.js';
import { sql, Wire } from '../event-store/postgres-fixture.js';

/** Roles are the cluster's: a run that was killed leaves its own. */
const RUN = randomBytes(4).toString('hex');
const MAKER = `own_maker_${RUN}`;
const GUEST = `own-guest-${RUN}`;
const FAST = { connect: 300, statement: 2_000, answer: 400, silence: 300 };
let server: TestServer;
let url: string;
let wire: Wire;
const pools: pg.Pool[] = [];
const pool = (
  to: string,
  role: string,
  limits: typeof FAST | (typeof LIMITS)[keyof typeof LIMITS] = LIMITS.reading,
) => {
  const made = poolTo(to, { limits, name: 'spec', role }, 2);
  pools.push(made);
  return made;
};
beforeAll(async () => {
  server = await testServer();
  url = await server.freshDatabase();
  await migrate(url);
});
afterAll(() => server.stop());
beforeEach(async () => {
  wire = await Wire.to(url);
});
afterEach(async () => {
  for (const made of pools.splice(0)) await made.end();
  await wire.close();
});

describe('The options of a connection string', () => {
  const asked = (settings: string) => `${url}?options=${encodeURIComponent(settings)}`;
  const WHO = `select current_user as who, current_setting('lock_timeout') as lock`;

  it('are kept beside ours, in every pool: the role is the one intended', async () => {
    for (const role of Object.values(ROLES))
      expect((await pool(asked('-c lock_timeout=4321'), role).query(WHO)).rows).toEqual([
        { who: role, lock: '4321ms' },
      ]);
    const store = await PostgresStore.open(asked('-c lock_timeout=4321'));
    expect(await store.head()).toMatchObject({ position: 0 });
    await store.close();
  });

  it('do not take the role away, whatever they name', async () => {
    const { rows } = await pool(asked('-c role=none -c lock_timeout=4321'), ROLES.reader).query(WHO);
    expect(rows).toEqual([{ who: ROLES.reader, lock: '4321ms' }]);
  });

  it('hold where the string names several, and where PGOPTIONS does', () => {
    const { options, connectionString } = connectionTo(
      'postgres://own:p%40w@host/log?options=-c%20a%3D1&sslmode=require&options=-c%20b%3D2',
      { limits: LIMITS.reading, name: 'spec', role: 'someone' },
    );
    expect(options).toMatch(/^-c statement_timeout=10000 .* -c a=1 -c b=2 -c role=someone$/);
    expect(connectionString).toBe('postgres://own:p%40w@host/log?sslmode=require');
  });
});

describe('A connection that is not who it should be', () => {
  it('is refused by name before it is used', async () => {
    const owner = { query: async () => ({ rows: [{ user: 'own' }] }) } as unknown as pg.ClientBase;
    await expect(assertRole(owner, ROLES.reader)).rejects.toThrow(/^wrong-role: a connection runs as own, not as/);
  });
});

describe('A silent database', () => {
  it('that takes connections and says nothing is unavailable, by name, without its password', async () => {
    wire.state = 'silent';
    const work = withClient(wire.url, { limits: FAST, name: 'spec' }, async () => 'done');
    const refused: unknown = await work.catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DatabaseUnavailable);
    expect(String(refused)).toMatch(/unavailable: the database on 127\.0\.0\.1:\d+ says nothing: start it/);
    expect(String(refused)).not.toContain(new URL(url).password);
  });

  it('that stops answering fails the query that waits, and the next one has a connection of its own', async () => {
    for (const limits of [
      { ...FAST, silence: 60_000 },
      { ...FAST, answer: 60_000 },
    ]) {
      const models = TableModels.over(pool(wire.url, ROLES.projector, limits));
      const plain = pool(wire.url, ROLES.projector, limits);
      await plain.query('select 1');
      wire.state = 'silent';
      await expect(plain.query('select 1')).rejects.toThrow(/timeout|says nothing/);
      if (limits.silence === FAST.silence) await expect(models.figures('x')).rejects.toThrow(/timeout|says nothing/);
      wire.state = 'open';
      expect((await plain.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    }
  });

  it('has limits of connecting, of a statement and of waiting, in every kind of pool', () => {
    for (const limits of Object.values(LIMITS)) {
      const config = connectionTo(url, { limits, name: 'spec' });
      expect(config.connectionTimeoutMillis).toBeLessThanOrEqual(10_000);
      expect(config.options).toMatch(/-c statement_timeout=[1-9]\d* .*-c idle_in_transaction_session_timeout=[1-9]/);
    }
    for (const limits of [LIMITS.request, LIMITS.reading])
      expect('answer' in limits ? limits.answer : limits.silence).toBeLessThanOrEqual(12_000);
  });
});

describe('An owner who may create roles (PostgreSQL 16 and later)', () => {
  const owned = async (name: string, attributes: string) => {
    const fresh = await server.freshDatabase();
    const database = new URL(fresh).pathname.slice(1);
    await sql(
      fresh,
      `create role ${name} login ${attributes} password 'pw1'`,
      `alter database ${database} owner to ${name}`,
    );
    const own = new URL(fresh);
    own.username = name;
    own.password = 'pw1';
    return {
      fresh,
      own: own.href,
      drop: () => sql(fresh, `reassign owned by ${name} to current_user`, `drop owned by ${name}`, `drop role ${name}`),
    };
  };

  it('is let in where it created the roles: it grants itself to become them', async () => {
    // The roles are the cluster's, and there already: what their creator has is being their administrator, and no more.
    const { fresh, own, drop } = await owned(MAKER, 'createrole');
    for (const role of Object.values(ROLES))
      await sql(fresh, `grant ${role} to ${MAKER} with admin true, set false, inherit false`);
    await migrate(own);
    const store = await PostgresStore.open(own);
    expect(await store.head()).toMatchObject({ position: 0 });
    await store.close();
    expect((await pool(own, ROLES.reader).query('select current_user as who')).rows).toEqual([{ who: ROLES.reader }]);
    // The walls stand by who is no superuser too, and it is told which operators no index answers behind them.
    const builder = poolTo(own, { limits: LIMITS.building, name: 'spec' }, 1);
    expect(await migrateReadStore(builder, projections)).toEqual({
      unindexed: ['arraycontains(anyarray,anyarray)', 'arrayoverlap(anyarray,anyarray)'],
    });
    await builder.end();
    for (const made of pools.splice(0)) await made.end();
    await drop();
  });

  it('is let in by the advice of the refusal, tried as it stands, also over a grant that stands without `set`', async () => {
    const { fresh, own, drop } = await owned(`"${GUEST}"`, '');
    await sql(fresh, `grant ${ROLES.app} to "${GUEST}" with set false, inherit false`);
    const refused: unknown = await migrate(own.replaceAll('%22', '')).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UnsafeDatabase);
    const advice = /start again: (.*)$/.exec(refused instanceof Error ? refused.message : '')?.[1] ?? '';
    expect(advice).toContain('with set true, inherit false;');

    await sql(fresh, advice);

    const url = own.replaceAll('%22', '');
    await migrate(url);
    const store = await PostgresStore.open(url);
    expect(await store.head()).toMatchObject({ position: 0 });
    await store.close();
    await drop();
  });
});

describe('A connection that ends', () => {
  it('ends no process, also while it is in somebody’s hands and nothing is asked of it', async () => {
    const made = pool(url, ROLES.reader);
    const held = await made.connect();
    const { rows } = await held.query<{ pid: number }>('select pg_backend_pid() as pid');
    const ended = new Promise((resolve) => held.once('end', resolve));
    expect(held.listenerCount('error')).toBeGreaterThan(0);
    await sql(url, `select pg_terminate_backend(${rows[0]?.pid})`);
    await ended;
    held.release(true);
    expect((await made.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
