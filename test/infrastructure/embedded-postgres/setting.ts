import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { findPostmaster } from '../../../src/infrastructure/embedded-postgres/postmaster.js';
import { embeddedServer } from '../../../src/infrastructure/embedded-postgres/server.js';
import { built } from '../../support/built.js';

export type Server = Awaited<ReturnType<typeof embeddedServer>>;

/** All that a stopped database leaves in its folder. The files of locks stay: deleting one would let two in. */
export const FILES = ['pg-password', 'pg-server.lock', 'pg-start.lock', 'pgdata', 'postgres.log'];

const here = path.dirname(fileURLToPath(import.meta.url));

/** One test's folders, servers and neighbours; `clear` leaves nothing of them behind, whatever the test did. */
export class Setting {
  readonly #folders: string[] = [];
  readonly #servers: Server[] = [];
  readonly #neighbours: Neighbour[] = [];
  #pattern: Promise<string> | undefined;

  /** A closed (0700) temporary folder, as mkdtemp makes it. */
  folder(): string {
    const made = mkdtempSync(path.join(tmpdir(), 'sagsspor-pg-'));
    this.#folders.push(made);
    return made;
  }

  /** A temporary folder that every user can pass through. */
  openFolder(): string {
    const made = this.folder();
    chmodSync(made, 0o711);
    return made;
  }

  /** A closed folder with a database in it that ran and was stopped: a copy of one made for this spec, as initdb is slow. */
  async madeFolder(): Promise<string> {
    this.#pattern ??= makePattern();
    const made = this.folder();
    cpSync(await this.#pattern, made, { recursive: true });
    return made;
  }

  async server(dir: string): Promise<Server> {
    const server = await embeddedServer(dir);
    this.#servers.push(server);
    return server;
  }

  /** @param walls a command that runs the rest of its arguments, in a namespace of its own for instance */
  neighbour(dir: string, walls: readonly string[] = []): Neighbour {
    const neighbour = new Neighbour(dir, walls);
    this.#neighbours.push(neighbour);
    return neighbour;
  }

  /** After the last test. */
  async end(): Promise<void> {
    if (this.#pattern !== undefined) rmSync(await this.#pattern, { recursive: true, force: true });
  }

  async clear(): Promise<void> {
    for (const neighbour of this.#neighbours.splice(0)) await neighbour.kill();
    for (const server of this.#servers.splice(0)) await server.close();
    for (const folder of this.#folders.splice(0)) {
      for (const pgdata of dataFoldersBelow(folder)) {
        const left = findPostmaster(pgdata);
        if (left !== undefined) process.kill(left.pid, 'SIGKILL');
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    }
  }
}

async function makePattern(): Promise<string> {
  const dir = mkdtempSync(path.join(tmpdir(), 'sagsspor-pattern-'));
  const server = await embeddedServer(dir);
  await server.close();
  return dir;
}

function dataFoldersBelow(folder: string): string[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names.flatMap(({ name }) =>
    name === 'pgdata' ? [path.join(folder, name)] : [path.join(folder, name, 'pgdata')],
  );
}

interface Answer {
  readonly started?: string;
  readonly url?: string;
  readonly milliseconds?: number;
  readonly closed?: boolean;
  readonly error?: string;
}

/** Another Node process with a server handle of its own, running the same source. */
export class Neighbour {
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  readonly #answers: AsyncIterator<string>;

  constructor(dir: string, walls: readonly string[]) {
    const script = path.join(here, 'neighbour.mjs');
    const [program = '', ...args] = [
      ...walls,
      process.execPath,
      script,
      built('infrastructure/embedded-postgres/server.js'),
      dir,
    ];
    this.#child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#exited = new Promise((resolve) => this.#child.once('exit', () => resolve()));
    if (this.#child.stdout === null) throw new Error('a neighbour without a voice');
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** What it says next. */
  async says(): Promise<Answer> {
    const { value, done } = await this.#answers.next();
    return done ? { error: 'the neighbour has gone' } : (JSON.parse(value) as Answer);
  }

  async close(): Promise<Answer> {
    this.#child.stdin?.end('close\n');
    const answer = await this.says();
    await this.#exited;
    return answer;
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }
}

export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

/** A table of ten rows, each committed for itself. */
export async function tenRows(url: string): Promise<void> {
  await query(url, 'create table kept (n int)');
  for (let n = 1; n <= 10; n += 1) await query(url, `insert into kept values (${n})`);
}

export const countRows = async (url: string): Promise<unknown> =>
  (await query(url, 'select count(*)::int from kept'))[0];

export const postmasterPid = (dir: string): number | undefined => findPostmaster(path.join(dir, 'pgdata'))?.pid;

export const serverLog = (dir: string): string => readFileSync(path.join(dir, 'postgres.log'), 'utf8');
