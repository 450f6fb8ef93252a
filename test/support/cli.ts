import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { embeddedServer } from '../../src/infrastructure/embedded-postgres/server.js';

/** The command line, run to its end. */
export const sagsspor = (...args: string[]) => sagssporWith({}, ...args);

/** With settings of its own. */
export function sagssporWith(more: NodeJS.ProcessEnv, ...args: string[]) {
  const env = { ...process.env, ...more };
  const how = { encoding: 'utf8', env } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/sagsspor.mjs', ...args], how);
  return { status, stdout, stderr, json: () => JSON.parse(stdout) };
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
