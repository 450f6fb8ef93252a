import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { embeddedServer } from '../../src/infrastructure/embedded-postgres/server.js';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  json(): ReturnType<typeof JSON.parse>;
}

/** The built product in a process of its own, run to its end. */
export const started = (...args: string[]): Ended => startedWith({}, ...args);

/** With settings of its own. */
export function startedWith(more: NodeJS.ProcessEnv, ...args: string[]): Ended {
  const env = { ...process.env, ...more };
  const how = { encoding: 'utf8', env } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/sagsspor.mjs', ...args], how);
  return { status, stdout, stderr, json: () => JSON.parse(stdout) };
}

/**
 * The same command line, run to its end in this process: a process of its own takes a second of the processor before it does anything, so
 * one is `started` where it is the process that is looked at. One verb after the other: they share its output.
 */
export const sagsspor = (...args: string[]): Promise<Ended> => sagssporWith({}, ...args);

/** With settings of its own. */
export async function sagssporWith(settings: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  const { runCommandLine } = await import('../../src/interface/cli/command-line.js');
  const { machinery } = await import('../../src/main/machinery.js');
  const [out, err] = [listenedTo(process.stdout), listenedTo(process.stderr)];
  const before = process.exitCode;
  const listening = LISTENED.map((name) => [name, process.listeners(name as 'SIGTERM')] as const);
  const was = Object.keys(settings).map((name) => [name, process.env[name]] as const);
  process.exitCode = undefined;
  Object.assign(process.env, settings);
  try {
    await runCommandLine([process.execPath, 'sagsspor', ...args], machinery);
    const stdout = out.said();
    return { status: Number(process.exitCode ?? 0), stdout, stderr: err.said(), json: () => JSON.parse(stdout) };
  } finally {
    process.exitCode = before;
    for (const [name, value] of was)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    for (const heard of [out, err]) heard.stop();
    for (const [name, others] of listening)
      for (const listener of process.listeners(name as 'SIGTERM'))
        if (!others.includes(listener)) process.off(name, listener);
  }
}
/** What a verb listens to until its process ends. */
const LISTENED = ['SIGHUP', 'SIGINT', 'SIGTERM', 'uncaughtException'] as const;
function listenedTo(stream: NodeJS.WriteStream) {
  const said: string[] = [];
  const { write } = stream;
  const errors = stream.listeners('error');
  stream.write = ((text: string | Uint8Array) => said.push(Buffer.from(text).toString()) > 0) as typeof write;
  return {
    said: () => said.join(''),
    stop() {
      stream.write = write;
      for (const listener of stream.listeners('error'))
        if (!errors.includes(listener)) stream.off('error', listener as () => void);
    },
  };
}
export async function asSuperuser<T>(dir: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const port = readFileSync(join(dir, 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[3];
  const password = readFileSync(join(dir, 'pg-password'), 'utf8').trim();
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(port),
    user: 'infohus',
    password,
    database: 'sagsspor',
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
/** Waits for a state, not for a time: what never happens is ended by the limit of the test. */
export async function until<T>(what: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await what();
    if (found !== undefined) return found;
    await wait(50);
  }
}
/** Keeps the database of the folder up between verbs: to start and stop it for each takes longer than most of them. @returns what leaves it */
export async function keptUp(dir: string): Promise<() => Promise<void>> {
  const server = await embeddedServer(dir);
  return () => server.close();
}
/** The product as it is served from the folder; SIGTERM stops it. */
export async function serving<T>(
  dir: string,
  work: (url: string, kill: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const server = spawn(process.execPath, ['bin/sagsspor.mjs', 'serve', '--port', '0', '--data', dir], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const kill = () => {
    server.kill('SIGKILL');
    return gone;
  };
  try {
    const url = await until(() => {
      if (server.exitCode !== null) throw new Error(`it did not serve: ${said}`);
      return /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    });
    return await work(url, kill);
  } finally {
    server.kill('SIGTERM');
    await gone;
  }
}
