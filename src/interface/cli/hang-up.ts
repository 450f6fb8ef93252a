import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:net';

/** A request under way may be answered yet; whoever reads or writes slower than this is cut off. Milliseconds. */
const GRACE = 2_000;

/** Takes no more connections, and is closed soon: the slowest client does not decide when the process ends. */
export async function hangUp(server: Server, grace = GRACE): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), grace);
  await closed;
  clearTimeout(cut);
}

/** Asked before anything is begun that takes its time or cannot be undone. @throws what `portRefused` says of it */
export async function assertPortFree(port: number, host: string): Promise<void> {
  const asking = createServer().listen(port, host);
  try {
    await once(asking, 'listening');
  } catch (error) {
    throw portRefused(error, port, host);
  }
  asking.close();
  await once(asking, 'close');
}

/** What the system says of a port, in words that say what to do. */
export function portRefused(error: unknown, port: number | string, host = '127.0.0.1'): unknown {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  if (code === 'EADDRINUSE')
    return new Error(
      `port-in-use: another program listens on ${host}:${port}: --port takes another one, 0 = any free one`,
    );
  if (code === 'EACCES')
    return new Error(
      `port-refused: the system gives port ${port} to its administrator only: --port takes one above 1023`,
    );
  return error;
}
