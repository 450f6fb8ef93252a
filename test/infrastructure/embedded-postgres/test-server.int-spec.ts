import { describe, expect, it, jest } from '@jest/globals';
import { testServer } from '../../support/postgres.js';
import { query } from './setting.js';

// Starting servers takes its time on a busy machine.
jest.setTimeout(30_000);

describe('the test server', () => {
  it('gives each test a database of its own and takes it away again', async () => {
    const [first, second] = [await testServer(), await testServer()];
    const [one, two] = [await first.freshDatabase(), await second.freshDatabase()];
    await query(one, 'create table mine (n int)');

    expect(await query(two, "select to_regclass('mine')")).toEqual([null]);

    await first.stop();
    const gone = new URL(one).pathname.slice(1);
    const names = await query(second.url('postgres'), 'select datname from pg_database');
    expect(names).not.toContain(gone);
    expect(names).toContain(new URL(two).pathname.slice(1));
    await second.stop();
  });
});
