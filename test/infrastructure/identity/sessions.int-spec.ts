import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { SessionRow, SessionStore } from '../../../src/application/ports/identity.js';
import { openStore } from '../../../src/infrastructure/event-store/open-store.js';
import { ROLES } from '../../../src/infrastructure/event-store/postgres/roles.js';
import { SessionTable } from '../../../src/infrastructure/identity/session-table.js';
import { endPool, LIMITS, poolTo } from '../../../src/infrastructure/postgres/connections.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { MemorySessions } from '../../support/identity/memory-sessions.js';
import { type TestServer, testServer } from '../../support/postgres.js';

let server: TestServer;
let pool: pg.Pool;
const stores = new Map<string, () => SessionStore>([['in memory', () => new MemorySessions()]]);
stores.set('in a table', () => new SessionTable(pool));
beforeAll(async () => {
  server = await testServer();
  const url = await server.freshDatabase();
  await (await openStore(url, url, { onUnsafe: () => undefined })).close();
  const owner = new pg.Pool({ connectionString: url });
  owner.on('error', () => undefined);
  await migrateReadStore(owner, []);
  await owner.end();
  pool = poolTo(url, { limits: LIMITS.request, name: ROLES.projector, role: ROLES.projector }, 8);
});
afterAll(async () => {
  await endPool(pool);
  await server.stop();
});

const AT = '2026-03-02T08:00:00.000Z';
const minute = (n: number) => new Date(Date.parse(AT) + n * 60_000).toISOString();
let made = 0;
const rowOf = (user: string, n = 0, more: Partial<SessionRow> = {}): SessionRow => ({
  ...{ hash: `hash ${++made}`, session: `s${made}`, userId: user, agency: 'SSP', role: 'caseworker', unit: null },
  ...{ issuer: 'kommune', way: 'page', level: 'high', authenticatedAt: AT, startedAt: minute(n), seenAt: minute(n) },
  ...{ until: minute(480), providerSession: `idp ${made}`, subject: `blind ${user}`, ended: null, configuration: 'c' },
  ...more,
});

describe.each([...stores.keys()])('Sessions %s', (where) => {
  const kept = () => (stores.get(where) ?? (() => new MemorySessions()))();

  it('are found as they were opened, seen and ended', async () => {
    const sessions = kept();
    const row = rowOf(`a ${where}`);
    await sessions.open(row, 5);
    expect(await sessions.find(row.hash)).toEqual(row);
    await sessions.seen(row.hash, minute(3));
    await sessions.seen(row.hash, minute(2));
    expect(await sessions.find(row.hash)).toEqual({ ...row, seenAt: minute(3) });
    expect((await sessions.end({ hash: row.hash }, 'user')).map((r) => r.session)).toEqual([row.session]);
    expect(await sessions.end({ hash: row.hash }, 'provider')).toEqual([]);
    expect((await sessions.find(row.hash))?.ended).toBe('user');
  });

  it('of one user and way are so many at most, and the oldest end', async () => {
    const sessions = kept();
    const user = `b ${where}`;
    const rows = [0, 1, 2, 3].map((n) => rowOf(user, n));
    const others = [rowOf(user, 0, { way: 'signed-token' }), rowOf(`another ${where}`)];
    for (const row of others) expect(await sessions.open(row, 2)).toEqual([]);
    const ended: string[] = [];
    for (const row of rows) ended.push(...(await sessions.open(row, 2)).map((r) => r.session));
    expect(ended).toEqual([rows[0]?.session, rows[1]?.session]);
    for (const row of others) expect((await sessions.find(row.hash))?.ended).toBeNull();
  });

  it('that are opened at once are counted one after the other', async () => {
    const sessions = kept();
    const rows = Array.from({ length: 8 }, () => rowOf(`c ${where}`));
    await Promise.all(rows.map((row) => sessions.open(row, 3)));
    const standing = await Promise.all(rows.map(async (r) => (await sessions.find(r.hash))?.ended === null));
    expect(standing.filter(Boolean)).toHaveLength(3);
  });

  it('end by the session of a provider, or by the person, and of no other provider', async () => {
    const sessions = kept();
    const user = `d ${where}`;
    const [one, two, elsewhere] = [rowOf(user), rowOf(user), rowOf(user, 0, { issuer: 'politi' })];
    for (const row of [one, two, elsewhere]) await sessions.open(row, 9);
    const by = { issuer: 'kommune', providerSession: String(one.providerSession) };
    expect((await sessions.end(by, 'provider')).map((r) => r.session)).toEqual([one.session]);
    const person = await sessions.end({ issuer: 'kommune', subject: two.subject }, 'provider');
    expect(person.map((r) => r.session)).toEqual([two.session]);
    expect((await sessions.find(elsewhere.hash))?.ended).toBeNull();
  });

  it('of a user are listed, the newest first, and each or all but one are ended; of nobody else', async () => {
    const sessions = kept();
    const [user, other] = [`own ${where}`, `not own ${where}`];
    const [old, mid, here, theirs] = [rowOf(user, 0), rowOf(user, 1), rowOf(user, 2), rowOf(other, 0)];
    for (const row of [old, mid, here, theirs]) await sessions.open(row, 9);
    const listed = async (of: string) => (await sessions.ofUser(of, minute(3))).map((r) => r.session);
    expect(await listed(user)).toEqual([here.session, mid.session, old.session]);
    expect(await sessions.end({ userId: user, session: theirs.session }, 'user')).toEqual([]);
    expect((await sessions.end({ userId: user, session: mid.session }, 'user')).map((r) => r.session)).toEqual([
      mid.session,
    ]);
    expect((await sessions.end({ userId: user, but: here.hash }, 'user')).map((r) => r.session)).toEqual([old.session]);
    expect([await listed(user), await listed(other)]).toEqual([[here.session], [theirs.session]]);
  });

  it('remember what is used once, whoever asks first, until its time is over', async () => {
    const sessions = kept();
    const key = `assertion ${where}`;
    const tries = await Promise.all(Array.from({ length: 8 }, () => sessions.once(key, minute(8))));
    expect(tries.filter(Boolean)).toHaveLength(1);
    await sessions.clean(minute(7));
    expect(await sessions.once(key, minute(8))).toBe(false);
    await sessions.clean(minute(9));
    expect(await sessions.once(key, minute(20))).toBe(true);
  });

  it('give what was kept once, and not when it is too late', async () => {
    const sessions = kept();
    await sessions.keep(`x ${where}`, { a: 1 }, minute(1));
    const taken = await Promise.all([AT, AT].map((now) => sessions.take(`x ${where}`, now)));
    expect(taken.filter((t) => t !== undefined)).toEqual([{ a: 1 }]);
    await sessions.keep(`y ${where}`, { a: 1 }, minute(1));
    expect(await sessions.take(`y ${where}`, minute(1))).toBeUndefined();
    expect(await sessions.take(`nothing ${where}`, AT)).toBeUndefined();
  });
});
