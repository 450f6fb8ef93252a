import { describe, expect, it } from '@jest/globals';
import { testServer } from '../../support/postgres.js';
import { query } from './setting.js';

describe('the test server', () => {
  it('is one for all, gives each test a database of its own, and stands until the last one leaves', async () => {
    const [first, second] = [await testServer(), await testServer()];
    const [one, two] = [await first.freshDatabase(), await second.freshDatabase()];
    await query(one, 'create table mine (n int)');
    expect(await query(two, "select to_regclass('mine')")).toEqual([null]);

    await first.stop();
    expect(await query(one, 'select n from mine')).toEqual([]);
    await second.stop();
  });
});
