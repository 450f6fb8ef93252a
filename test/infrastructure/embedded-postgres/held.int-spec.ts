import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { binaries } from '../../../src/infrastructure/embedded-postgres/binaries.js';
import { openDataFolder } from '../../../src/infrastructure/embedded-postgres/folder.js';
import { kernelLocks } from '../../../src/infrastructure/embedded-postgres/kernel-lock.js';
import { chooseLaunch } from '../../../src/infrastructure/embedded-postgres/launch.js';
import { choosePort } from '../../../src/infrastructure/embedded-postgres/port.js';
import { startPostmaster } from '../../../src/infrastructure/embedded-postgres/postmaster.js';
import { deadlineIn, until } from '../../../src/infrastructure/embedded-postgres/waiting.js';
import { countRows, postmasterPid, query, Setting, tenRows } from './setting.js';

const setting = new Setting();
afterEach(() => setting.clear());
afterAll(() => setting.end());

const pidFile = (dir: string) => path.join(dir, 'pgdata', 'postmaster.pid');

/** What another namespace reads there: the number, or the port, names nothing that it can see. */
function rewrite(dir: string, line: 0 | 3, value: number): { restore: () => void } {
  const before = readFileSync(pidFile(dir), 'utf8');
  writeFileSync(pidFile(dir), before.split('\n').with(line, String(value)).join('\n'));
  return { restore: () => writeFileSync(pidFile(dir), before) };
}

async function isFree(dir: string): Promise<boolean> {
  const lock = (await kernelLocks())?.(path.join(dir, 'pg-server.lock'));
  lock?.release();
  return lock !== undefined;
}

const nobodysNumber = (): number => spawnSync(process.execPath, ['-e', '']).pid;
/** Can this machine build walls of its own? Root can, in most containers; where not, the view is made up. */
const walls = ['unshare', '--pid', '--ipc', '--net', '--mount', '--fork', '--mount-proc'];
const canBuild = spawnSync(walls[0] ?? '', [...walls.slice(1), 'true']).status === 0;

describe('the lock on the folder', () => {
  it('lives as long as the server, ours killed or not, and the next process joins it', async () => {
    const dir = await setting.madeFolder();
    expect(await isFree(dir)).toBe(true);
    const owner = setting.neighbour(dir);
    await tenRows((await owner.says()).url ?? '');
    await owner.kill();
    expect(await isFree(dir)).toBe(false);

    const next = await setting.server(dir);

    expect(next.started).toBe('joined');
    expect(await countRows(next.url('postgres'))).toBe(10);
    await next.close();
    expect(await isFree(dir)).toBe(true);
  });

  it('is free again when the server was killed, with all its processes, and the next process starts it', async () => {
    const dir = await setting.madeFolder();
    const owner = setting.neighbour(dir);
    await tenRows((await owner.says()).url ?? '');
    process.kill(postmasterPid(dir) ?? 0, 'SIGKILL');
    await owner.kill();

    const next = await setting.server(dir);

    expect(next.started).toBe('started');
    expect(await countRows(next.url('postgres'))).toBe(10);
  });
});

describe('a process that does not see the number of the server', () => {
  it('joins it, touches nothing, and lets it run when it leaves', async () => {
    const dir = await setting.madeFolder();
    const first = await setting.server(dir);
    await tenRows(first.url('postgres'));
    const { restore } = rewrite(dir, 0, nobodysNumber());
    const seen = readFileSync(pidFile(dir), 'utf8');

    const other = setting.neighbour(dir);
    const answer = await other.says();
    await first.close(); // which leaves the neighbour the last one, and it may signal nobody
    await other.close();

    expect(answer).toMatchObject({ started: 'joined', url: first.url('postgres') });
    expect(readFileSync(pidFile(dir), 'utf8')).toBe(seen);
    restore();
    expect(await countRows(first.url('postgres'))).toBe(10);
    expect((await setting.server(dir)).started).toBe('joined');
  });

  it('never signals a stranger that has this number here', async () => {
    const dir = await setting.madeFolder();
    const server = await setting.server(dir);
    const stranger = spawn('sleep', ['600'], { stdio: 'ignore', cwd: path.join(dir, 'pgdata') });
    const { restore } = rewrite(dir, 0, stranger.pid ?? 0);

    await server.close();
    restore();

    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    expect(postmasterPid(dir)).toBeDefined();
    stranger.kill();
  });
});

describe('a process behind walls, from where the server cannot be reached', () => {
  it('is refused by name, and the server and its file stay as they are', async () => {
    const dir = await setting.madeFolder();
    const server = await setting.server(dir);
    await tenRows(server.url('postgres'));
    const made = canBuild ? undefined : rewrite(dir, 3, await choosePort(undefined));
    const before = readFileSync(pidFile(dir), 'utf8');

    const other = setting.neighbour(dir, canBuild ? walls : []);

    expect((await other.says()).error).toMatch(/^database-held: /);
    expect(readFileSync(pidFile(dir), 'utf8')).toBe(before);
    made?.restore();
    expect(await countRows(server.url('postgres'))).toBe(10);
  });

  it('is refused also where a copy of the folder answers on the same port', async () => {
    const [dir, copy] = [await setting.madeFolder(), setting.folder()];
    cpSync(dir, copy, { recursive: true });
    await setting.server(dir);
    const copied = await setting.server(copy);
    const { restore } = rewrite(dir, 3, Number(new URL(copied.url('postgres')).port));

    const answer = await setting.neighbour(dir).says();
    restore();

    expect(answer.error).toMatch(/^database-held: /);
  });

  it('joins where the same folder is mounted under another name', async () => {
    const dir = await setting.madeFolder();
    const server = await setting.server(dir);
    const elsewhere = path.join(setting.folder(), 'mounted');
    if (canBuild) mkdirSync(elsewhere);
    else symlinkSync(dir, elsewhere);
    const mount = ['unshare', '--mount', 'sh', '-c', `mount --bind '${dir}' '${elsewhere}' && exec "$@"`, 'sh'];

    const other = setting.neighbour(elsewhere, canBuild ? mount : []);

    expect(await other.says()).toMatchObject({ started: 'joined', url: server.url('postgres') });
    await server.close();
    expect(await other.close()).toEqual({ closed: true });
    expect(await isFree(dir)).toBe(true);
  });
});

describe('where the platform has no such lock', () => {
  it('the file of the server is never touched: PostgreSQL itself refuses, though the number is a stranger’s', async () => {
    const dir = await setting.madeFolder();
    const server = await setting.server(dir);
    process.kill(postmasterPid(dir) ?? 0, 'SIGKILL');
    await until(deadlineIn(300_000), async () => ((await isFree(dir)) ? true : undefined));
    rewrite(dir, 0, process.ppid);
    const before = readFileSync(pidFile(dir), 'utf8');
    const folder = openDataFolder(dir);
    const programs = await binaries();

    const start = startPostmaster({
      ...{ folder, programs, launch: chooseLaunch(folder, programs.postgres), settings: {} },
      ...{ port: await choosePort(undefined), deadline: deadlineIn(300_000), lock: undefined },
    });

    await expect(start).rejects.toMatchObject({ reason: 'folder in use' });
    expect(readFileSync(pidFile(dir), 'utf8')).toBe(before);
    await server.ensure();
    expect(await query(server.url('postgres'), 'select 1')).toEqual([1]);
  });
});
