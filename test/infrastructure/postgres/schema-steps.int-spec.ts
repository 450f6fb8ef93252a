import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { bringForward, type Schema } from '../../../src/infrastructure/postgres/schema-steps.js';
import { KEPT_TABLES } from '../../../src/infrastructure/read-store/kept-tables.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { type TestServer, testServer } from '../../support/postgres.js';

let server: TestServer;
let owner: pg.Pool;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(async () => {
  const url = await server.freshDatabase();
  await migrate(url);
  owner = new pg.Pool({ connectionString: url, max: 4 });
  owner.on('error', () => undefined);
});
afterAll(() => server.stop());

const notes: Schema = { versions: 'public.note_version', steps: ['create table note (text text)'] };
const next: Schema = { ...notes, steps: [...notes.steps, "alter table note add column by text not null default '?'"] };
async function forward(schema: Schema): Promise<void> {
  const client = await owner.connect();
  await bringForward(client, schema).finally(() => client.release());
}
const asked = async (text: string) => (await owner.query(text)).rows;

describe('Tables that are kept when the program changes', () => {
  it('take each step once, also where several processes start at once', async () => {
    await forward(notes);
    await owner.query("insert into note values ('written before')");
    await Promise.all([1, 2, 3, 4].map(() => forward(next)));
    expect(await asked('select * from note')).toEqual([{ text: 'written before', by: '?' }]);
    expect(await asked('select version from note_version order by 1')).toEqual([{ version: 1 }, { version: 2 }]);
    await owner.end();
  });

  it('are used on by the program of before while the new one is beside it, where steps only add', async () => {
    await forward(next);
    await forward(notes); // a process of before starts again
    await owner.query("insert into note (text) values ('by the program of before')");
    expect(await asked('select * from note')).toEqual([{ text: 'by the program of before', by: '?' }]);
    const strict = { ...notes, newer: (found: number, known: number) => new Error(`${found}, not ${known}`) };
    await expect(forward(strict)).rejects.toThrow('2, not 1');
    await owner.end();
  });

  it('are as they were where a step fails, and free for the next who tries', async () => {
    const broken = { ...next, steps: [...next.steps, 'alter table note add column more text; select 1 / 0'] };
    await expect(forward(broken)).rejects.toThrow(/zero/);
    expect(await asked('select version from note_version order by 1')).toEqual([{ version: 1 }, { version: 2 }]);
    await forward({ ...next, steps: [...next.steps, 'alter table note add column more text'] });
    expect(await asked('select version from note_version order by 1')).toHaveLength(3);
    await owner.end();
  });

  it('are found by the first step where a program made them that counted no steps, with what is in them', async () => {
    await owner.query(KEPT_TABLES.steps[0] ?? '');
    // Columns that they have grown since.
    await owner.query(`
      alter table checkpoint drop column newest; alter table rebuild drop column id, drop column ranges;
      insert into checkpoint values ('case_list', 1, 7);
      insert into login_once values ('key', '2030-01-01T00:00:00Z')`);
    await migrateReadStore(owner, []);
    await migrateReadStore(owner, []); // at every start
    expect(await asked("select position::int, newest from checkpoint where name = 'case_list'")).toEqual([
      { position: 7, newest: null },
    ]);
    expect(await asked('select key from login_once')).toEqual([{ key: 'key' }]);
    expect(await asked('select id, ranges from rebuild')).toEqual([]);
    expect(await asked('select version from kept_version order by 1')).toEqual(
      KEPT_TABLES.steps.map((_, i) => ({ version: i + 1 })),
    );
    await owner.end();
  });
});
