import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate, PostgresStore } from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import { ROLES } from '../../../src/infrastructure/event-store/postgres/roles.js';
import { LIMITS, poolTo } from '../../../src/infrastructure/postgres/connections.js';
import { type Logins, loginsFor } from '../../../src/infrastructure/postgres/logins.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { migrateKeys, VAULT_ROLE } from '../../../src/infrastructure/vault/key-ring.js';
import { databaseFindings } from '../../../src/interface/cli/doctor.js';
import { projections } from '../../../src/projections/index.js';
import { command, event, segment } from '../../contract/event-store/fixtures.js';
import { type TestServer, testServer } from '../../support/postgres.js';

let server: TestServer;
let url: string;
let keysUrl: string;
let data: string;
let logins: Logins;
let keys: Logins;
const ALL = [...Object.values(ROLES), VAULT_ROLE];
const urlOf = (role: string) => (role === VAULT_ROLE ? keys : logins).url(role);

beforeAll(async () => {
  server = await testServer();
  [url, keysUrl] = [await server.freshDatabase(), await server.freshDatabase()];
  data = mkdtempSync(join(tmpdir(), 'sagsspor-logins-'));
  await migrate(url);
  const owner = new pg.Pool({ connectionString: url, max: 1 });
  await migrateReadStore(owner, projections);
  await owner.end();
  logins = await loginsFor(url, data, Object.values(ROLES));
  keys = await loginsFor(keysUrl, data, [VAULT_ROLE]);
  await migrateKeys(keysUrl);
  const store = await PostgresStore.open(url);
  await store.append(
    command('a', [{ stream: 'person-1', expectedVersion: 0, events: [event('a', { segments: [segment('a', 0)] })] }]),
  );
  await store.close();
});
afterAll(async () => {
  for (const role of ALL) await asOwner(`drop role if exists ${new URL(urlOf(role)).username}`);
  rmSync(data, { recursive: true, force: true });
  await server.stop();
});

async function asked(to: string, ...statements: readonly string[]) {
  const client = new pg.Client({ connectionString: to });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const statement of statements.slice(0, -1)) await client.query(statement).catch(() => undefined);
    return (await client.query(statements.at(-1) ?? '')).rows;
  } finally {
    await client.end();
  }
}
const asOwner = (statement: string) => asked(url, statement).catch(() => []);
const refused = (to: string, ...statements: readonly string[]) =>
  asked(to, ...statements).then(
    () => 'done',
    (error: pg.DatabaseError) => error.code,
  );

