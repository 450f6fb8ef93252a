import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

export interface Served {
  readonly url: string;
  readonly process: ChildProcess;
  close(): Promise<void>;
}

/** A server of its own, as an operator starts it, until it is closed. @throws what it said where it does not serve */
export async function served(data: string, before: readonly string[] = []): Promise<Served> {
  const server = spawn(process.execPath, [...before, 'bin/sagsspor.mjs', 'serve', '--port', '0', '--data', data], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, NODE_ENV: 'test' },
  });
  const gone = new Promise((resolve) => server.once('exit', resolve));
  let said = '';
  server.stderr?.setEncoding('utf8').on('data', (line) => {
    said += line;
  });
  const close = async () => {
    server.kill('SIGTERM');
    await gone;
  };
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    if (url !== undefined) return { url, process: server, close };
    if (server.exitCode !== null) throw new Error(`it did not serve: ${said}`);
    await wait(100);
  }
}
