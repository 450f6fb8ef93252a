// PostgreSQL as a system has it installed, with all its tools: the embedded one comes without those that copy and rewind.
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { childrenOfPid, runs, signal } from './child-processes.js';
import { type Ended, run } from './product.js';
import type { Settings } from './site.js';
import { temporaryFolder } from './temporary.js';

const NEEDED = ['initdb', 'pg_ctl', 'postgres', 'pg_basebackup', 'pg_rewind'];
/** Where Debian keeps each version. */
const DEBIAN = join('/usr', 'lib', 'postgresql');
/** As root PostgreSQL does not start: then it runs as nobody. */
const NOBODY = 65_534;
const USER = 'lab';

/** @returns the folder of a PostgreSQL with all of them; undefined where none is installed */
export function installedTools(needed: readonly string[] = NEEDED): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) => needed.every((name) => existsSync(join(folder, name))));
}
export const NO_TOOLS = `no PostgreSQL with ${NEEDED.join(', ')} is installed (Debian: apt install postgresql)`;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Nodes that know one password, and so each other. */
export class InstalledPostgres {
  readonly #password = randomBytes(16).toString('hex');
  readonly #uid = process.getuid?.() === 0 ? NOBODY : undefined;
  readonly #nodes: Node[] = [];

  constructor(
    private readonly tools: string,
    readonly folder = temporaryFolder('installed'),
  ) {
    this.give(folder); // logs of servers lie beside their data
  }

  /** @throws where it does not end with 0 */
  async tool(name: string, args: readonly string[], node?: Node): Promise<Ended> {
    const env = {
      PGPASSWORD: this.#password,
      ...(node ? { PGHOST: '127.0.0.1', PGPORT: String(node.port), PGUSER: USER } : {}),
    };
    const how = { env, ...(this.#uid === undefined ? {} : { uid: this.#uid }) };
    const ended = await run(join(this.tools, name), args, how);
    if (ended.code !== 0) throw new Error(`${name} ended with ${ended.code}: ${ended.err.slice(-500)}`);
    return ended;
  }

  /** Settings are those of this node and of all that are copied from it. */
  async primary(name: string, settings: Settings = {}): Promise<Node> {
    const node = await this.#place(name);
    const secret = join(this.folder, 'password');
    writeFileSync(secret, this.#password);
    this.give(secret);
    await this.tool('initdb', [
      '-D',
      node.data,
      '-U',
      USER,
      '--pwfile',
      secret,
      '-A',
      'scram-sha-256',
      '--no-sync',
      '-k',
    ]);
    writeFileSync(join(node.data, 'postgresql.auto.conf'), lines(settings));
    writeFileSync(join(node.data, 'pg_hba.conf'), HBA);
    await node.start();
    return node;
  }

  /** A copy of another node that follows it. It is not started. */
  async standby(name: string, of: Node): Promise<Node> {
    const node = await this.#place(name);
    await this.tool('pg_basebackup', ['-D', node.data, '-R', '--checkpoint=fast', '-d', this.connection(of)]);
    node.follows(of);
    return node;
  }

  async #place(name: string): Promise<Node> {
    const data = join(this.folder, name);
    mkdirSync(data, { mode: 0o700 });
    this.give(data);
    const node = new Node(this, name, data, await freePort());
    this.#nodes.push(node);
    return node;
  }

  /** To whom PostgreSQL runs as. */
  give(path: string): void {
    if (this.#uid !== undefined) chownSync(path, this.#uid, this.#uid);
  }
  connection(node: Node, name = ''): string {
    return `host=127.0.0.1 port=${node.port} user=${USER} password=${this.#password} dbname=postgres${name && ` application_name=${name}`}`;
  }
  urlAt(port: number, database: string): string {
    return `postgres://${USER}:${this.#password}@127.0.0.1:${port}/${database}`;
  }

  async close(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.stop('immediate').catch(() => undefined)));
  }
}

const HBA = 'host all all 127.0.0.1/32 scram-sha-256\nhost replication all 127.0.0.1/32 scram-sha-256\n';
const lines = (settings: Settings) =>
  Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('');

/** One server of them, by its name in `synchronous_standby_names`. */
export class Node {
  constructor(
    private readonly among: InstalledPostgres,
    readonly name: string,
    readonly data: string,
    readonly port: number,
  ) {}

  url(database: string): string {
    return this.among.urlAt(this.port, database);
  }
  async start(): Promise<void> {
    const options = `-p ${this.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''`;
    await this.among.tool('pg_ctl', ['-D', this.data, '-l', `${this.data}.log`, '-w', '-o', options, 'start']);
  }
  async stop(how: 'fast' | 'immediate' = 'fast'): Promise<void> {
    await this.among.tool('pg_ctl', ['-D', this.data, '-w', '-m', how, 'stop']);
  }
  async promote(): Promise<void> {
    await this.among.tool('pg_ctl', ['-D', this.data, '-w', 'promote']);
  }
  /** As when its machine is lost: nothing of it is asked to end. @returns when nothing of it runs any more */
  async kill(): Promise<void> {
    const file = join(this.data, 'postmaster.pid');
    const postmaster = Number(readFileSync(file, 'utf8').split('\n', 1)[0]);
    const all = [postmaster, ...childrenOfPid(postmaster)];
    for (const pid of all) signal(pid, 'SIGKILL');
    while (all.some(runs)) await pause(20);
    rmSync(file);
  }
  /** From its next start, or reload. */
  set(name: string, value: string): void {
    const file = join(this.data, 'postgresql.auto.conf');
    const kept = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith(name));
    writeFileSync(file, [...kept, `${name} = '${value}'`, ''].join('\n'));
  }
  /** From its next start, or reload. */
  follows(other: Node): void {
    this.set('primary_conninfo', this.among.connection(other, this.name));
    const mark = join(this.data, 'standby.signal');
    if (!existsSync(mark)) writeFileSync(mark, '');
    this.among.give(mark);
  }
  /** What it wrote that the other has not is let go; then it follows. It must be down. */
  async rewind(to: Node): Promise<void> {
    await this.among.tool('pg_rewind', ['-D', this.data, `--source-server=${this.among.connection(to)}`]);
    this.follows(to);
  }
  async reload(): Promise<void> {
    await this.among.tool('pg_ctl', ['-D', this.data, 'reload']);
  }
}
