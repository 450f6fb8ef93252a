import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { VersionConflict } from '../../../src/application/ports/event-store.js';
import { migrate, PostgresStore } from '../../../src/infrastructure/event-store/postgres/postgres-store.js';
import { command, followUntil, range, readLog, write, writer } from '../../contract/event-store/fixtures.js';
import { type TestServer, testServer } from '../../support/postgres.js';

let server: TestServer;
let stores: readonly PostgresStore[];
beforeAll(async () => {
  server = await testServer();
});
// Dropping a database waits for a checkpoint, and there is one for each test.
afterAll(() => server.stop());
beforeEach(async () => {
  const url = await server.freshDatabase();
  await migrate(url);
  stores = await Promise.all(range(1, 3).map(() => PostgresStore.open(url, { readers: 2 })));
});
afterEach(() => Promise.all(stores.map((store) => store.close())));

const [EACH, WRITERS] = [25, 8];

describe('several processes that write one log', () => {
  it('leave positions and versions without a gap, and every follower sees the same log', async () => {
    const all = stores.length * WRITERS * EACH;
    const following = stores.map((store) => followUntil(store, 1, (seen) => seen.length >= all));
    await Promise.all(stores.flatMap((store, s) => range(1, WRITERS).map((w) => writer(store, `s${s}-w${w}`, EACH))));
    const log = await readLog(stores[0] as PostgresStore);
    expect(log.map(({ position }) => position)).toEqual(range(1, all));
    for (const seen of await Promise.all(following))
      expect(seen.map(({ eventId }) => eventId)).toEqual(log.map(({ eventId }) => eventId));
  });

  it('that compete for one stream take turns: one wins each version and the losers learn the actual one', async () => {
    const wins = await Promise.all(
      stores.map(async (store, s) => {
        let won = 0;
        let version = 0;
        while (version < 60) {
          try {
            await store.append(command(`${s} ${version}`, [write('case-1', version, `${s} ${version}`)]));
            version += 1;
            won += 1;
          } catch (error) {
            if (!(error instanceof VersionConflict)) throw error;
            expect(error.actual).toBeGreaterThan(version);
            version = error.actual;
          }
        }
        return won;
      }),
    );
    const log = await readLog(stores[0] as PostgresStore);
    expect(wins.reduce((a, b) => a + b)).toBe(log.length);
    expect(log.map(({ version }) => version)).toEqual(range(1, log.length));
  });

  it('and repeat one command at once append it once', async () => {
    const open = command('open', [write('case-1', 0, 'a', 'b')]);
    const answers = await Promise.all(range(0, 29).map((n) => (stores[n % 3] as PostgresStore).append(open)));
    expect(answers.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
    for (const { events } of answers) expect(events).toEqual(answers[0]?.events);
  });
});
