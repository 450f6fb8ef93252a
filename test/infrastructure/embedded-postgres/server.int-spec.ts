import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { countRows, FILES, postmasterPid, query, Setting, serverLog, tenRows } from './setting.js';

const setting = new Setting();
afterEach(() => setting.clear());
afterAll(() => setting.end());

describe('an embedded database', () => {
  it('is made on first use, below a folder that is closed to others', async () => {
    const dir = path.join(setting.folder(), 'data');
    const server = await setting.server(dir);

    expect(server.started).toBe('initialised');
    expect(readdirSync(dir).sort()).toEqual(FILES);
    expect(statSync(path.join(dir, 'pg-password')).mode & 0o777).toBe(0o600);
    const asked = ['server_encoding', 'timezone', 'fsync', 'synchronous_commit', 'data_checksums'];
    const answers = await query(
      server.url('postgres'),
      `select ${asked.map((name) => `current_setting('${name}')`).join(', ')}`,
    );
    expect(answers).toEqual(['UTF8', 'UTC', 'on', 'on', 'on']);
  });

  it('is found on 127.0.0.1 alone', async () => {
    const server = await setting.server(await setting.madeFolder());

    const found = await query(
      server.url('postgres'),
      "select current_setting('listen_addresses'), current_setting('unix_socket_directories')",
    );

    expect(new URL(server.url('postgres')).hostname).toBe('127.0.0.1');
    expect(found).toEqual(['127.0.0.1', '']);
  });

  it('keeps its rows and its port over a restart', async () => {
    const dir = await setting.madeFolder();
    const first = await setting.server(dir);
    await tenRows(first.url('postgres'));
    await first.close();
    expect(postmasterPid(dir)).toBeUndefined();

    const second = await setting.server(dir);

    expect(second.started).toBe('started');
    expect(second.url('postgres')).toBe(first.url('postgres'));
    expect(await countRows(second.url('postgres'))).toBe(10);
  });

  it('made below a closed folder also runs below an open one, and back', async () => {
    const [closed, open] = [path.join(setting.folder(), 'data'), path.join(setting.openFolder(), 'data')];
    const first = await setting.server(closed);
    await tenRows(first.url('postgres'));
    await first.close();

    renameSync(closed, open);
    const second = await setting.server(open);
    expect(await countRows(second.url('postgres'))).toBe(10);
    await second.close();

    renameSync(open, closed);
    const third = await setting.server(closed);
    expect(await countRows(third.url('postgres'))).toBe(10);
  });

  it('made below an open folder also runs below a closed one', async () => {
    const [open, closed] = [path.join(setting.openFolder(), 'data'), path.join(setting.folder(), 'data')];
    const first = await setting.server(open);
    await tenRows(first.url('postgres'));
    await first.close();

    renameSync(open, closed);
    const second = await setting.server(closed);

    expect(await countRows(second.url('postgres'))).toBe(10);
  });

  it('writes neither a statement nor a value to its log', async () => {
    const dir = await setting.madeFolder();
    const server = await setting.server(dir);
    await query(server.url('postgres'), 'create table told (word text primary key, n int)');

    const statements = [
      "insert into told values ('hemmeligt', 'hemmeligt')",
      "insert into told values ('hemmeligt', 1), ('hemmeligt', 2)",
      "do $$ begin raise warning 'hemmeligt'; end $$",
      'select hemmeligt from told',
    ];
    const outcomes = await Promise.allSettled(statements.map((sql) => query(server.url('postgres'), sql)));
    await server.close();

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'rejected']);
    expect(serverLog(dir)).toContain('ready to accept connections');
    expect(serverLog(dir)).not.toMatch(/hemmeligt|told|insert/);
  });

  it('says so when its password file is gone, and leaves the data alone', async () => {
    const dir = await setting.madeFolder();
    rmSync(path.join(dir, 'pg-password'));

    await expect(setting.server(dir)).rejects.toThrow(/pg-password is missing or empty/);

    expect(existsSync(path.join(dir, 'pgdata', 'PG_VERSION'))).toBe(true);
    expect(postmasterPid(dir)).toBeUndefined();
  });

  it('reports what PostgreSQL said when a setting keeps it from starting', async () => {
    const dir = await setting.madeFolder();
    const { embeddedServer } = await import('../../../src/infrastructure/embedded-postgres/server.js');

    await expect(embeddedServer(dir, { settings: { shared_buffers: 'many' } })).rejects.toThrow(
      /did not start: .*shared_buffers/s,
    );
  });

  it('is left once, however often it is closed, and cannot be ensured after', async () => {
    const server = await setting.server(await setting.madeFolder());

    await Promise.all([server.close(), server.close()]);
    await server.close();

    await expect(server.ensure()).rejects.toThrow(/has left the embedded database/);
  });
});
