import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { kernelLocks } from '../../src/infrastructure/embedded-postgres/kernel-lock.js';
import { findPostmaster } from '../../src/infrastructure/embedded-postgres/postmaster.js';
import { sagsspor, until } from '../support/cli.js';
import { cluster } from '../support/data-folder.js';
import { sampled } from '../support/sample.js';

const home = mkdtempSync(join(tmpdir(), 'sagsspor-ending-'));
const dir = join(home, 'data');
const started: ChildProcess[] = [];

interface Verb {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly status: Promise<number | null>;
}

function verb(...args: string[]): Verb {
  return verbWith({}, ...args);
}

function verbWith(more: NodeJS.ProcessEnv, ...args: string[]): Verb {
  const env = { ...process.env, ...more };
  const child = spawn(process.execPath, ['bin/sagsspor.mjs', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  return { child, said: () => said, status: new Promise((resolve) => child.once('exit', (code) => resolve(code))) };
}

async function serving(): Promise<Verb & { readonly port: number }> {
  const server = verb('serve', '--port', '0', '--data', dir);
  const port = await until(() => /127\.0\.0\.1:(\d+)/.exec(server.said())?.[1]);
  return { ...server, port: Number(port) };
}

/** No server is left where nobody holds its lock. */
async function isLeft(folder = dir): Promise<boolean> {
  const lock = (await kernelLocks())?.(join(folder, 'pg-server.lock'));
  lock?.release();
  return lock === undefined;
}

beforeAll(async () => {
  await cluster(dir);
  expect((await sagsspor('cases', '--infohus', 'koebenhavn', '--data', dir)).status).toBe(0);
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('No database server is left behind', () => {
  // One signal, drawn; each is heard in test/interface/cli/ending.spec.ts, and the whole run sends all.
  it.each(sampled(['SIGHUP', 'SIGTERM', 'SIGINT'] as const, 1))(
    'by serve on %s, which waits for no slow client',
    async (signal) => {
      const { child, status, port } = await serving();
      const slow = connect(port, '127.0.0.1', () =>
        slow.write('POST /api/session HTTP/1.1\r\nhost: localhost\r\ncontent-length: 500\r\n\r\n{'),
      );
      slow.on('error', () => undefined);
      await until(() => (slow.bytesWritten > 0 ? true : undefined));

      child.kill(signal);

      expect(await status).toBe(0);
      expect(await isLeft()).toBe(false);
    },
  );

  it('by serve whose errors nobody reads any more, though its database was killed at that moment', async () => {
    const { child, status } = await serving();
    child.stderr?.destroy();
    process.kill(findPostmaster(join(dir, 'pgdata'))?.pid ?? 0, 'SIGKILL'); // of which it will have to complain

    expect(await status).toBe(1);
    expect(await isLeft()).toBe(false);
  });

  it('by processes that share the work: pages here, read models there, each ended by itself', async () => {
    const projector = verb('serve', '--role', 'projector', '--data', dir);
    await until(() => projector.said().includes('works here as projector, without pages') || undefined);
    const web = verb('serve', '--role', 'web', '--port', '0', '--data', dir);
    const port = await until(() => /127\.0\.0\.1:(\d+)/.exec(web.said())?.[1]);
    expect((await fetch(`http://127.0.0.1:${port}/login`)).status).toBe(200);
    for (const { child, status } of [projector, web]) {
      child.kill('SIGTERM');
      expect(await status).toBe(0);
    }
    expect(await isLeft()).toBe(false);
  });

  it('by a verb whose output nobody reads', async () => {
    const { child, status } = verb('cases', '--infohus', 'koebenhavn', '--data', dir);
    child.stdout?.destroy();

    expect(await status).toBe(1);
    expect(await isLeft()).toBe(false);
  });

  it('by serve on a port that is in use, which it names', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;

    const { status, said } = verb('serve', '--port', String(port), '--data', dir);

    expect(await status).toBe(1);
    expect(said()).toContain(`port-in-use: another program listens on 127.0.0.1:${port}`);
    expect(await isLeft()).toBe(false);
    other.close();
  });

  it('by serve where the demo login may not run: it ends before anything is started', async () => {
    const { status, said } = verbWith({ NODE_ENV: 'staging' }, 'serve', '--port', '0', '--data', join(home, 'refused'));
    expect(await status).toBe(1);
    expect(said()).toContain('demo-login-refused: NODE_ENV is "staging"');
    expect(existsSync(join(home, 'refused'))).toBe(false);
  });

  it('by a verb that is stopped while it makes its database', async () => {
    const fresh = join(home, 'fresh');
    const { child, status } = verb('serve', '--port', '0', '--data', fresh);
    await until(() => {
      try {
        return readdirSync(fresh).some((name) => name.startsWith('pgdata')) || undefined;
      } catch {
        return undefined;
      }
    });

    child.kill('SIGTERM');

    expect(await status).toBe(130);
    expect(await isLeft(fresh)).toBe(false);
  });
});
