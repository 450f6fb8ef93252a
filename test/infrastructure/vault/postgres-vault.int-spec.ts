import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { KeyDestroyed, VaultUnavailable } from '../../../src/application/ports/vault.js';
import { migrateKeys, PostgresKeys } from '../../../src/infrastructure/vault/key-ring.js';
import { PostgresVault } from '../../../src/infrastructure/vault/vaults.js';
import { wrappedAs } from '../../../src/infrastructure/vault/wrapped-key.js';
import { type TestServer, testServer } from '../../support/postgres.js';
import { clockAt, kmsAt, kmsFolder, NOVEMBER, opened, removeFolders, request, sealed } from './fixture.js';

afterAll(removeFolders);

let server: TestServer;
let keysUrl: string;
let dir: string;
const vaults: PostgresVault[] = [];
const clock = clockAt(NOVEMBER);

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await Promise.all(vaults.splice(0).map((vault) => vault.close()));
  clock.set(NOVEMBER);
  keysUrl = await server.freshDatabase();
  dir = kmsFolder();
  await migrateKeys(keysUrl);
});
afterAll(() => Promise.all(vaults.splice(0).map((vault) => vault.close())));

/** Each call is a process of its own: its own pool, memory and view of the key files. */
async function vault(): Promise<PostgresVault> {
  const made = await PostgresVault.open({ keysUrl, kms: kmsAt(clock.now, dir), now: clock.now });
  vaults.push(made);
  return made;
}
async function sql<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: keysUrl });
  await client.connect();
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.end();
  }
}

describe('keys in PostgreSQL', () => {
  it('open in another process what one has sealed', async () => {
    const stored = await sealed(await vault(), request({ navn: 'Æ', ord: ['a', 'b'] }));
    expect(await opened(await vault(), stored)).toEqual({ content: { navn: 'Æ', ord: ['a', 'b'] } });
  });

  it('are made once: processes that race for the same scopes, in any order, agree and none fails', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, vault));
    for (let round = 0; round < 10; round++) {
      const asked = Array.from({ length: 60 }, (_, segment) =>
        request(`text ${segment}`, { segment, scope: `case:${round}-${segment}` }),
      );
      const made = await Promise.all(all.map((v, i) => v.seal(i % 2 ? asked : asked.toReversed())));
      const keys = made.map((list) => new Map(list.map(({ segment }) => [segment.segment, segment.keyId])));
      for (const { segment } of asked) expect(new Set(keys.map((k) => k.get(segment))).size).toBe(1);
    }
    expect(await sql('select count(*)::int as keys from data_key')).toEqual([{ keys: 600 }]);
  });

  it('are inserted in one order, whatever the order of the fields: two processes would otherwise wait for each other (deadlock)', async () => {
    const one = await vault();
    await one.seal(Array.from({ length: 60 }, (_, segment) => request('x', { segment, scope: `case:${segment}` })));
    const written = await sql<{ d: string }>(`select encode(scope_digest, 'hex') as d from data_key order by ctid`);
    expect(written.map((row) => row.d)).toEqual(written.map((row) => row.d).toSorted());
  });

  it('say nothing of whose they are: no scope, id or content in the files of the table and its indexes', async () => {
    const scope = 'person:canary-person@case:canary-case';
    await (await vault()).seal([request('canary-content æøå', { scope })]);
    await sql('checkpoint');
    const rows = await sql<{ row: string }>(
      `select row_to_json(d)::text || encode(wrapped, 'escape') || encode(scope_digest, 'escape') as row from data_key d`,
    );
    const files = await sql<{ name: string; bytes: Buffer }>(
      `select relname as name, pg_read_binary_file(pg_relation_filepath(oid)) as bytes
         from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'i') and relname like 'data_key%' order by relname`,
    );
    expect(files.map((f) => f.name)).toEqual(['data_key', 'data_key_pkey', 'data_key_scope_digest_key']);
    expect(rows).toHaveLength(1);
    // What is in the clear is found: the search below can find something.
    expect(files[0]?.bytes.includes('2026-11')).toBe(true);
    for (const word of ['canary', 'person:', 'case:', 'content', 'ConcernReceived', 'concern-17', 'a3c1d0de']) {
      expect(
        rows
          .map((r) => r.row)
          .join()
          .includes(word),
      ).toBe(false);
      expect(files.filter((f) => f.bytes.includes(word)).map((f) => f.name)).toEqual([]);
    }
  });

  it('are flushed before anything is sealed with them, even where the database would not wait (REL 0.3)', async () => {
    await sql(`create table seen (setting text)`);
    await sql(`create function note() returns trigger language plpgsql as $$ begin
                 insert into seen values (current_setting('synchronous_commit')); return null; end $$`);
    await sql('create trigger note after insert or update on data_key for each statement execute function note()');
    await sql(`alter database ${pg.escapeIdentifier(new URL(keysUrl).pathname.slice(1))} set synchronous_commit = off`);
    const one = await vault();
    const { segment } = await sealed(one, request('a'));
    await one.destroyKeys([segment.keyId]);
    expect(await sql('select setting from seen')).toEqual([{ setting: 'on' }, { setting: 'on' }]);
  });

  it('cost a round trip for many and none while remembered', async () => {
    const asked = Array.from({ length: 100 }, (_, segment) => request('x', { segment, scope: `case:${segment}` }));
    await (await vault()).seal(asked);
    const other = await vault();
    const queries: string[] = [];
    const query = pg.Client.prototype.query;
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      queries.push(String(args[0]));
      return Reflect.apply(query, this, args);
    } as typeof query;
    try {
      await other.seal(asked);
      expect(queries).toHaveLength(1);
      await other.seal(asked);
      expect(queries).toHaveLength(1);
      await other.seal([request('new', { scope: 'case:new' }), ...asked]);
      expect(queries).toHaveLength(4);
    } finally {
      pg.Client.prototype.query = query;
    }
  });
});

