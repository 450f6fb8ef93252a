import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { StoreUnavailable, VersionConflict } from '../../../src/application/ports/event-store.js';
import { EventStoreDbStore } from '../../../src/infrastructure/event-store/eventstoredb/eventstoredb-store.js';
import { LogRewritten } from '../../../src/infrastructure/event-store/eventstoredb/failures.js';
import { BESIDE_EVENTSTOREDB } from '../../../src/infrastructure/event-store/eventstoredb/schema.sql.js';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import {
  command,
  event,
  followUntil,
  id,
  range,
  readLog,
  segment,
  write,
  writer,
} from '../../contract/event-store/fixtures.js';
import { type Double, startDouble } from '../../support/eventstoredb/double.js';
import { until } from '../../support/eventstoredb/spec-client.js';
import { testCertificate } from '../../support/eventstoredb/test-certificate.js';
import { type TestServer, testServer } from '../../support/postgres.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

interface Around {
  readonly double: Double;
  readonly beside: string;
  open(options?: Parameters<typeof EventStoreDbStore.open>[2]): Promise<EventStoreDbStore>;
}

/** A server, a database beside it and any number of processes on both. */
async function around(work: (around: Around) => Promise<void>): Promise<void> {
  const double = await startDouble();
  const beside = await server.freshDatabase();
  await migrate(beside, BESIDE_EVENTSTOREDB);
  const stores: EventStoreDbStore[] = [];
  try {
    await work({
      double,
      beside,
      open: async (options) => {
        const store = await EventStoreDbStore.open(double.connectionString, beside, options);
        stores.push(store);
        return store;
      },
    });
  } finally {
    for (const store of stores) await store.close();
    await double.stop();
  }
}

const sealed = (name: string) => ({
  stream: `person-${name}`,
  expectedVersion: 0,
  events: [event(name, { segments: [segment(name, 0)] })],
});

async function inDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
const segmentsIn = (url: string) =>
  inDatabase(url, async (client) => (await client.query('select count(*)::int as n from esdb.segment')).rows[0].n);

