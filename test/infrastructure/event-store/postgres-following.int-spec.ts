import { once } from 'node:events';
import { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Wake } from '../../../src/infrastructure/event-store/follow.js';
import { connect, connectionConfig } from '../../../src/infrastructure/event-store/postgres/connection.js';
import { Notifier } from '../../../src/infrastructure/event-store/postgres/notifier.js';
import { migrate, PostgresStore } from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import { Reader } from '../../../src/infrastructure/event-store/postgres/reader.js';
import { command, hex, range, readLog, write, writer } from '../../contract/event-store/fixtures.js';
import { type TestServer, testServer } from '../../support/postgres.js';
import { sql, until, Wire } from './postgres-fixture.js';

let server: TestServer;
let url: string;
let store: PostgresStore;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  url = await server.freshDatabase();
  await migrate(url);
  store = await PostgresStore.open(url);
});
afterEach(() => store.close());

const listeners = async (): Promise<readonly number[]> =>
  (
    await sql<{ pid: number }>(
      url,
      `select pid from pg_stat_activity where datname = current_database() and query = 'listen log' and pid <> pg_backend_pid()`,
    )
  ).map(({ pid }) => pid);

describe('What is appended to the log', () => {
  it('is told at once to who listens, alone and in a group', async () => {
    const client = await connect(connectionConfig(url, {}));
    await client.query('listen log');
    for (const [name, count] of [
      ['one', 1],
      ['two', 2],
    ] as const) {
      const told = once(client, 'notification');
      const names = range(1, count).map((n) => `${name} ${n}`);
      const { events } = await store.append(command(name, [write(`case-${name}`, 0, ...names)]));
      expect(await told).toMatchObject([{ channel: 'log', payload: String(events.at(-1)?.position) }]);
    }
    await client.end();
  });
});

describe('Listening to the log', () => {
  it('begins with the first who follows and ends with the last', async () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const following = [one, two].map(async ({ signal }) => {
      for await (const _ of store.subscribe(1, signal));
    });
    await until(async () => (await listeners()).length === 1);
    one.abort();
    await following[0];
    expect(await listeners()).toHaveLength(1);
    two.abort();
    await following[1];
    await until(async () => (await listeners()).length === 0);
  });

  it('comes back when its connection is lost', async () => {
    const abort = new AbortController();
    const following = (async () => {
      for await (const _ of store.subscribe(1, abort.signal));
    })();
    await until(async () => (await listeners()).length === 1);
    const [before] = await listeners();
    await sql(url, `select pg_terminate_backend(${before})`);
    await until(async () => (await listeners()).some((pid) => pid !== before));
    abort.abort();
    await following;
  });

  it('counts who has left once, however often that is said', async () => {
    const notifier = new Notifier(connectionConfig(url, {}), new Wake());
    const [leave, stay] = [notifier.listen(), notifier.listen()];
    await until(async () => (await listeners()).length === 1);
    leave();
    leave();
    const again = notifier.listen();
    again();
    expect(await listeners()).toHaveLength(1);
    stay();
    await until(async () => (await listeners()).length === 0);
  });

  it('keeps no connection that was opened for who has left already', async () => {
    const sockets: Socket[] = [];
    const stream = () => {
      const socket = new Socket();
      sockets.push(socket);
      return socket;
    };
    new Notifier({ ...connectionConfig(url, {}), stream }, new Wake()).listen()();
    const [socket] = sockets;
    if (!socket) throw new Error('nothing was opened');
    await once(socket, 'close');
    expect(sockets).toHaveLength(1);
  });
});

describe('Reading the log', () => {
  it('is given up by who leaves while the server is away, however patient the store is', async () => {
    const wire = await Wire.to(url);
    const patient = await PostgresStore.open(wire.url, { patience: 3_600_000 });
    await writer(patient, 'one', 1);
    const abort = new AbortController();
    const following = (async () => {
      for await (const _ of patient.subscribe(1, abort.signal)) wire.cut();
    })();
    await until(() => wire.state === 'cut');
    abort.abort();
    await following;
    await patient.close();
    await wire.close();
  });

  it('gives each leaf once, however many are read at a time', async () => {
    await writer(store, 'one', 7);
    const leaves = (await readLog(store)).map(({ leaf }) => hex(leaf));
    const reader = new Reader(url, { leavesAtOnce: 3 });
    for (const [from, to] of [
      [1, 7],
      [0, 100],
      [3, 5],
      [2, 7],
    ] as const) {
      const read: string[] = [];
      for await (const batch of reader.leaves(from, to)) read.push(...batch.map(hex));
      expect(read).toEqual(leaves.slice(Math.max(0, from - 1), to));
    }
    await reader.close();
  });
});
