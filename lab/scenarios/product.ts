// The product in processes of its own, as an operator has it.
import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Any program, run to its end. */
export function run(program: string, args: readonly string[], options: { env?: NodeJS.ProcessEnv; uid?: number } = {}) {
  return new Promise<Ended>((resolve, reject) => {
    const { env = {}, uid } = options;
    const child = spawn(program, args, {
      ...{ stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    const said = { out: '', err: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
}

/** A verb of the command line. */
export const verb = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  run(process.execPath, ['bin/sagsspor.mjs', ...args], { env });

/** @throws where it does not end with 0 */
export async function verbDone(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { code, out, err } = await verb(args, env);
  if (code !== 0) throw new Error(`${args.slice(0, 2).join(' ')} ended with ${code}: ${err.slice(-500)}`);
  return out;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a route answers is known to whoever asks it
  readonly body: any;
}

export class Server {
  readonly gone: Promise<void>;
  readonly #tokens = new Map<string, Promise<string>>();

  private constructor(
    readonly process: ChildProcess,
    readonly url: string,
    private readonly watched: string | undefined,
  ) {
    this.gone = new Promise((resolve) => process.once('exit', () => resolve()));
  }

  /** @returns when it can be asked; a role without pages has the address of its metrics */
  static async start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Server> {
    const started = spawn(process.execPath, ['bin/sagsspor.mjs', 'serve', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NODE_ENV: 'test', ...env },
    });
    process.once('exit', () => started.kill('SIGKILL'));
    let said = '';
    started.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-20_000);
    });
    for (;;) {
      if (started.exitCode !== null) throw new Error(`it did not serve: ${said}`);
      const pages = /is at (http:\/\/[\d.]+:\d+)\//.exec(said)?.[1];
      const watched = /metrics are at (\S+)\/metrics/.exec(said)?.[1];
      const url = pages ?? (/works here as/.test(said) ? (watched ?? '') : undefined);
      if (url !== undefined) return new Server(started, url, watched);
      await pause(50);
    }
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** A token of a user of the demo's login; asked for once. */
  token(user: string): Promise<string> {
    const known = this.#tokens.get(user);
    if (known) return known;
    const asked = this.ask('POST', '/api/session', { body: { user } }).then(({ status, body }) => {
      if (!body.token) throw new Error(`${user} was not let in: ${status}`);
      return String(body.token);
    });
    this.#tokens.set(user, asked);
    asked.catch(() => this.#tokens.delete(user)); // asked for again
    return asked;
  }

  async ask(
    method: 'GET' | 'POST',
    path: string,
    { token, body, key }: { readonly token?: string; readonly body?: unknown; readonly key?: string } = {},
  ): Promise<Answer> {
    const isJson = body !== undefined && !(body instanceof Uint8Array);
    const headers = {
      ...(body === undefined ? {} : { 'content-type': isJson ? 'application/json' : 'application/octet-stream' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    };
    const answer = await fetch(`${this.url}${path}`, {
      ...{ method, headers, signal: AbortSignal.timeout(30_000) },
      ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as BodyInit) }),
    });
    const text = await answer.text();
    const saysJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, body: saysJson ? JSON.parse(text) : text };
  }

  async get(path: string, user: string): Promise<Answer> {
    return this.ask('GET', path, { token: await this.token(user) });
  }

  /** The largest value that a metric has now, of all its labels. */
  async most(metric: string): Promise<number> {
    const text = await fetch(`${this.watched}/metrics`).then((answer) => answer.text());
    const lines = text.split('\n').filter((line) => line.startsWith(`${metric}{`));
    return Math.max(0, ...lines.map((line) => Number(line.slice(line.lastIndexOf('} ') + 2).split(' ')[0])));
  }

  async isReady(): Promise<boolean> {
    return this.ask('GET', '/health/ready').then(
      ({ status }) => status === 200,
      () => false,
    );
  }

  /** @returns when requests may be sent */
  async ready(): Promise<this> {
    while (!(await this.isReady())) await pause(100);
    return this;
  }

  /** As an operator stops it. @returns its exit code */
  async stop(): Promise<number | null> {
    this.process.kill('SIGTERM');
    await this.gone;
    return this.process.exitCode;
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.gone;
  }
}