describe('a store on EventStoreDB', () => {
  it.each(['unavailable', 'connection', 'timeout'] as const)(
    'whose reply was lost (%s) finds that the append stands, and does not append again',
    (how) =>
      around(async ({ double, open }) => {
        const store = await open();
        double.faults.loseReplyOfAppend(1, how);
        const { outcome, events } = await store.append(command('a', [write('case-1', 0, 'a', 'b')]));
        expect([outcome, events.map(({ version }) => version)]).toEqual(['appended', [1, 2]]);
        expect(await readLog(store)).toHaveLength(2);
      }),
  );

  it('says unknown when the server stays away in the middle of an append, and repeating tells that it stands', () =>
    around(async ({ double, open }) => {
      const store = await open({ patience: 300 });
      const append = command('a', [sealed('a')]);
      double.faults.loseReplyOfAppend(50, 'unavailable');
      double.faults.refuseAppend(50);
      const error = await store.append(append).catch((e: unknown) => e);
      // The first try stands; every repetition was lost as well.
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect(error).toMatchObject({ outcome: 'unknown' });
      expect((await store.append(append)).outcome).toBe('duplicate');
      expect(await store.readSegments([id('event a')])).toHaveLength(1);
    }));

  it('says unknown of an append whose first try was not answered, whatever the last one heard, and keeps its text', () =>
    around(async ({ double, open }) => {
      const store = await open({ patience: 300 });
      double.faults.loseReplyOfAppend(1, 'unavailable');
      double.faults.notLeader(200, '127.0.0.1', double.port);
      const append = command('a', [sealed('a')]);
      await expect(store.append(append)).rejects.toMatchObject({ outcome: 'unknown' });
      const again = await open();
      expect(await again.readSegments([id('event a')])).toHaveLength(1);
    }));

  it('goes on after the server was away for a moment', () =>
    around(async ({ double, open }) => {
      const store = await open();
      double.faults.refuseAppend(2);
      await store.append(command('a', [write('case-1', 0, 'a')]));
      await double.restart();
      await store.append(command('b', [write('case-1', 1, 'b')]));
      expect((await store.readStream('case-1')).map(({ version }) => version)).toEqual([1, 2]);
    }));

  it('follows the log through dropped subscriptions and connections, and events delivered twice', () =>
    around(async ({ double, open }) => {
      const store = await open();
      const following = followUntil(store, 1, (seen) => seen.length >= 60);
      double.faults.redeliverOnReconnect(3);
      const cut = setInterval(() => double.faults.dropSubscriptions(), 25);
      await Promise.all(['a', 'b', 'c'].map((name) => writer(store, name, 20)));
      const seen = await following;
      clearInterval(cut);
      expect(seen.map(({ position }) => position)).toEqual(range(1, 60));
    }));

  it('numbers the same events the same from several processes at once', () =>
    around(async ({ open }) => {
      const stores = [await open(), await open(), await open()];
      await Promise.all(stores.map((store, n) => writer(store, `w${n}`, 15)));
      const logs = await Promise.all(stores.map((store) => readLog(store)));
      expect(logs[0]?.map(({ position }) => position)).toEqual(range(1, 45));
      expect(logs[1]).toEqual(logs[0]);
      expect(logs[2]).toEqual(logs[0]);
    }));

  it('numbers the log anew when the numbering is lost, and comes to the same', () =>
    around(async ({ beside, open }) => {
      const store = await open();
      await Promise.all(['a', 'b', 'c'].map((name) => writer(store, name, 10)));
      const before = await readLog(store);
      await inDatabase(beside, async (client) => {
        await client.query('truncate esdb.place');
        await client.query(`update esdb.scanned set position = 0, recorded_at = 'epoch', commit_position = null`);
      });
      expect(await readLog(await open())).toEqual(before);
    }));

  it('one command given to two processes at once stands once, with the text of the one that wrote it', () =>
    around(async ({ beside, open }) => {
      const [one, two] = [await open(), await open()];
      for (const n of range(1, 10)) {
        const append = command(`a ${n}`, [sealed(`a${n}`)]);
        const outcomes = await Promise.all([one.append(append), two.append(append)]);
        expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['appended', 'duplicate']);
        expect(outcomes[0]?.events).toEqual(outcomes[1]?.events);
      }
      expect(await one.readSegments(range(1, 10).map((n) => id(`event a${n}`)))).toHaveLength(10);
      expect(await segmentsIn(beside)).toBe(10);
    }));

  it('sweeps the sealed text of an append that came to nothing, and only that', () =>
    around(async ({ double, beside, open }) => {
      const store = await open({ patience: 200 });
      await store.append(command('kept', [sealed('kept')]));
      double.faults.refuseAppend(50);
      await expect(store.append(command('lost', [sealed('lost')]))).rejects.toMatchObject({ outcome: 'unknown' });
      expect(await segmentsIn(beside)).toBe(2);
      expect(await store.sweep()).toBe(0); // it is too young: the append could still be under way
      await (await open({ orphansAfter: 0 })).close();
      expect(await segmentsIn(beside)).toBe(1);
      expect(await store.readSegments([id('event kept')])).toHaveLength(1);
    }));

  it('writes the streams of an append one after the other and says which it had to leave', () =>
    around(async ({ double, open }) => {
      const [one, two] = [await open(), await open()];
      double.faults.delayAppends(60);
      const slow = one.append(command('both', [write('case-1', 0, 'a'), write('concern-1', 0, 'b')]));
      const quick = two.append(command('other', [write('concern-1', 0, 'c')]));
      const [{ outcome, events, left }] = await Promise.all([slow, quick]);
      expect([outcome, events.map(({ stream }) => stream), left]).toEqual(['appended', ['case-1'], ['concern-1']]);
    }));

  it('refuses a guard that does not hold before anything is written', () =>
    around(async ({ open }) => {
      const store = await open();
      await store.append(command('a', [write('case-1', 0, 'a')]));
      const guarded = store.append(command('b', [write('case-2', 0, 'b'), write('case-1', 0)]));
      await expect(guarded).rejects.toBeInstanceOf(VersionConflict);
      expect(await readLog(store)).toHaveLength(1);
    }));

  it('stops at a log that was exchanged for another one', () =>
    around(async ({ double, beside, open }) => {
      const store = await open();
      await writer(store, 'a', 5);
      const other = await startDouble();
      const elsewhere = await server.freshDatabase();
      await migrate(elsewhere, BESIDE_EVENTSTOREDB);
      const stranger = await EventStoreDbStore.open(other.connectionString, elsewhere);
      await writer(stranger, 'b', 5);
      await stranger.close();
      await expect(EventStoreDbStore.open(other.connectionString, beside)).rejects.toBeInstanceOf(LogRewritten);
      await other.stop();
      expect(await readLog(store)).toHaveLength(5);
      expect(double.log).toBeDefined();
    }));

  it('shows an event that somebody else wrote into a stream of ours', () =>
    around(async ({ double, open }) => {
      const store = await open();
      await writer(store, 'a', 2);
      const client = EventStoreDBClient.connectionString(double.connectionString);
      await client.appendToStream('case-a', jsonEvent({ type: 'Forged', data: { by: 'hand' } }));
      await client.dispose();
      const log = await readLog(store);
      expect(log.map(({ type }) => type)).toEqual(['ConcernReceived', 'ConcernReceived', 'Forged']);
      expect(Buffer.from(log[2]?.bytes ?? []).toString()).toBe('{"by":"hand"}');
    }));

  describe('beside others on the same server', () => {
    const PREFIX = 'house-';
    const others = async (double: Double, count: number, stream = 'theirs') => {
      const client = EventStoreDBClient.connectionString(double.connectionString);
      for (let left = count; left > 0; left -= 500)
        await client.appendToStream(
          stream,
          range(1, Math.min(left, 500)).map(() => jsonEvent({ type: 'theirs', data: {} })),
        );
      await client.dispose();
    };

    it('goes on after what the others wrote behind its last event was deleted and scavenged', () =>
      around(async ({ double, open }) => {
        const store = await open({ prefix: PREFIX });
        await writer(store, 'a', 3);
        await others(double, 20);
        expect(await readLog(store)).toHaveLength(3);
        await store.close();
        double.log.scavenge((stream) => stream === 'theirs');
        const again = await open({ prefix: PREFIX });
        await again.append(command('after', [write('case-z', 0, 'z')]));
        expect((await readLog(again)).map(({ position }) => position)).toEqual(range(1, 4));
      }));

    it('reads its own among many of others without being sent them', () =>
      around(async ({ double, open }) => {
        const store = await open({ prefix: PREFIX });
        await writer(store, 'a', 2);
        await others(double, 5_000);
        await writer(store, 'b', 2);
        await others(double, 3_000);
        const sent = double.seen.delivered;
        const again = await open({ prefix: PREFIX });
        expect((await readLog(again)).map(({ position }) => position)).toEqual(range(1, 4));
        expect(double.seen.delivered - sent).toBeLessThan(5_000);
      }));

    it('begins on a server that others have filled before', () =>
      around(async ({ double, open }) => {
        await others(double, 3_000);
        const store = await open({ prefix: PREFIX });
        await writer(store, 'a', 2);
        expect((await readLog(store)).map(({ position }) => position)).toEqual(range(1, 2));
      }));

    it('leaves out none of its own where a restore cut off what others had written behind them', () =>
      around(async ({ double, open }) => {
        const store = await open({ prefix: PREFIX });
        await writer(store, 'a', 2);
        await others(double, 50);
        expect(await readLog(store)).toHaveLength(2);
        double.log.cutOff('theirs');
        await writer(store, 'b', 2);
        expect((await readLog(store)).map(({ position }) => position)).toEqual(range(1, 4));
      }));

    it('an old mark that was another’s event does not stop it', () =>
      around(async ({ double, beside, open }) => {
        const store = await open({ prefix: PREFIX });
        await writer(store, 'a', 2);
        await others(double, 1);
        const theirs = double.log.stream('theirs')[0];
        await inDatabase(beside, (client) =>
          client.query('update esdb.scanned set commit_position = $1, prepare_position = $1, event_id = $2', [
            theirs?.position,
            theirs?.id,
          ]),
        );
        double.log.scavenge((stream) => stream === 'theirs');
        expect(await readLog(await open({ prefix: PREFIX }))).toHaveLength(2);
      }));
  });

  it('names what is gone of a stream of its own that was truncated or deleted', () =>
    around(async ({ double, open }) => {
      const store = await open();
      await store.append(command('a', [write('case-a', 0, 'a', 'b', 'c')]));
      double.log.truncate('case-a', 1);
      await expect(store.readStream('case-a')).rejects.toThrow(/version 1 of case-a, position 1, is gone/);
      await expect(readLog(store)).rejects.toThrow(/is gone|does not stand/);
      double.log.tombstone('case-a');
      await expect(store.readStream('case-a')).rejects.toThrow(/case-a was deleted/);
    }));

  it('asks the leader whatever it asks', () =>
    around(async ({ double, open }) => {
      const store = await open();
      await writer(store, 'a', 2);
      await readLog(store);
      await store.readStream('case-a');
      expect(double.seen.leaderless).toEqual([]);
    }));

  it('hears of appends by others as quickly as before after the server was restarted', () =>
    around(async ({ double, open }) => {
      const [one, two] = [await open(), await open()];
      const following = followUntil(one, 1, (seen) => seen.length >= 2);
      await writer(two, 'a', 1);
      const subscriptions = double.seen.subscribed;
      await double.restart();
      await until(() => double.seen.subscribed > subscriptions);
      await writer(two, 'b', 1);
      expect(await following).toHaveLength(2);
    }));

  it('says at once that a password is wrong, or a certificate not known', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sagsspor-authority-'));
    const authority = join(folder, 'ca.pem');
    await writeFile(authority, testCertificate.cert);
    const double = await startDouble({ credentials: { username: 'admin', password: 'right' }, tls: testCertificate });
    const beside = await server.freshDatabase();
    await migrate(beside, BESIDE_EVENTSTOREDB);
    const failure = async (user: string, query: string) => {
      const url = `esdb://${user}@localhost:${double.port}?tls=true${query}`;
      // With a patience that no test would sit out: what lasts is not waited for.
      return EventStoreDbStore.open(url, beside, { patience: 3_600_000 }).catch((e: unknown) => e);
    };
    const trusted = `&tlsCAFile=${encodeURIComponent(authority)}`;
    const wrong = await failure('admin:wr0ng', trusted);
    const stranger = await failure('admin:right', '');
    await double.stop();
    await rm(folder, { recursive: true });
    expect(wrong).toMatchObject({ outage: { lasting: true } });
    expect((wrong as Error).message).toMatch(/does not know the user or the password$/);
    expect((stranger as Error).message).toMatch(/certificate of the event store is not accepted/);
  });
});
