import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Append } from '../../../src/application/ports/event-store.js';
import { groupParameters } from '../../../src/infrastructure/event-store/postgres/group.js';
import { LOG } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { migrate, PostgresStore } from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import { command, hex, write } from '../../contract/event-store/fixtures.js';
import { type TestServer, testServer } from '../../support/postgres.js';
import { sql } from './postgres-fixture.js';

let server: TestServer;
let url: string;
beforeAll(async () => {
  server = await testServer();
});
// Dropping a database waits for a checkpoint, and there is one for each test.
afterAll(() => server.stop());

const receive = command('receive', [write('concern-1', 0, 'a', 'b')]);
const open = command('open', [write('case-1', 0, 'c')]);

/** What the program did that knew two steps. */
async function appendedThen(...appends: readonly Append[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const append of appends) {
    const values = groupParameters([append]);
    await client.query(`select public.append_group(${values.map((_, i) => `$${i + 1}`)})`, values);
  }
  await client.end();
}

const rows = () => sql(url, 'select ctid, xmin, position, bytes, leaf from public.event order by position');

beforeEach(async () => {
  url = await server.freshDatabase();
  await migrate(url, { ...LOG, steps: LOG.steps.slice(0, 2) });
  await appendedThen(receive, open);
});

describe('a log from before fingerprints stood on events', () => {
  it('is brought forward without touching an event, and still knows its commands', async () => {
    const before = await rows();
    await migrate(url);
    expect(await rows()).toEqual(before);
    const store = await PostgresStore.open(url);
    for (const known of [receive, open]) {
      const found = await store.findCommand(known.commandId);
      expect(hex(found?.fingerprint ?? new Uint8Array())).toBe(hex(known.fingerprint));
      const again = await store.append(known);
      expect(again.outcome).toBe('duplicate');
      expect(again.events).toEqual(found?.events);
      expect(hex(again.fingerprint)).toBe(hex(known.fingerprint));
    }
    expect((await store.head()).position).toBe(3);
    await store.close();
  });

  it('goes on at its next position, alone and in a group, with fingerprints on the first events', async () => {
    await migrate(url);
    const store = await PostgresStore.open(url);
    const answers = [await store.append(command('more', [write('concern-1', 2, 'd')]))];
    const group = ['e', 'f'].map((name) => command(name, [write(`case-${name}`, 0, `${name} 1`, `${name} 2`)]));
    answers.push(...(await Promise.all(group.map((append) => store.append(append)))));
    expect(answers.flatMap(({ events }) => events.map(({ position }) => position))).toEqual([4, 5, 6, 7, 8]);
    expect(hex((await store.findCommand(group[1]?.commandId ?? ''))?.fingerprint ?? new Uint8Array())).toBe(
      hex(group[1]?.fingerprint ?? new Uint8Array()),
    );
    expect(
      await sql(
        url,
        'select ordinal, fingerprint is not null as kept from public.event where position > 3 order by position',
      ),
    ).toEqual([0, 0, 1, 0, 1].map((ordinal) => ({ ordinal, kept: ordinal === 0 })));
    expect(await sql(url, 'select count(*)::int as n from public.fingerprint')).toEqual([{ n: 2 }]);
    await store.close();
  });

  it('is opened only after it was brought forward', async () => {
    await expect(PostgresStore.open(url)).rejects.toThrow(/run the migration/);
  });
});

describe('a refused append of one event', () => {
  it('leaves the head where it was, and its time', async () => {
    await migrate(url);
    const store = await PostgresStore.open(url);
    const before = await store.head();
    const late = command('late', [write('case-1', 0, 'late')], '2030-01-01T00:00:00.000Z');
    await expect(store.append(late)).rejects.toMatchObject({ actual: 1 });
    expect((await store.append({ ...open, clock: late.clock })).outcome).toBe('duplicate');
    expect(await store.head()).toEqual(before);
    await store.close();
    const fresh = await server.freshDatabase();
    await migrate(fresh);
    const empty = await PostgresStore.open(fresh);
    await expect(empty.append(command('early', [write('case-1', 3, 'x')]))).rejects.toMatchObject({ actual: 0 });
    expect(await empty.head()).toEqual({ position: 0, recordedAt: '1970-01-01T00:00:00.000Z' });
    await empty.close();
  });
});
