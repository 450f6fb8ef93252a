import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, connectionConfig } from '../../../src/infrastructure/event-store/postgres/connection.js';
import { SCHEMA_VERSION } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import {
  migrate,
  PostgresStore,
  UnsafeDatabase,
} from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import { command, event, id, segment, write } from '../../contract/event-store/fixtures.js';
import { type TestServer, testServer } from '../../support/postgres.js';
import { sql } from './postgres-fixture.js';

let server: TestServer;
let url: string;
beforeAll(async () => {
  server = await testServer();
});
// Dropping a database waits for a checkpoint, and there is one for each test.
afterAll(() => server.stop());
beforeEach(async () => {
  url = await server.freshDatabase();
  await migrate(url);
});

const refusal = async () =>
  PostgresStore.open(url).then(
    async (store) => {
      await store.close();
      return 'opened';
    },
    (error: unknown) => (error instanceof UnsafeDatabase ? error.message : error),
  );

const database = () => new URL(url).pathname.slice(1);

describe('the database itself refuses to change the log', () => {
  const changes = [
    `update public.event set bytes = ''`,
    'update public.event set position = position where false',
    'delete from public.event',
    'truncate public.event',
    `update public.segment set ciphertext = ''`,
    'truncate public.segment',
    `update public.fingerprint set hmac = ''`,
    'delete from public.fingerprint',
    'truncate public.fingerprint',
    'delete from public.head',
    'truncate public.event, public.head, public.segment, public.fingerprint cascade',
  ];

  it.each(changes)('even for the superuser as a replica: %s', async (change) => {
    const store = await PostgresStore.open(url);
    const events = [event('a', { segments: [segment('a', 0)] })];
    await store.append(command('a', [{ stream: 'person-1', expectedVersion: 0, events }]));
    await expect(sql(url, 'set session_replication_role = replica', change)).rejects.toThrow(/append-only/);
    expect(await store.readStream('person-1')).toHaveLength(1);
    await store.close();
  });

  it('but lets a segment be deleted, for an erasure', async () => {
    const store = await PostgresStore.open(url);
    const events = [event('a', { segments: [segment('a', 0)] })];
    await store.append(command('a', [{ stream: 'person-1', expectedVersion: 0, events }]));
    await sql(url, 'delete from public.segment');
    expect(await store.readSegments([id('event a')])).toEqual([]);
    await store.close();
  });

  it.each([
    `insert into public.event values (1, 's', 1, gen_random_uuid(), 't', gen_random_uuid(), 0, now(), '', '')`,
    'update public.head set position = 9',
    'delete from public.segment',
    'delete from public.event',
    'alter table public.event disable trigger all',
    'create table public.other (a int)',
  ])('and lets the application write by the function alone: %s', async (change) => {
    await expect(sql(url, 'set role sagsspor_app', change)).rejects.toThrow(/permission denied|must be owner/);
  });
});

describe('the store refuses a database', () => {
  it('whose default is synchronous_commit=off', async () => {
    await sql(url, `alter database ${database()} set synchronous_commit = off`);
    expect(await refusal()).toMatch(/synchronous_commit is off: set it to on/);
  });

  it('whose connection string asks for synchronous_commit=off', async () => {
    const safe = url;
    url = `${safe}?options=${encodeURIComponent('-c synchronous_commit=off')}`;
    expect(await refusal()).toMatch(/synchronous_commit is off/);
    url = safe;
  });

  it('that was never migrated', async () => {
    url = await server.freshDatabase();
    expect(await refusal()).toMatch(/run the migration/);
  });

  it('that a newer program migrated', async () => {
    await sql(url, `insert into public.schema_version (version) values (${SCHEMA_VERSION + 1})`);
    expect(await refusal()).toMatch(`version ${SCHEMA_VERSION + 1}`);
    await expect(migrate(url)).rejects.toBeInstanceOf(UnsafeDatabase);
  });

  it.each([
    ['is disabled', 'alter table public.event disable trigger event_is_append_only', /not ENABLE ALWAYS/],
    [
      'does not fire for a replica',
      'alter table public.segment enable trigger segment_is_never_changed',
      /not ENABLE ALWAYS/,
    ],
    ['is missing', 'drop trigger fingerprint_is_append_only on public.fingerprint', /is missing/],
    [
      'no longer covers TRUNCATE',
      `drop trigger event_is_append_only on public.event;
       create trigger event_is_append_only before update or delete on public.event for each statement execute function public.refuse_change();
       alter table public.event enable always trigger event_is_append_only`,
      /is missing/,
    ],
  ])('in which a guard %s', async (_how, change, message) => {
    await sql(url, change);
    expect(await refusal()).toMatch(message);
  });

  it('whose application role owns the table of events', async () => {
    await sql(url, 'alter table public.event owner to sagsspor_app');
    expect(await refusal()).toMatch(/owns the table event/);
    await sql(url, 'alter table public.event owner to current_user');
  });

  it.each(['insert on public.event', 'update on public.head'])(
    'whose application role may %s directly',
    async (right) => {
      await sql(url, `grant ${right} to sagsspor_app`);
      expect(await refusal()).toMatch(/may write event or head directly/);
    },
  );

  it('but not for what else it has as its defaults: the store says itself how it reads and writes', async () => {
    await sql(
      url,
      `alter database ${database()} set default_transaction_isolation = 'serializable'`,
      `alter database ${database()} set timezone = 'Asia/Tokyo'`,
      `alter database ${database()} set datestyle = 'German'`,
    );
    const store = await PostgresStore.open(url);
    const appended = await store.append(command('a', [write('case-1', 0, 'a')]));
    const two = await store.append(command('b', [write('case-1', 1, 'b', 'c')], '2026-11-20T23:30:00.120Z'));
    const read = await store.readStream('case-1');
    expect(read.map(({ recordedAt }) => recordedAt)).toEqual(
      [...appended.events, ...two.events].map(({ recordedAt }) => recordedAt),
    );
    const client = await connect(connectionConfig(url, {}));
    const { rows } = await client.query('show idle_in_transaction_session_timeout');
    expect(rows).toEqual([{ idle_in_transaction_session_timeout: '10s' }]);
    await client.end();
    await store.close();
  });

  it('and takes it once it is mended', async () => {
    await sql(url, `alter database ${database()} set synchronous_commit = off`);
    expect(await refusal()).toMatch(/synchronous_commit/);
    await sql(url, `alter database ${database()} reset synchronous_commit`);
    expect(await refusal()).toBe('opened');
  });
});

describe('the migration', () => {
  it('may run again and at the same time as another', async () => {
    const fresh = await server.freshDatabase();
    await Promise.all([1, 2, 3, 4].map(() => migrate(fresh)));
    await migrate(fresh);
    expect(await sql(fresh, 'select version from public.schema_version')).toEqual(
      Array.from({ length: SCHEMA_VERSION }, (_, i) => ({ version: i + 1 })),
    );
  });

  it('makes three indexes on the log and no more', async () => {
    const rows = await sql<{ columns: string }>(
      url,
      `select substring(indexdef from '\\((.*)\\)') as columns from pg_indexes where tablename = 'event' order by 1`,
    );
    expect(rows.map(({ columns }) => columns.replaceAll('"', '')).sort()).toEqual([
      'command_id, ordinal',
      'position',
      'stream, version',
    ]);
  });
});
