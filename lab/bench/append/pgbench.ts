import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { openPool } from '../../scenarios/pools.js';
import { temporaryFolder } from '../../scenarios/temporary.js';
import { Absent } from './absent.js';
import { newStream, payload } from './payload.js';
import type { Load, Measured, Peer } from './peer.js';
import { countRows, TABLE } from './rows.js';

const run = promisify(execFile);

/** Its limit is in whole seconds and counts from before it connects, which is not in the rate; a new connection costs a password check. */
const CONNECTING_SECONDS = 0.008;

/** PostgreSQL's own load generator: as little as a client can do for a row. One client a writer. */
export async function pgbench(url: string): Promise<Peer> {
  if (spawnSync('pgbench', ['--version']).status !== 0) {
    throw new Absent('no program `pgbench` here (it comes with PostgreSQL’s client programs); see `insert`');
  }
  const folder = temporaryFolder('pgbench');
  const pool = openPool(url, { max: 1 });
  await pool.query(TABLE);
  return {
    run: (load) => once(url, folder, load),
    count: () => countRows(pool),
    async close() {
      await pool.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function once(url: string, folder: string, { writers, events, seconds }: Load): Promise<Measured> {
  const script = join(folder, 'insert.sql');
  const row = '(gen_random_uuid(), :stream, :payload)';
  writeFileSync(script, `insert into peer values ${Array(events).fill(row).join(', ')};\n`);
  const { hostname, port, username, password, pathname } = new URL(url);
  const threads = Math.min(writers, cpus().length);
  const limit = ['-T', Math.max(1, Math.round(seconds + writers * CONNECTING_SECONDS)), '-c', writers, '-j', threads];
  const variables = ['-D', `stream=${newStream()}`, '-D', `payload=\\x${payload.toString('hex')}`];
  const where = ['-h', hostname, '-p', port, '-U', username, pathname.slice(1)];
  const args = ['-n', '-M', 'prepared', '-f', script, '-l', ...limit, ...variables, ...where];
  const { stdout } = await run('pgbench', args.map(String), {
    cwd: folder,
    env: { ...process.env, PGPASSWORD: decodeURIComponent(password) },
  });
  const appends = number(stdout, /transactions actually processed: (\d+)/);
  if (number(stdout, /failed transactions: (\d+)/) !== 0) throw new Error(`pgbench: ${stdout}`);
  return { appends, seconds: appends / number(stdout, /tps = ([\d.]+)/), latencies: takeLatencies(folder) };
}

function number(text: string, pattern: RegExp): number {
  const found = pattern.exec(text);
  if (found === null) throw new Error(`pgbench said no ${pattern}: ${text}`);
  return Number(found[1]);
}

/** A line of its log is client, transaction, microseconds, …; a file for each thread. */
function takeLatencies(folder: string): readonly number[] {
  const files = readdirSync(folder).filter((name) => name.startsWith('pgbench_log.'));
  return files.flatMap((name) => {
    const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
    rmSync(join(folder, name));
    return lines.map((line) => Number(line.split(' ')[2]) / 1000);
  });
}
