import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { fromStore } from '../../src/application/log-source.js';
import { MemoryStore } from '../../src/infrastructure/event-store/memory/memory-store.js';
import { migrate } from '../../src/infrastructure/event-store/postgres/migrate.js';
import { Projector } from '../../src/infrastructure/read-store/projector.js';
import { Rebuild } from '../../src/infrastructure/read-store/rebuild/rebuild.js';
import { migrateReadStore } from '../../src/infrastructure/read-store/tables.js';
import { projections } from '../../src/projections/index.js';
import { fold, type Projection } from '../../src/projections/projection.js';
import { appendTo, asRead, CONCERNS, type Entry, histories, record, uuid } from '../projections/histories.js';
import { type TestServer, testServer } from '../support/postgres.js';
import { type ConcernMeetingsRow, concernMeetings } from './concern-meetings.js';

const PAGE = readFileSync('docs/projections.md', 'utf8');
const sample = [concernMeetings as unknown as Projection];

let server: TestServer;
let pool: pg.Pool;
beforeAll(async () => {
  server = await testServer();
  const url = await server.freshDatabase();
  await migrate(url);
  pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on('error', () => undefined);
  await migrateReadStore(pool, sample);
});
afterAll(async () => {
  await pool.end();
  await server.stop();
});

const calls: fc.Arbitrary<Entry> = fc
  .record({
    n: fc.integer({ min: 1, max: 5 }),
    minute: fc.integer({ min: 0, max: 400 }),
    concernIds: fc.subarray([...CONCERNS]),
  })
  .map(({ n, minute, concernIds }) => ({
    stream: `meeting-${uuid(10, n)}`,
    type: 'MeetingCalled',
    minute,
    data: { infohus: 'KBH', kind: 'ordinary', concernIds },
  }));
/** Meetings among everything else that happens and is put right. */
const withMeetings = fc
  .tuple(histories, fc.array(fc.tuple(fc.nat(60), calls), { minLength: 1, maxLength: 12 }))
  .map(([entries, meetings]) =>
    meetings.reduce<readonly Entry[]>((all, [place, call]) => all.toSpliced(place, 0, call), entries),
  );

describe('The page on read models', () => {
  it('quotes the sample as it stands here', () => {
    const source = readFileSync('test/docs/concern-meetings.ts', 'utf8')
      .replaceAll('../../src/domain/', '../../domain/')
      .replaceAll('../../src/projections/', '../');
    expect(PAGE).toContain(`\`\`\`ts\n${source}\`\`\``);
  });

  it('names every read model there is, and only files that are there', () => {
    expect(projections.map((p) => p.name).filter((name) => !PAGE.includes(`\`${name}\``))).toEqual([]);
    const paths = [...PAGE.matchAll(/`((?:src|test|docs)\/[\w./-]+)`/g)].map((m) => m[1] ?? '');
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('has a sample that says the same live, as of the head, and rebuilt, whatever came late or was corrected', async () => {
    await fc.assert(
      fc.asyncProperty(withMeetings, fc.integer({ min: 1, max: 5 }), async (entries, processes) => {
        await pool.query('truncate concern_meetings');
        await pool.query('update checkpoint set position = 0');
        const log = record(entries);
        const store = new MemoryStore();
        const live = new Projector(pool, store, sample);
        const half = Math.ceil(log.length / 2);
        for (const part of [log.slice(0, half), log.slice(half)]) {
          await appendTo(store, part);
          await live.catchUp();
        }
        const { rows } = await pool.query<ConcernMeetingsRow>('select "concernId", meetings from concern_meetings');
        const folded = [...fold(sample[0] as Projection, asRead(log)).values()].flatMap((g) => g.rows);
        const counted = (all: readonly ConcernMeetingsRow[]) => new Map(all.map((r) => [r.concernId, r.meetings]));
        expect(counted(rows)).toEqual(counted(folded as ConcernMeetingsRow[]));

        const around = { owner: pool, pool, store, live, source: fromStore(store), processes };
        const wishes = { compare: true, dryRun: true };
        const { differences } = await new Rebuild(sample, around).run(
          wishes,
          new AbortController().signal,
          () => undefined,
        );
        expect(differences).toEqual([{ model: 'concern_meetings', rows: rows.length, different: 0, first: null }]);
      }),
      { numRuns: 15 },
    );
  });
});