describe('an erasure', () => {
  it('leaves a row without a key, closes what it sealed and gives the scope no other key', async () => {
    const one = await vault();
    const [stored, kept] = [await sealed(one, request('a')), await sealed(one, request('b', { scope: 'case:2' }))];
    await one.destroyKeys([stored.segment.keyId]);
    const rows = await sql(
      `select wrapped is null and nonce is null and tag is null and destroyed_at is not null as gone from data_key where key_id = $1`,
      [stored.segment.keyId],
    );
    expect(rows).toEqual([{ gone: true }]);
    for (const each of [one, await vault()]) {
      expect(await opened(each, stored)).toBe('erased');
      expect(await opened(each, kept)).toEqual({ content: 'b' });
      await expect(each.seal([request('c')])).rejects.toThrow(KeyDestroyed);
    }
  });

  it('done again changes nothing, not even its time', async () => {
    const one = await vault();
    const { segment } = await sealed(one, request('a'));
    await one.destroyKeys([segment.keyId]);
    const before = await sql('select * from data_key');
    await one.destroyKeys([segment.keyId, 'a3c1d0de-0000-8000-a000-000000000009']);
    expect(await sql('select * from data_key')).toEqual(before);
  });

  it('takes effect in another process within a minute', async () => {
    const [one, other] = [await vault(), await vault()];
    const stored = await sealed(one, request('a'));
    expect(await opened(other, stored)).toEqual({ content: 'a' });
    await one.destroyKeys([stored.segment.keyId]);
    clock.pass(60_000);
    expect(await opened(other, stored)).toBe('erased');
  });
});

describe('renewing the wrapping', () => {
  it('reaches every living key, in batches, beside other processes, and nothing of the old epoch is needed then', async () => {
    const one = await vault();
    const asked = Array.from({ length: 1_100 }, (_, n) => request(`text ${n}`, { segment: n, scope: `case:${n}` }));
    const made = await one.seal(asked);
    await one.destroyKeys(made.slice(0, 10).map((m) => m.segment.keyId));
    clock.set('2026-12-03T09:00:00.000Z');
    await Promise.all([one.renewKeys(), (await vault()).renewKeys()]);
    expect(await one.renewKeys()).toEqual({ renewed: 0, left: 0 });
    expect(await sql('select epoch, count(*)::int as keys from data_key group by epoch order by epoch')).toEqual([
      { epoch: '2026-11', keys: 10 },
      { epoch: '2026-12', keys: 1_090 },
    ]);
    await kmsAt(clock.now, dir).destroyEpoch('2026-11');
    const refs = asked.map((r, i) => ({ ...r, commitment: made[i]?.commitment ?? '' }));
    const segments = made.map((m) => m.segment);
    const all = [...(await (await vault()).open(refs, segments)).values()];
    expect(all).toEqual(asked.map((r, i) => (i < 10 ? 'erased' : { content: r.content })));
  });
});

describe('a key destroyed while it is being renewed', () => {
  it('stays destroyed, and the others are renewed', async () => {
    const one = await vault();
    const [gone, kept] = [await sealed(one, request('a')), await sealed(one, request('b', { scope: 'case:2' }))];
    clock.set('2026-12-03T09:00:00.000Z');
    const kms = kmsAt(clock.now, dir);
    const keys = new PostgresKeys(keysUrl, kms, randomBytes);
    try {
      const read = await keys.olderThan('2026-12', '00000000-0000-0000-0000-000000000000', 10);
      expect(read).toHaveLength(2);
      await one.destroyKeys([gone.segment.keyId]);
      await keys.rewrap(await Promise.all(read.map(({ keyId }) => wrappedAs(keyId, '2026-12', randomBytes(32), kms))));
    } finally {
      await keys.close();
    }
    const rows = await sql('select key_id as id, epoch, wrapped is null as gone from data_key order by epoch');
    expect(rows).toEqual([
      { id: gone.segment.keyId, epoch: '2026-11', gone: true },
      { id: kept.segment.keyId, epoch: '2026-12', gone: false },
    ]);
  });
});

describe('the keys database', () => {
  it('may be migrated by several processes at once, and again', async () => {
    keysUrl = await server.freshDatabase();
    await Promise.all(Array.from({ length: 5 }, () => migrateKeys(keysUrl)));
    await migrateKeys(keysUrl);
    expect(await opened(await vault(), await sealed(await vault(), request('a')))).toEqual({ content: 'a' });
  });

  it('without its table is refused at the start, not at the first event', async () => {
    keysUrl = await server.freshDatabase();
    await expect(vault()).rejects.toThrow(VaultUnavailable);
  });

  it('gone while in use fails closed, and what is remembered still opens', async () => {
    const one = await vault();
    const stored = await sealed(one, request('a'));
    const name = new URL(keysUrl).pathname.slice(1);
    const admin = new pg.Client({ connectionString: server.url('postgres') });
    await admin.connect();
    await admin.query(`drop database ${pg.escapeIdentifier(name)} with (force)`);
    await admin.end();
    await expect(one.seal([request('b', { scope: 'case:2' })])).rejects.toThrow(VaultUnavailable);
    expect(await opened(one, stored)).toEqual({ content: 'a' });
    clock.pass(60_000);
    await expect(opened(one, stored)).rejects.toThrow(VaultUnavailable);
  });
});
