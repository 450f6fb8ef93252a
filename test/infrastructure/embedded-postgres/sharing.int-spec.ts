import { readdirSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { ensureDatabase } from '../../../src/infrastructure/embedded-postgres/database.js';
import { FILES, postmasterPid, query, Setting } from './setting.js';

const setting = new Setting();
afterEach(() => setting.clear());
afterAll(() => setting.end());

describe('several processes on one folder', () => {
  it('that start together on a fresh one all work: one makes the database, the others join', async () => {
    const dir = setting.folder();
    const neighbours = [setting.neighbour(dir), setting.neighbour(dir), setting.neighbour(dir)];

    const answers = await Promise.all(neighbours.map((neighbour) => neighbour.says()));

    expect(answers.map(({ started }) => started).sort()).toEqual(['initialised', 'joined', 'joined']);
    const pids = await Promise.all(answers.map(({ url = '' }) => query(url, 'select pg_backend_pid() > 0')));
    expect(pids).toEqual([[true], [true], [true]]);
    await Promise.all(neighbours.map((neighbour) => neighbour.close()));
    expect(postmasterPid(dir)).toBeUndefined();
    expect(readdirSync(dir).sort()).toEqual(FILES);
  });

  it('keep the server running until the last one leaves', async () => {
    const dir = await setting.madeFolder();
    const starter = await setting.server(dir);
    const neighbour = setting.neighbour(dir);
    expect(await neighbour.says()).toMatchObject({ started: 'joined', url: starter.url('postgres') });

    await starter.close();
    expect(await query(starter.url('postgres'), 'select 1')).toEqual([1]);

    expect(await neighbour.close()).toEqual({ closed: true });
    expect(postmasterPid(dir)).toBeUndefined();
  });

  it('that come while another stops the server all get one', async () => {
    const dir = await setting.madeFolder();
    const visit = async (): Promise<unknown[]> => {
      const server = await setting.server(dir);
      const answer = await query(server.url('postgres'), 'select 1');
      await server.close();
      return answer;
    };
    const visits = async (): Promise<unknown[]> => [...(await visit()), ...(await visit()), ...(await visit())];

    const answers = await Promise.all([visits(), visits(), visits()]);

    expect(answers.flat()).toEqual(Array(9).fill(1));
    expect(postmasterPid(dir)).toBeUndefined();
  });
});

describe('a database of the server', () => {
  it('is created once, though several ask for it at once', async () => {
    const server = await setting.server(await setting.madeFolder());
    const url = server.url('postgres');

    await Promise.all(Array.from({ length: 5 }, () => ensureDatabase(url, 'Infohus "Øst"')));
    await ensureDatabase(url, 'Infohus "Øst"');

    expect(await query(server.url('Infohus "Øst"'), 'select current_database()')).toEqual(['Infohus "Øst"']);
  });

  it('is refused under a name that PostgreSQL would cut off', async () => {
    await expect(ensureDatabase('postgres://nobody@127.0.0.1:1/postgres', 'ø'.repeat(32))).rejects.toThrow(
      /1 to 63 bytes/,
    );
  });
});
