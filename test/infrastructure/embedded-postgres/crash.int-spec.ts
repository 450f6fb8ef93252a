import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { deadlineIn, until } from '../../../src/infrastructure/embedded-postgres/waiting.js';
import { countRows, FILES, postmasterPid, query, Setting, tenRows } from './setting.js';

const setting = new Setting();
afterEach(() => setting.clear());
afterAll(() => setting.end());

async function killPostmaster(dir: string): Promise<number> {
  const pid = postmasterPid(dir);
  if (pid === undefined) throw new Error('no server to kill');
  process.kill(pid, 'SIGKILL');
  await until(deadlineIn(300_000), () => (postmasterPid(dir) === pid ? undefined : true));
  return pid;
}

const leases = "select count(*)::int from pg_stat_activity where application_name = 'sagsspor-lease'";

describe('when the server process is killed', () => {
  it('ensure starts it again on the same port, with every committed row, and pools reconnect', async () => {
    const dir = await setting.madeFolder();
    const server = await setting.server(dir);
    await tenRows(server.url('postgres'));
    const pool = new pg.Pool({ connectionString: server.url('postgres') });
    pool.on('error', () => {});
    await pool.query('select 1');
    const killed = await killPostmaster(dir);

    await Promise.all([server.ensure(), server.ensure(), server.ensure()]);

    expect(postmasterPid(dir)).not.toBe(killed);
    expect((await pool.query('select n from kept')).rowCount).toBe(10);
    expect(await query(server.url('postgres'), leases)).toEqual([1]);
    await pool.end();
  });

  it('ensure is not taken in by a session that still answers in the instant of the kill', async () => {
    const dir = await setting.madeFolder();
    const server = await setting.server(dir);
    const doomed = postmasterPid(dir) ?? 0;

    process.kill(doomed, 'SIGKILL');
    await server.ensure();

    expect(postmasterPid(dir)).not.toBe(doomed);
    expect(await query(server.url('postgres'), leases)).toEqual([1]);
  });

  it('two processes that ensure and join at once share one new server', async () => {
    const dir = await setting.madeFolder();
    const [server, other] = [await setting.server(dir), await setting.server(dir)];
    await killPostmaster(dir);

    await Promise.all([server.ensure(), other.ensure()]);

    expect(await query(server.url('postgres'), leases)).toEqual([2]);
    await server.close();
    expect(postmasterPid(dir)).toBeDefined();
    await other.close();
    expect(postmasterPid(dir)).toBeUndefined();
  });

  it('the next process starts it again, though a stranger now has its process number', async () => {
    const dir = await setting.madeFolder();
    const first = await setting.server(dir);
    await tenRows(first.url('postgres'));
    await killPostmaster(dir);
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const pidFile = path.join(dir, 'pgdata', 'postmaster.pid');
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(stranger.pid)));

    const second = await setting.server(dir);

    expect(second.started).toBe('started');
    expect(await countRows(second.url('postgres'))).toBe(10);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill();
  });

  it('close after it finds nothing to stop', async () => {
    const dir = await setting.madeFolder();
    const server = await setting.server(dir);
    await killPostmaster(dir);

    await server.close();

    expect(postmasterPid(dir)).toBeUndefined();
  });
});

describe('ensure on a living server', () => {
  it('leaves it as it is', async () => {
    const dir = await setting.madeFolder();
    const server = await setting.server(dir);
    const pid = postmasterPid(dir);

    await server.ensure();

    expect(postmasterPid(dir)).toBe(pid);
    expect(await query(server.url('postgres'), leases)).toEqual([1]);
  });

  it('takes the lease again where its connection was cut', async () => {
    const dir = await setting.madeFolder();
    const server = await setting.server(dir);
    const cut =
      "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'sagsspor-lease'";
    expect(await query(server.url('postgres'), cut)).toEqual([true]);
    expect(await query(server.url('postgres'), leases)).toEqual([0]);

    await server.ensure();

    expect(await query(server.url('postgres'), leases)).toEqual([1]);
  });
});

describe('when the process that started the server is killed', () => {
  it('the server runs on, the next process joins it with every committed row, and stops it at its own end', async () => {
    const dir = await setting.madeFolder();
    const owner = setting.neighbour(dir);
    const { url = '' } = await owner.says();
    await tenRows(url);
    const orphan = postmasterPid(dir);
    await owner.kill();
    expect(postmasterPid(dir)).toBe(orphan);

    const next = await setting.server(dir);

    expect(next.started).toBe('joined');
    expect(await countRows(next.url('postgres'))).toBe(10);
    await next.close();
    expect(postmasterPid(dir)).toBeUndefined();
  });

  it('while it made the database, the next process makes it, and nothing unfinished stays', async () => {
    const dir = setting.folder();
    const owner = setting.neighbour(dir);
    const unfinished = () => readdirSync(dir).filter((name) => name.startsWith('pgdata.new-'));
    await until(deadlineIn(300_000), () => (unfinished().length > 0 ? true : undefined), 2);
    await owner.kill();

    const next = await setting.server(dir);
    expect(next.started).toBe('initialised');
    expect(await query(next.url('postgres'), 'select 1')).toEqual([1]);
    await next.close();

    await (await setting.server(dir)).close();
    expect(readdirSync(dir).sort()).toEqual(FILES);
  });
});
