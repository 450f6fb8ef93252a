import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Append, type Appended, StoreUnavailable } from '../../../src/application/ports/event-store.js';
import { migrate, PostgresStore } from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import {
  command,
  event,
  followUntil,
  range,
  readLog,
  segment,
  write,
  writer,
} from '../../contract/event-store/fixtures.js';
import { type TestServer, testServer } from '../../support/postgres.js';
import { sql, until, Wire } from './postgres-fixture.js';

let server: TestServer;
let url: string;
let wire: Wire;
let store: PostgresStore;
beforeAll(async () => {
  server = await testServer();
});
// Dropping a database waits for a checkpoint, and there is one for each test.
afterAll(() => server.stop());
beforeEach(async () => {
  url = await server.freshDatabase();
  await migrate(url);
  wire = await Wire.to(url);
  store = await PostgresStore.open(wire.url, { patience: 400, statementTimeout: 1_000 });
});
afterEach(async () => {
  await store.close();
  await wire.close();
});

/** What a caller does who was told `unknown` or `not-persisted`: the same command again. */
async function persistently(to: PostgresStore, append: Append): Promise<{ answer: Appended; doubts: number }> {
  for (let doubts = 0; ; doubts += 1) {
    try {
      return { answer: await to.append(append), doubts };
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }
}

const outcomeOf = (append: Promise<unknown>) =>
  append.then(
    () => 'appended',
    (error: unknown) => (error instanceof StoreUnavailable ? error.outcome : error),
  );

describe('when the server goes away', () => {
  it('an append whose answer was lost is unknown, and repeating the command finds it in the log', async () => {
    wire.state = 'deaf';
    const receive = command('receive', [write('concern-1', 0, 'a')]);
    expect(await outcomeOf(store.append(receive))).toBe('unknown');
    wire.state = 'open';
    await until(async () => (await store.head()).position === 1);
    const again = await store.append(receive);
    expect(again.outcome).toBe('duplicate');
    expect(again.events).toHaveLength(1);
  });

  it('appends and reads that find no server end within the patience, certainly not persisted', async () => {
    wire.cut();
    // The first may have been sent on a connection whose loss was not yet known.
    await outcomeOf(store.append(command('first', [write('concern-0', 0, 'first')])));
    const appends = range(1, 5).map((n) => store.append(command(`n ${n}`, [write(`concern-${n}`, 0, `n ${n}`)])));
    expect(await Promise.all(appends.map(outcomeOf))).toEqual(range(1, 5).map(() => 'not-persisted'));
    expect(await outcomeOf(store.head())).toBe('not-persisted');
    wire.state = 'open';
    expect(await store.head()).toMatchObject({ position: 0 });
    const later = await store.append(command('n 1', [write('concern-1', 0, 'n 1')]));
    expect(later.events[0]?.position).toBe(1);
  });

  it('a server that does not exist is not available', async () => {
    wire.cut();
    expect(await outcomeOf(PostgresStore.open(wire.url, { patience: 100 }))).toBe('not-persisted');
  });

  it('a subscriber waits it out and then sees everything once and in order', async () => {
    const following = followUntil(store, 1, (seen) => seen.length >= 20);
    await writer(store, 'before', 10);
    wire.cut();
    const direct = await PostgresStore.open(url);
    await writer(direct, 'after', 10);
    await direct.close();
    wire.state = 'open';
    expect((await following).map(({ position }) => position)).toEqual(range(1, 20));
  });

  it('backends killed under load lose nothing and double nothing when callers repeat their commands', async () => {
    let done = false;
    const kills = (async () => {
      let killed = 0;
      while (!done) {
        const rows = await sql(
          url,
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sagsspor' and datname = current_database()`,
        );
        killed += rows.length;
        const position = (await sql<{ position: string }>(url, 'select position from head'))[0]?.position;
        await until(
          async () =>
            done || (await sql<{ position: string }>(url, 'select position from head'))[0]?.position !== position,
        );
      }
      return killed;
    })();
    // Whether a kill meets an append is chance: the callers go on until one has, so that the test is sharp on any machine.
    let [appended, doubts] = [0, 0];
    const callers = range(1, 24).map(async (caller) => {
      for (let n = 0; n < 40 || (doubts === 0 && n < 2_000); n += 1) {
        const name = `${caller} ${n}`;
        const answer = await persistently(store, command(name, [write(`case-${caller}`, n, name)]));
        expect(answer.answer.events[0]?.version).toBe(n + 1);
        doubts += answer.doubts;
        appended += 1;
      }
    });
    await Promise.all(callers);
    done = true;
    expect(await kills).toBeGreaterThan(0);
    expect(doubts).toBeGreaterThan(0);
    const log = await readLog(store);
    expect(log.map(({ position }) => position)).toEqual(range(1, appended));
    expect(new Set(log.map(({ commandId }) => commandId)).size).toBe(appended);
  });
});

describe('when the server refuses', () => {
  it('an append that waits too long behind another writer is certainly not persisted', async () => {
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query('begin; select from public.head for update');
    const receive = command('receive', [write('concern-1', 0, 'a')]);
    expect(await outcomeOf(store.append(receive))).toBe('not-persisted');
    await holder.query('rollback');
    await holder.end();
    expect((await store.append(receive)).outcome).toBe('appended');
  });

  it('the data of one append, its neighbours of the same group are appended', async () => {
    const sealed = (stream: string) => ({
      stream,
      expectedVersion: 0,
      events: [event('same', { segments: [segment('same', 0)] })],
    });
    const outcomes = await Promise.all(
      [
        command('one', [sealed('person-1')]),
        command('two', [sealed('person-2')]),
        ...range(3, 9).map((n) => command(`n ${n}`, [write(`person-${n}`, 0, `n ${n}`)])),
      ].map((append) => outcomeOf(store.append(append))),
    );
    expect(outcomes).toEqual(['appended', 'not-persisted', ...range(3, 9).map(() => 'appended')]);
    expect((await readLog(store)).map(({ position }) => position)).toEqual(range(1, 8));
  });
});

describe('when the store is closed', () => {
  it('what was accepted before is finished, and what comes after is refused', async () => {
    const accepted = range(1, 50).map((n) => store.append(command(`n ${n}`, [write(`case-${n}`, 0, `n ${n}`)])));
    const closing = store.close();
    expect(await outcomeOf(store.append(command('late', [write('case-0', 0, 'late')])))).toBe('not-persisted');
    expect(await Promise.all(accepted.map(outcomeOf))).toEqual(range(1, 50).map(() => 'appended'));
    await closing;
    expect(await sql(url, 'select position::int from head')).toEqual([{ position: 50 }]);
  });

  it('subscriptions end', async () => {
    await writer(store, 'one', 3);
    const seen: number[] = [];
    for await (const batch of store.subscribe(1, new AbortController().signal)) {
      seen.push(...batch.map(({ position }) => position));
      if (seen.length === 3) await store.close();
    }
    expect(seen).toEqual([1, 2, 3]);
  });
});