describe('A login of its own', () => {
  for (const role of ALL)
    it(`${role} is what its role is, and cannot be left: not by reset role, set role or set session authorization`, async () => {
      const login = new URL(urlOf(role)).username;
      const who = 'select current_user as current, session_user as session';
      for (const way of [
        'reset role',
        'set role none',
        'set session authorization default',
        'reset all',
        'discard all',
      ])
        expect(await asked(urlOf(role), way, who)).toEqual([{ current: login, session: login }]);
      const owner = decodeURIComponent(new URL(url).username);
      for (const other of [...ALL, owner, 'pg_read_all_data', 'pg_write_all_data']) {
        expect({ other, code: await refused(urlOf(role), `set role ${other}`) }).toEqual({ other, code: '42501' });
        expect(await refused(urlOf(role), `set session authorization ${other}`)).toBe('42501');
      }
      expect(await refused(urlOf(role), `alter role ${login} createrole`)).toBe('42501');
      expect(await refused(urlOf(role), `grant ${ROLES.projector} to ${login}`)).toBe('42501');
      expect(await refused(urlOf(role), `alter role ${login} bypassrls`)).toBe('42501');
    });

  it('writes what its role writes, and no table of another', async () => {
    const WRITES: Readonly<Record<string, string>> = {
      readModel: `insert into public.checkpoint (name, version, position) values ('x', 1, 0)`,
      refusal: 'delete from public.import_refusal',
      segment: 'delete from public.segment where segment = 9',
      log: `update public.event set type = 'x'`,
      head: 'update public.head set position = 9',
      made: 'create table public.mine (x int)',
    };
    const may: Record<string, string[]> = {};
    for (const role of Object.values(ROLES))
      for (const [what, statement] of Object.entries(WRITES))
        if ((await refused(urlOf(role), 'begin', statement)) === 'done') may[role] = [...(may[role] ?? []), what];
    expect(may).toEqual({ [ROLES.projector]: ['readModel', 'refusal'], [ROLES.eraser]: ['segment'] });
    expect(await refused(keys.url(VAULT_ROLE), 'begin', 'delete from data_key')).toBe('42501');
    expect(await refused(keys.url(VAULT_ROLE), 'begin', 'update data_key set epoch = epoch')).toBe('done');
    const keysAs = (role: string) => urlOf(role).replace(new URL(url).pathname, new URL(keysUrl).pathname);
    for (const role of Object.values(ROLES))
      expect(await refused(keysAs(role), 'select * from data_key')).toBe('42501');
  });

  it('is taken for its role wherever a role is asked for: the log is written and read, a pool asserts who it is', async () => {
    const store = await PostgresStore.open(logins.url(ROLES.app));
    await store.append(command('b', [{ stream: 'person-2', expectedVersion: 0, events: [event('b')] }]));
    expect(await store.head()).toMatchObject({ position: 2 });
    await store.close();
    const pool = poolTo(logins.url(ROLES.reader), { limits: LIMITS.reading, name: 'spec', role: ROLES.reader }, 1);
    expect((await pool.query('select current_user like $1 as own', [`${ROLES.reader}\\_\\_%`])).rows).toEqual([
      { own: true },
    ]);
    await pool.end();
    const wrong = poolTo(logins.url(ROLES.reader), { limits: LIMITS.reading, name: 'spec', role: ROLES.projector }, 1);
    await expect(wrong.query('select 1')).rejects.toThrow(/permission denied to set role/);
    await wrong.end();
  });

  it('follows from one secret of the folder, which nobody else reads; another folder has others', async () => {
    if (process.platform !== 'win32') expect(statSync(join(data, 'database-logins')).mode & 0o777).toBe(0o600);
    expect(await loginsFor(url, data, Object.values(ROLES)).then((again) => again.url(ROLES.app))).toBe(
      logins.url(ROLES.app),
    );
    const both = await Promise.all([1, 2].map(() => loginsFor(url, data, [ROLES.reader])));
    expect(both.map(({ shared }) => shared)).toEqual([[], []]);
    const other = mkdtempSync(join(tmpdir(), 'sagsspor-logins-'));
    writeFileSync(join(other, 'database-logins'), Buffer.alloc(32, 7), { mode: 0o600 });
    chmodSync(join(other, 'database-logins'), 0o600);
    const others = (await loginsFor(url, other, [ROLES.reader])).url(ROLES.reader);
    expect(new URL(others).username).not.toBe(new URL(logins.url(ROLES.reader)).username);
    await asOwner(`drop role ${new URL(others).username}`);
    rmSync(other, { recursive: true });
  });
});

/** A database in which everybody's right to connect was taken away. */
async function closedDatabase(): Promise<string> {
  const closed = await server.freshDatabase();
  await asOwner(`revoke connect on database ${new URL(closed).pathname.slice(1)} from public`);
  return closed;
}

