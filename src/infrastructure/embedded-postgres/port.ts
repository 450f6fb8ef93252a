import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { EmbeddedServerError } from './failure.js';

// Below the ports that systems give to outgoing connections (Linux 32768+, others 49152+): a pool that keeps calling
// a dead port in that range can be given the very port as its own end, and then blocks the restart on it.
const LOWEST = 15_000;
const HIGHEST = 32_000;
const TRIES = 200;

/** A TCP port of 127.0.0.1 that nobody listens on now; the preferred one where it is free. */
export async function choosePort(preferred: number | undefined): Promise<number> {
  if (preferred !== undefined && (await isFree(preferred))) return preferred;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
  throw new EmbeddedServerError(
    `No free port on 127.0.0.1 between ${LOWEST} and ${HIGHEST} for the embedded database.`,
  );
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The port of the server's last run: PostgreSQL leaves its command line in postmaster.opts, also when killed. */
export function lastPort(pgdata: string): number | undefined {
  try {
    const line = readFileSync(path.join(pgdata, 'postmaster.opts'), 'utf8');
    const port = /"-p" "(\d+)"/.exec(line)?.[1];
    return port === undefined ? undefined : Number(port);
  } catch {
    return undefined;
  }
}