describe('Where nobody may connect who was not let in by name', () => {
  it('each login is let in', async () => {
    const found = await loginsFor(await closedDatabase(), data, Object.values(ROLES));
    expect(found.shared).toEqual([]);
    for (const role of Object.values(ROLES))
      expect(await asked(found.url(role), 'select current_user as me')).toEqual([
        { me: new URL(logins.url(role)).username },
      ]);
  });

  it('and the user may let nobody in, everything goes on through that user', async () => {
    const closed = new URL(await closedDatabase());
    const [database, roles] = [closed.pathname.slice(1), Object.values(ROLES)];
    const name = `guest_${database.slice(2)}`;
    const logs = roles.map((role) => new URL(logins.url(role)).username);
    await asOwner(`create role ${name} login createrole password 'pw1'`);
    await asOwner(`grant connect on database ${database} to ${name}`);
    await asOwner(`grant ${[...roles, ...logs].join(', ')} to ${name} with admin option`);
    [closed.username, closed.password] = [name, 'pw1'];
    const found = await loginsFor(closed.href, data, roles);
    expect([found.shared, found.url(ROLES.app)]).toEqual([roles, closed.href]);
    // One that others let in comes in as itself, whichever it is.
    const [last = ''] = roles.slice(-1);
    await asOwner(`grant connect on database ${database} to ${new URL(logins.url(last)).username}`);
    const some = await loginsFor(closed.href, data, roles);
    expect(some.shared).toEqual(roles.slice(0, -1));
    expect([some.url(last), some.url(ROLES.app)]).toEqual([expect.stringContaining(`${last}__`), closed.href]);
    await asOwner(`revoke connect on database ${database} from ${new URL(logins.url(last)).username}`);
    await asOwner(`revoke connect on database ${database} from ${name}`);
    await asOwner(`drop role ${name}`);
  });
});

describe('Where the connection string names its user behind the question mark', () => {
  it('each login comes in as itself all the same, and a user named there is not taken for a login', async () => {
    const named = new URL(url);
    named.searchParams.set('user', decodeURIComponent(named.username));
    named.searchParams.set('password', decodeURIComponent(named.password));
    [named.username, named.password] = ['nobody', ''];
    const found = await loginsFor(named.href, data, Object.values(ROLES));
    expect(found.shared).toEqual([]);
    expect(await asked(found.url(ROLES.reader), 'select current_user as me')).toEqual([
      { me: new URL(logins.url(ROLES.reader)).username },
    ]);
    named.username = new URL(logins.url(ROLES.reader)).username;
    const pool = poolTo(named.href, { limits: LIMITS.reading, name: 'spec', role: ROLES.reader }, 1);
    expect((await pool.query('select current_user as me')).rows).toEqual([{ me: ROLES.reader }]);
    await pool.end();
  });
});

describe('Where the user may make no logins', () => {
  it('everything goes on through that user, and doctor says so with the mend', async () => {
    const name = `plain_${new URL(url).pathname.slice(3)}`;
    await asOwner(`create role ${name} login password 'pw1'`);
    await asOwner(`grant ${Object.values(ROLES).join(', ')} to ${name} with set true, inherit false`);
    const plain = new URL(url);
    [plain.username, plain.password] = [name, 'pw1'];
    const found = await loginsFor(plain.href, data, Object.values(ROLES));
    expect([found.shared, found.url(ROLES.app)]).toEqual([Object.values(ROLES), plain.href]);
    await asOwner(`drop role ${name}`);
    const told = { isSuperuser: false, unindexed: [] };
    expect(databaseFindings({ ...told, shared: [ROLES.reader, ROLES.asker] })).toEqual([
      {
        level: 'look',
        what: expect.stringContaining('no login of its own for sagsspor_reader, sagsspor_asker'),
        mend: expect.stringContaining('createrole'),
      },
    ]);
    expect(databaseFindings({ ...told, shared: [] })).toEqual([]);
  });
  it('and that user is a superuser, doctor says that no wall holds who comes in so', async () => {
    expect(logins.isSuperuser).toBe(true); // the embedded server's
    const [said] = databaseFindings({ shared: [ROLES.app], isSuperuser: true, unindexed: [] });
    expect(said?.what).toContain('a superuser behind no wall');
  });
});

describe('Where the owner may not say that an operator tells nothing', () => {
  it('doctor says which, and the statement that a superuser mends it by', () => {
    const unindexed = ['arraycontains(anyarray,anyarray)', 'arrayoverlap(anyarray,anyarray)'];
    expect(databaseFindings({ shared: [], isSuperuser: false, unindexed })).toEqual([
      expect.objectContaining({
        level: 'look',
        mend: expect.stringContaining('alter function pg_catalog.arraycontains(anyarray,anyarray) leakproof; alter'),
      }),
    ]);
  });
});
